package io.telltale.query.text;

import io.telltale.query.Condition;
import io.telltale.query.DeviceRule;
import io.telltale.query.Rule;
import io.telltale.query.Selector;
import io.telltale.query.Shaping;
import io.telltale.query.WindowRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes rules so that {@link RuleParser} reads the same. An {@code And} or {@code Or} of a single
 * term, which means that term, is written as that term.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> freely. <b>Lifetime:</b> no instances that
 * outlive a call.
 */
public final class RuleText {
  private final ConditionText conditions;

  private RuleText(Map<String, String> units) {
    conditions = new ConditionText(units);
  }

  /**
   * Writes a rule.
   *
   * @param rule what to write
   * @return one line, unless a channel or an attribute has a line feed in its name
   */
  public static String print(WindowRule rule) {
    return new RuleText(Map.of()).text(rule);
  }

  /**
   * Writes a rule with its units: every number of a channel bears the one that was written for it.
   *
   * @param parsed what to write
   * @return one line, unless a channel or an attribute has a line feed in its name
   */
  public static String print(ParsedRule parsed) {
    return new RuleText(parsed.units()).text(parsed.rule());
  }

  /**
   * Writes a condition.
   *
   * @param condition what to write
   * @return its text
   */
  public static String print(Condition condition) {
    return new ConditionText(Map.of()).print(condition);
  }

  /**
   * Writes what stands behind {@code where}.
   *
   * @param selector what to write
   * @return its text
   */
  public static String print(Selector selector) {
    return print(selector, true, true);
  }

  private String text(WindowRule rule) {
    if (rule instanceof WindowRule.KOfDevices c) {
      return "kOfDevices("
          + c.k()
          + ", "
          + text(c.rule())
          + ")"
          + shaping(c.shaping())
          + where(c.set());
    }
    if (rule instanceof DeviceRule.Overlapping c) {
      return sides(c.a(), "overlapping", c.b())
          + (c.atLeastNs() == 1 ? "" : " for " + DurationText.print(c.atLeastNs()));
    }
    if (rule instanceof DeviceRule.FollowedBy c) {
      return sides(c.a(), "followedBy", c.b()) + " within " + DurationText.print(c.withinNs());
    }
    if (rule instanceof DeviceRule.NotFollowedBy c) {
      return sides(c.a(), "notFollowedBy", c.b()) + " within " + DurationText.print(c.withinNs());
    }
    Rule plain = (Rule) rule;
    return conditions.print(plain.condition())
        + duration(" stale ", plain.staleNs(), 0)
        + shaping(plain.shaping())
        + where(plain.where());
  }

  private String sides(DeviceRule a, String word, DeviceRule b) {
    return "(" + text(a) + ") " + word + " (" + text(b) + ")";
  }

  private static String shaping(Shaping s) {
    boolean pads = s.padBeforeNs() > 0 || s.padAfterNs() > 0;
    return (s.onUnknown() == Shaping.OnUnknown.HOLD ? " hold" : "")
        + duration(" bridge ", s.bridgeNs(), 0)
        + duration(" for ", s.atLeastForNs(), 0)
        + (s.atLeastSamples() > 0 ? " samples " + s.atLeastSamples() : "")
        + duration(" atMost ", s.atMostForNs(), Shaping.NO_LIMIT)
        + duration(" clear ", s.clearDelayNs(), 0)
        + duration(" merge ", s.mergeWithinNs(), 0)
        + (pads ? " pad " + DurationText.print(s.padBeforeNs()) : "")
        + (pads ? " " + DurationText.print(s.padAfterNs()) : "");
  }

  private static String duration(String word, long durationNs, long unsaid) {
    return durationNs == unsaid ? "" : word + DurationText.print(durationNs);
  }

  private static String where(Selector selector) {
    return selector == null ? "" : " where " + print(selector);
  }

  private static String print(Selector selector, boolean orFits, boolean andFits) {
    if (selector instanceof Selector.Equal c) {
      return Names.written(c.attribute()) + " = " + quoted(c.value());
    }
    if (selector instanceof Selector.NotEqual c) {
      return Names.written(c.attribute()) + " != " + quoted(c.value());
    }
    if (selector instanceof Selector.In c) {
      return Names.written(c.attribute()) + " in " + list(c.values());
    }
    if (selector instanceof Selector.Not c) {
      return "not " + print(c.term(), false, false);
    }
    boolean or = selector instanceof Selector.Or;
    List<Selector> terms =
        or ? ((Selector.Or) selector).terms() : ((Selector.And) selector).terms();
    if (terms.size() == 1) {
      return print(terms.get(0), orFits, andFits);
    }
    String text =
        terms.stream()
            .map(term -> print(term, false, or))
            .collect(Collectors.joining(or ? " or " : " and "));
    return (or ? orFits : andFits) ? text : "(" + text + ")";
  }

  static String list(List<String> values) {
    return values.stream().map(RuleText::quoted).collect(Collectors.joining(", ", "(", ")"));
  }

  static String quoted(String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return "\"" + escaped + "\"";
  }
}
