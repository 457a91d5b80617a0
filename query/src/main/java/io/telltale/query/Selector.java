package io.telltale.query;

import java.util.List;
import java.util.Objects;

/**
 * Which devices a rule speaks of, by their attributes now; {@code device} names the serial number.
 * A device without an attribute matches no {@code Equal} and no {@code In} of it; {@code NotEqual}
 * and {@code Not} are the exact opposites, so that such a device matches those.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface Selector {
  /**
   * The attribute has this value; a device without it does not match.
   *
   * @param attribute name
   * @param value exact
   */
  record Equal(String attribute, String value) implements Selector {
    public Equal {
      Objects.requireNonNull(attribute, "attribute");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The attribute does not have this value; a device without it matches.
   *
   * @param attribute name
   * @param value exact
   */
  record NotEqual(String attribute, String value) implements Selector {
    public NotEqual {
      Objects.requireNonNull(attribute, "attribute");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The attribute has one of these values; a device without it does not match.
   *
   * @param attribute name
   * @param values at least one, exact
   */
  record In(String attribute, List<String> values) implements Selector {
    public In {
      Objects.requireNonNull(attribute, "attribute");
      values = Arguments.requireSome("in", values);
    }
  }

  /**
   * All match.
   *
   * @param terms at least one
   */
  record And(List<Selector> terms) implements Selector {
    public And {
      terms = Arguments.requireSome("and", terms);
    }
  }

  /**
   * Any matches.
   *
   * @param terms at least one
   */
  record Or(List<Selector> terms) implements Selector {
    public Or {
      terms = Arguments.requireSome("or", terms);
    }
  }

  /**
   * It does not match.
   *
   * @param term what must not
   */
  record Not(Selector term) implements Selector {
    public Not {
      Objects.requireNonNull(term, "term");
    }
  }
}
