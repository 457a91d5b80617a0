package io.telltale.query.text;

import io.telltale.core.TelemetryStore;
import io.telltale.query.Selector;
import io.telltale.query.WindowRule;
import java.util.Objects;

/**
 * Reads rules as people write them, for instance {@code temperature > 8 for 10m where model =
 * "RF28"}. The grammar is in docs/rules.md.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> freely. <b>Lifetime:</b> no instances that
 * outlive a call.
 */
public final class RuleParser {
  private RuleParser() {}

  /**
   * Reads one rule whose numbers bear no units: those can be checked against a store only.
   *
   * @param text the rule
   * @return the rule
   * @throws RuleSyntaxException naming the column (from 1), what was expected there and what stands
   *     there
   */
  public static WindowRule parse(String text) {
    ParsedRule parsed = parseWithUnits(text);
    for (ParsedRule.Mention mention : parsed.mentions()) {
      if (!mention.unit().isEmpty()) {
        throw new RuleSyntaxException(
            mention.unitColumn(),
            "a number without a unit: only with a store can a unit be checked",
            "'" + mention.unit() + "'");
      }
    }
    return parsed.rule();
  }

  /**
   * Reads one rule for a store, and checks the units that its numbers bear.
   *
   * @param text the rule
   * @param store where it is to run
   * @return the rule
   * @throws RuleSyntaxException naming the column (from 1), what was expected there and what stands
   *     there
   * @throws IllegalArgumentException when the store has no such channel, when it is of another
   *     kind, or when a number bears another unit than the channel's
   */
  public static WindowRule parse(String text, TelemetryStore store) {
    return parseWithUnits(text).checked(store);
  }

  /**
   * Reads one rule with whatever units its numbers bear.
   *
   * @param text the rule
   * @return the rule, and what is to be checked against a store
   * @throws RuleSyntaxException naming the column (from 1), what was expected there and what stands
   *     there
   */
  public static ParsedRule parseWithUnits(String text) {
    return new RuleReader(Objects.requireNonNull(text, "text")).rule();
  }

  /**
   * Reads what may stand behind {@code where}.
   *
   * @param text the selector
   * @return the selector
   * @throws RuleSyntaxException naming the column (from 1), what was expected there and what stands
   *     there
   */
  public static Selector parseSelector(String text) {
    return new RuleReader(Objects.requireNonNull(text, "text")).selector();
  }
}
