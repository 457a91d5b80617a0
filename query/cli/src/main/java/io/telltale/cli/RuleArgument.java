package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.query.Selector;
import io.telltale.query.WindowRule;
import io.telltale.query.text.ParsedRule;
import io.telltale.query.text.RuleParser;
import io.telltale.query.text.RuleProblem;
import io.telltale.query.text.RuleSyntaxException;
import java.util.function.Function;

/**
 * A rule on the command line; errors point at the place where it stops making sense.
 *
 * @param text as typed
 * @param parsed what it says
 */
record RuleArgument(String text, ParsedRule parsed) {
  static RuleArgument parse(String text) {
    return new RuleArgument(text, parse(text, RuleParser::parseWithUnits));
  }

  /** Reads what may stand behind {@code where}. */
  static Selector parseWhere(String text) {
    return parse(text, RuleParser::parseSelector);
  }

  /** The rule, if the store has its channels, of the kinds and units that it takes them to be. */
  WindowRule checked(TelemetryStore store) {
    for (RuleProblem problem : parsed.problems(store)) {
      throw new CommandFailure(
          ExitCode.USAGE, problem.message() + "\n" + pointing(text, problem.column()));
    }
    return parsed.rule();
  }

  private static <T> T parse(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (RuleSyntaxException e) {
      throw new CommandFailure(ExitCode.USAGE, e.reason() + "\n" + pointing(text, e.column()), e);
    }
  }

  private static String pointing(String text, int column) {
    StringBuilder shown = new StringBuilder("  ");
    text.chars().forEach(c -> shown.append(Character.isISOControl(c) ? ' ' : (char) c));
    return shown
        .append('\n')
        .append(" ".repeat(column + 1))
        .append("^ column ")
        .append(column)
        .toString();
  }
}
