package io.telltale.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.telltale.query.Condition;
import io.telltale.query.DeviceRule;
import io.telltale.query.LogicCondition;
import io.telltale.query.Rule;
import io.telltale.query.Selector;
import io.telltale.query.Shaping;
import io.telltale.query.WindowRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed reads as what was printed. */
final class RuleTextTest {
  private static final int RULES = 50_000;
  private static final String[] UNITS = {
    "degC", "%", "°C", "m/s", "µg/m³", "mmol/L", "in", "deg C", "1/min", "And", "a`b", "(x)", "m3",
    "avg", "-", "/s", "#", "°", "x_"
  };

  @Test
  void rulesComeBack() {
    Set<String> kinds = new TreeSet<>();
    for (long seed = 0; seed < RULES; seed++) {
      WindowRule rule = new RandomRules(seed).rule();
      String text = RuleText.print(rule);
      // AssertJ would write out every rule, also those that are fine.
      if (!RuleParser.parse(text).equals(rule) || text.contains("\n")) {
        fail("seed %s: %s%nis not %s", seed, text, rule);
      }
      kinds(rule, kinds);
    }
    assertThat(kinds).as("kinds of rules and conditions drawn").containsAll(everyKind());
  }

  /** Units are written behind every number of their channel, and come back too. */
  @Test
  void unitsComeBack() {
    for (long seed = 0; seed < RULES / 5; seed++) {
      Random random = new Random(seed);
      WindowRule rule = new RandomRules(seed).rule();
      Map<String, String> units = new HashMap<>();
      for (String name : RandomRules.NAMES) {
        if (random.nextBoolean()) {
          units.put(name, UNITS[random.nextInt(UNITS.length)]);
        }
      }
      String text = RuleText.print(new ParsedRule(rule, mentions(units)));
      ParsedRule parsed = RuleParser.parseWithUnits(text);
      boolean same =
          parsed.rule().equals(rule)
              && units.entrySet().containsAll(parsed.units().entrySet())
              && RuleText.print(parsed).equals(text);
      if (!same) {
        fail("seed %s: %s%nis not %s", seed, text, rule);
      }
    }
  }

  @Test
  void selectorsComeBack() {
    for (long seed = 0; seed < RULES; seed++) {
      if (new RandomRules(seed).rule() instanceof Rule rule && rule.where() != null) {
        String text = RuleText.print(rule.where());
        assertThat(RuleParser.parseSelector(text)).as("seed %s", seed).isEqualTo(rule.where());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "temperature > 8 stale 15m bridge 1m for 1h30m samples 3 where model = \"RF28\"",
        "temperature > 90 hold atMost 1h clear 2m merge 5m pad 1m 2m",
        "enter temperature > 90 exit temperature < 85 for 5m",
        "(enter t > 90 exit t < 85) and moisture > 60.5",
        "|rate(t)| > 0.5/s",
        "rate(t) < -2/s",
        "jump(t) > 3",
        "zscore(vibration, 6, 1h, floor 0.01)",
        "mad(vibration, 3.5, 1h, floor 0, samples 10)",
        "seasonal(load, 4, 1d, 7, floor 0.1)",
        "inside(mean(t, 10m), 2, 8)",
        "door in (\"a\", \"b\")",
        "not (a > 1 or b > 2) and c > 3",
        "kOf(2, a > 1, b > 2 or c > 3, silent(d, 5m))",
        "(t > 8 for 5m) overlapping (door == \"open\") for 1m",
        "(t > 8) overlapping (t > 9)",
        "((a > 1) followedBy (b > 1) within 5m) notFollowedBy (c > 1 where x = \"y\") within 0s",
        "kOfDevices(3, t > 8 for 5m) for 10m where site = \"Kiel\" or not (a = \"b\" and c != \"d\")"
      })
  void readsLikeTheContract(String text) {
    assertThat(RuleText.print(RuleParser.parse(text))).isEqualTo(text);
  }

  @Test
  void aSingleTermIsWrittenAsItself() {
    Condition a = Condition.above("a", 1);
    Condition or = Condition.or(a, a);
    assertThat(RuleText.print(new LogicCondition.And(List.of(a)))).isEqualTo("a > 1");
    assertThat(RuleText.print(Condition.and(Condition.or(or), a)))
        .isEqualTo("(a > 1 or a > 1) and a > 1");
    Selector x = new Selector.Equal("x", "1");
    assertThat(RuleText.print(new Selector.Or(List.of(new Selector.And(List.of(x))))))
        .isEqualTo("x = \"1\"");
  }

  @Test
  void whatIsNotSaidIsNotWritten() {
    Rule rule =
        Rule.when(Condition.above("t", 8))
            .shaped(Shaping.NONE.atMostFor(0).pad(0, 1))
            .bridge(Duration.ZERO);
    assertThat(RuleText.print(rule)).isEqualTo("t > 8 atMost 0s pad 0s 1ns");
  }

  private static List<ParsedRule.Mention> mentions(Map<String, String> units) {
    return units.entrySet().stream()
        .map(e -> new ParsedRule.Mention(e.getKey(), 1, ParsedRule.Fits.ANY, e.getValue(), 1))
        .toList();
  }

  private static void kinds(WindowRule rule, Set<String> kinds) {
    kinds.add(rule.getClass().getSimpleName());
    if (rule instanceof WindowRule.KOfDevices c) {
      kinds(c.rule(), kinds);
    } else if (rule instanceof DeviceRule.Overlapping c) {
      kinds(c.a(), kinds);
    } else if (rule instanceof Rule c) {
      kinds(c.condition(), kinds);
    }
  }

  private static void kinds(Condition condition, Set<String> kinds) {
    kinds.add(condition.getClass().getSimpleName());
    condition.inner().forEach(inner -> kinds(inner, kinds));
  }

  private static Set<String> everyKind() {
    Set<String> kinds = new TreeSet<>();
    everyKind(WindowRule.class, kinds);
    everyKind(Condition.class, kinds);
    return kinds;
  }

  private static void everyKind(Class<?> type, Set<String> kinds) {
    if (!type.isSealed()) {
      kinds.add(type.getSimpleName());
      return;
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      everyKind(permitted, kinds);
    }
  }
}
