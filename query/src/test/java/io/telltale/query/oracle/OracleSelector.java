package io.telltale.query.oracle;

import io.telltale.query.Selector;
import java.util.Map;

/** Whether a rule speaks of a device. */
final class OracleSelector {
  private OracleSelector() {}

  static boolean matches(Selector selector, String serial, Map<String, String> attributes) {
    if (selector == null) {
      return true;
    }
    if (selector instanceof Selector.And and) {
      return and.terms().stream().allMatch(term -> matches(term, serial, attributes));
    }
    if (selector instanceof Selector.Or or) {
      return or.terms().stream().anyMatch(term -> matches(term, serial, attributes));
    }
    if (selector instanceof Selector.Not not) {
      return !matches(not.term(), serial, attributes);
    }
    if (selector instanceof Selector.In in) {
      return in.values().stream().anyMatch(value(in.attribute(), serial, attributes)::equals);
    }
    if (selector instanceof Selector.NotEqual unequal) {
      return !unequal.value().equals(value(unequal.attribute(), serial, attributes));
    }
    Selector.Equal equal = (Selector.Equal) selector;
    return equal.value().equals(value(equal.attribute(), serial, attributes));
  }

  /** A text that no attribute of the tests has where there is none. */
  private static String value(String attribute, String serial, Map<String, String> attributes) {
    return attribute.equals("device")
        ? serial
        : attributes.getOrDefault(attribute, "\0 no such attribute");
  }
}
