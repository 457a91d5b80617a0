package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.query.BackTest;
import io.telltale.query.WindowChange;
import io.telltale.query.WindowQuery;
import io.telltale.query.WindowRule;
import io.telltale.query.text.RuleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.roaringbitmap.RoaringBitmap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale backtest DB RULES [--against RULES]}. */
@Command(
    name = "backtest",
    description = {
      "Tells what rules would have found: for each, how many windows, of how many devices, how long.",
      "With --against, what would change if RULES took the place of those: windows that are NEW,",
      "GONE, LONGER, SHORTER or MOVED. Rules of one name are compared."
    },
    footer = {
      "",
      "Examples:",
      "  telltale backtest fleet night.rules --from 2026-01-01 --to 2026-02-01",
      "  telltale backtest fleet stricter.rules --against night.rules --output csv"
    })
final class BacktestCommand implements Callable<Integer> {
  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      paramLabel = "RULES",
      description = "The rules, 'name: rule' one a line; see docs/rules.md.")
  private Path ruleFile;

  @Option(
      names = "--against",
      paramLabel = "RULES",
      description = "The rules that they are compared with.")
  private Path againstFile;

  @Option(names = "--all", description = "With --against: also windows that stay the SAME.")
  private boolean all;

  @Mixin private DeviceOptions devices;
  @Mixin private RangeOptions range;

  @Mixin private NowOption now;
  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    range.check();
    if (all && againstFile == null) {
      throw new ParameterException(spec.commandLine(), "--all is for --against");
    }
    RuleFile file = RuleFile.read(ruleFile);
    RuleFile against = againstFile == null ? null : RuleFile.read(againstFile);
    try (TelemetryStore store = db.openReadOnly()) {
      RoaringBitmap selected = devices.select(store);
      Map<String, WindowRule> rules = rules(file, store);
      if (against == null) {
        try (Answer answer = answerOptions.open(RuleSummary.COLUMNS)) {
          for (Map.Entry<String, WindowRule> rule : rules.entrySet()) {
            RuleSummary.write(rule.getKey(), query(store, rule.getValue(), selected), answer);
          }
        }
      } else {
        compare(store, rules, rules(against, store), selected);
      }
    }
    return ExitCode.DONE;
  }

  private static Map<String, WindowRule> rules(RuleFile file, TelemetryStore store) {
    Map<String, WindowRule> rules = new LinkedHashMap<>();
    file.rulesFor(store).forEach(entry -> rules.put(entry.name(), entry.parsed().rule()));
    return rules;
  }

  private WindowQuery query(TelemetryStore store, WindowRule rule, RoaringBitmap selected) {
    WindowQuery query =
        WindowQuery.prepare(store, rule).range(range.fromNs(), range.toNs()).devices(selected);
    return now.isGiven() ? query.now(now.timeNs()) : query;
  }

  private void compare(
      TelemetryStore store,
      Map<String, WindowRule> rules,
      Map<String, WindowRule> against,
      RoaringBitmap selected)
      throws IOException {
    // all are made ready before anything is written
    Map<String, BackTest> tests = new LinkedHashMap<>();
    for (Map.Entry<String, WindowRule> rule : rules.entrySet()) {
      WindowRule other = against.get(rule.getKey());
      if (other != null) {
        tests.put(rule.getKey(), test(store, rule.getKey(), rule.getValue(), other, selected));
      }
    }
    try (Answer answer = answerOptions.open(RuleChanges.COLUMNS)) {
      RuleChanges changes =
          new RuleChanges(store, answer, TelltaleCommand.streams(spec).err(), all);
      for (Map.Entry<String, WindowRule> rule : rules.entrySet()) {
        BackTest test = tests.get(rule.getKey());
        if (test != null) {
          changes.write(rule.getKey(), test);
        } else {
          WindowQuery query = query(store, rule.getValue(), selected);
          changes.writeUnpaired(rule.getKey(), WindowChange.NEW, query);
        }
      }
      for (Map.Entry<String, WindowRule> rule : against.entrySet()) {
        if (!rules.containsKey(rule.getKey())) {
          WindowQuery query = query(store, rule.getValue(), selected);
          changes.writeUnpaired(rule.getKey(), WindowChange.GONE, query);
        }
      }
    }
  }

  private BackTest test(
      TelemetryStore store, String name, WindowRule rule, WindowRule against, RoaringBitmap of) {
    try {
      BackTest test =
          BackTest.prepare(store, rule, against).range(range.fromNs(), range.toNs()).devices(of);
      return now.isGiven() ? test.now(now.timeNs()) : test;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.REFUSED, "rule " + name + ": " + e.getMessage(), e);
    }
  }
}
