package io.telltale.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.query.Condition;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.DeviceRule;
import io.telltale.query.Rule;
import io.telltale.query.Selector;
import io.telltale.query.Shaping;
import io.telltale.query.Shaping.OnUnknown;
import io.telltale.query.SpanCondition;
import io.telltale.query.SpanCondition.Aggregate;
import io.telltale.query.ValueTest;
import io.telltale.query.WindowRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RuleParserTest {
  private static final Condition A = Condition.above("a", 1);
  private static final Condition B = Condition.above("b", 2);
  private static final Condition C = Condition.above("c", 3);
  private static final long MINUTE_NS = 60_000_000_000L;

  static Stream<Arguments> ofOneReading() {
    return Stream.of(
        Arguments.of("temperature > 8", Condition.above("temperature", 8)),
        Arguments.of("temperature > 8.0", Condition.above("temperature", 8.0)),
        Arguments.of("temperature<-8", Condition.below("temperature", -8)),
        Arguments.of("t >= +1e-3", Condition.atLeast("t", 0.001)),
        Arguments.of("t <= .5", Condition.atMost("t", 0.5)),
        Arguments.of("t == 3", Condition.equalTo("t", 3)),
        Arguments.of("t < inf", Condition.below("t", Double.POSITIVE_INFINITY)),
        Arguments.of("t > -inf", Condition.above("t", Double.NEGATIVE_INFINITY)),
        Arguments.of("t > 9223372036854775807", Condition.above("t", Long.MAX_VALUE)),
        Arguments.of("t > 9223372036854775808", Condition.above("t", 0x1p63)),
        Arguments.of("readings.velocity > 8", Condition.above("readings.velocity", 8)),
        Arguments.of("`a b``c` > 8", Condition.above("a b`c", 8)),
        Arguments.of("`for` > 8", Condition.above("for", 8)),
        Arguments.of("silent > 8", Condition.above("silent", 8)),
        Arguments.of("t > 8 # not > 9", Condition.above("t", 8)),
        Arguments.of("inside(t, 2, 8.5)", new Condition.Inside("t", 2L, 8.5)),
        Arguments.of("outside ( t , -2 , 8 )", Condition.outside("t", -2, 8)),
        Arguments.of("door == \"open\"", Condition.is("door", "open")),
        Arguments.of(
            "door in (\"open\", \"a \\\"b\\\"\")", Condition.is("door", "open", "a \"b\"")),
        Arguments.of("door == true", Condition.equalTo("door", 1)),
        Arguments.of("door == false", Condition.equalTo("door", 0)),
        Arguments.of("notFinite(t)", Condition.notFinite("t")));
  }

  static Stream<Arguments> ofSeveralReadings() {
    Duration hour = Duration.ofHours(1);
    return Stream.of(
        Arguments.of("rate(t) > 0.5/s", Condition.rateAbove("t", 0.5)),
        Arguments.of("rate(t) < -0.5/s", Condition.rateBelow("t", -0.5)),
        Arguments.of("rate(t) < -0.5 /s", Condition.rateBelow("t", -0.5)),
        Arguments.of("rateOutside(t, 0.5)", Condition.rateOutside("t", 0.5)),
        Arguments.of("rateOutside(t, 2/s)", Condition.rateOutside("t", 2)),
        Arguments.of("|rate(t)| > 0.5/s", Condition.rateOutside("t", 0.5)),
        Arguments.of("|rate(`t t`)|>1", Condition.rateOutside("t t", 1)),
        Arguments.of("jump(t) > 3", Condition.jump("t", 3L)),
        Arguments.of("jump(t, 3.5)", Condition.jump("t", 3.5)),
        Arguments.of("changed(door)", Condition.changed("door")),
        Arguments.of("silent(t, 5m)", Condition.silent("t", Duration.ofMinutes(5))),
        Arguments.of("neverSeen(t, 0s)", Condition.neverSeen("t", Duration.ZERO)),
        Arguments.of(
            "enter t > 90 exit t < 85",
            Condition.hysteresis(Condition.above("t", 90), Condition.below("t", 85))),
        Arguments.of(
            "debounce(glucose < 70, 3, 4)",
            Condition.debounce(Condition.below("glucose", 70), 3, 4)),
        Arguments.of("mean(t, 1h) > 8", trailing(Aggregate.MEAN, ValueTest.above(8L))),
        Arguments.of("min(t, 1h) <= 8.5", trailing(Aggregate.MIN, ValueTest.atMost(8.5))),
        Arguments.of("max(t, 60m) < 8", trailing(Aggregate.MAX, ValueTest.below(8L))),
        Arguments.of("range(t, 1h) >= 8", trailing(Aggregate.RANGE, ValueTest.atLeast(8L))),
        Arguments.of("stddev(t, 1h) == 0", trailing(Aggregate.STDDEV, ValueTest.equalTo(0L))),
        Arguments.of(
            "outside(increase(t, 1h), 2, 3)",
            trailing(Aggregate.INCREASE, ValueTest.outside(2L, 3L))),
        Arguments.of("flat(p, 0.01, 1h)", Condition.flat("p", 0.01, hour)),
        Arguments.of(
            "count(fault == \"E42\", 3, 30d)",
            Condition.count(Condition.is("fault", "E42"), 3, Duration.ofDays(30))),
        Arguments.of("zscore(v, 6, 1h, floor 0.01)", Condition.zscore("v", 6, hour, 0.01)),
        Arguments.of(
            "mad(v, 6, 1h, floor 0.01, samples 5)",
            new SpanCondition.Mad("v", 6, 60 * MINUTE_NS, 0.01, 5)),
        Arguments.of(
            "seasonal(v, 4.5, 1d, 7, floor 1)",
            Condition.seasonal("v", 4.5, Duration.ofDays(1), 7, 1)));
  }

  private static Condition trailing(Aggregate aggregate, ValueTest test) {
    return Condition.trailing("t", aggregate, Duration.ofHours(1), test);
  }

  static Stream<Arguments> joined() {
    return Stream.of(
        Arguments.of("a > 1 and b > 2 and c > 3", Condition.and(A, B, C)),
        Arguments.of("(a > 1 and b > 2) and c > 3", Condition.and(Condition.and(A, B), C)),
        Arguments.of("a > 1 or b > 2 and c > 3", Condition.or(A, Condition.and(B, C))),
        Arguments.of("(a > 1 or b > 2) and c > 3", Condition.and(Condition.or(A, B), C)),
        Arguments.of("not a > 1 and b > 2", Condition.and(Condition.not(A), B)),
        Arguments.of("not (a > 1 and b > 2)", Condition.not(Condition.and(A, B))),
        Arguments.of("not not a > 1", Condition.not(Condition.not(A))),
        Arguments.of("a > 1 minus b > 2", A.minus(B)),
        Arguments.of("a > 1 minus b > 2 minus c > 3", A.minus(B).minus(C)),
        Arguments.of("a > 1 and b > 2 minus c > 3", Condition.and(A, B).minus(C)),
        Arguments.of("a > 1 minus b > 2 and c > 3", Condition.and(A.minus(B), C)),
        Arguments.of("a > 1 minus b > 2 or c > 3", Condition.or(A.minus(B), C)),
        Arguments.of("kOf(2, a > 1, b > 2 or a > 1, c > 3)", kOf()),
        Arguments.of(
            "(enter a > 1 exit not a > 1) or b > 2",
            Condition.or(Condition.hysteresis(A, Condition.not(A)), B)),
        Arguments.of(
            "enter a > 1 exit a > 1 or not a > 1",
            Condition.hysteresis(A, Condition.or(A, Condition.not(A)))));
  }

  private static Condition kOf() {
    return Condition.kOf(2, A, Condition.or(B, A), C);
  }

  @ParameterizedTest
  @MethodSource({"ofOneReading", "ofSeveralReadings", "joined"})
  void readsConditions(String text, Condition condition) {
    assertThat(RuleParser.parse(text)).isEqualTo(Rule.when(condition));
  }

  @Test
  void readsShapingInAnyOrder() {
    Rule wanted =
        new Rule(
            Condition.above("t", 90),
            15 * MINUTE_NS,
            new Shaping(
                OnUnknown.HOLD,
                MINUTE_NS,
                5 * MINUTE_NS,
                3,
                60 * MINUTE_NS,
                2 * MINUTE_NS,
                4 * MINUTE_NS,
                6 * MINUTE_NS,
                0),
            new Selector.Equal("model", "RF28"));
    assertThat(
            RuleParser.parse(
                "t > 90 stale 15m hold bridge 1m for 5m samples 3 atMost 1h clear 2m merge 4m"
                    + " pad 6m 0s where model = \"RF28\""))
        .isEqualTo(wanted);
    assertThat(
            RuleParser.parse(
                "t>90 pad 360s 0m merge 4m clear 2m atMost 1h samples 3 for 300s bridge 60s"
                    + " onUnknown hold stale 900s where model=\"RF28\""))
        .isEqualTo(wanted);
    assertThat(RuleParser.parse("t > 1 onUnknown break")).isEqualTo(RuleParser.parse("t > 1"));
  }

  @Test
  void readsCombinations() {
    Rule a = Rule.when(A).atLeastFor(Duration.ofMinutes(5));
    Rule b = Rule.when(B).where(new Selector.Equal("x", "y"));
    Rule c = Rule.when(C);
    String ab = "(a > 1 for 5m) overlapping (b > 2 where x = \"y\")";
    assertThat(RuleParser.parse(ab)).isEqualTo(new DeviceRule.Overlapping(a, b, 1));
    assertThat(RuleParser.parse(ab + " for 1m")).isEqualTo(a.overlapping(b, Duration.ofMinutes(1)));
    assertThat(RuleParser.parse("(" + ab + ") followedBy (c > 3) within 5m"))
        .isEqualTo(new DeviceRule.Overlapping(a, b, 1).followedBy(c, Duration.ofMinutes(5)));
    assertThat(RuleParser.parse("(c > 3) notFollowedBy (" + ab + ") within 5m"))
        .isEqualTo(c.notFollowedBy(new DeviceRule.Overlapping(a, b, 1), Duration.ofMinutes(5)));
    assertThat(RuleParser.parse("((a > 1) or (b > 2)) followedBy (c > 3) within 0s"))
        .isEqualTo(Rule.when(Condition.or(A, B)).followedBy(c, Duration.ZERO));
    assertThat(RuleParser.parse("kOfDevices(3, a > 1 for 5m) hold where x = \"y\""))
        .isEqualTo(
            new WindowRule.KOfDevices(
                3, new Selector.Equal("x", "y"), a, Shaping.NONE.onUnknown(OnUnknown.HOLD)));
    assertThat(RuleParser.parse("kOfDevices(1, " + ab + ")"))
        .isEqualTo(WindowRule.kOfDevices(1, new DeviceRule.Overlapping(a, b, 1)));
  }

  @Test
  void readsWhere() {
    Selector serial = new Selector.Equal("device", "SN-1");
    Selector site = new Selector.NotEqual("site name", "a");
    Selector model = new Selector.In("model", List.of("x", "y"));
    assertThat(
            RuleParser.parseSelector(
                "device = \"SN-1\" and `site name` != \"a\" or model in (\"x\", \"y\")"))
        .isEqualTo(new Selector.Or(List.of(new Selector.And(List.of(serial, site)), model)));
    assertThat(
            RuleParser.parseSelector(
                "not device = \"SN-1\" and not (`site name` != \"a\" or model in (\"x\",\"y\"))"))
        .isEqualTo(
            new Selector.And(
                List.of(
                    new Selector.Not(serial),
                    new Selector.Not(new Selector.Or(List.of(site, model))))));
  }

  @ParameterizedTest
  @CsvSource({
    "90s, 90000000000",
    "5m, 300000000000",
    "1h30m, 5400000000000",
    "7d, 604800000000000",
    "250ms, 250000000",
    "10us, 10000",
    "5ns, 5",
    "1d1h1m1s1ms1us1ns, 90061001001001",
    "106751d23h47m16s854ms775us807ns, 9223372036854775807"
  })
  void readsDurations(String text, long durationNs) {
    assertThat(((Rule) RuleParser.parse("t > 1 for " + text)).shaping().atLeastForNs())
        .isEqualTo(durationNs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "t > 8 degC; degC; 7",
        "t > 8degC for 5m; degC; 6",
        "t > 8 °C and b > 3; °C; 7",
        "t > 8.5%; %; 8",
        "t > 8 m/s^2; m/s^2; 7",
        "t > 8e3 µg/m³; µg/m³; 9",
        "t > 8 `deg C`; deg C; 7",
        "t > 8 `in`; in; 7",
        "t > inf degC; degC; 9",
        "inside(t, 2 degC, 8 degC); degC; 13",
        "inside(t, 2, 8degC); degC; 15",
        "mean(t, 10m) > 8 degC; degC; 18",
        "flat(t, 0.1 bar, 1h); bar; 13",
        "zscore(t, 6, 1h, floor 0.1 V); V; 28",
        "jump(t) > 3 V; V; 13",
        "rate(t) > 0.5 degC/s for 1m; degC; 15",
        "rate(t) > 0.5degC/s; degC; 14",
        "|rate(t)| > 2 m/s/s; m/s; 15",
        "rate(t) < -2 `deg C`/s for 5m; deg C; 14",
        "rateOutside(t, 2 V/s); V; 18",
        "count(t > 8 degC, 3, 1d); degC; 13"
      })
  void readsUnits(String text, String unit, int column) {
    ParsedRule parsed = RuleParser.parseWithUnits(text);
    assertThat(parsed.units()).containsOnly(Map.entry("t", unit));
    assertThat(parsed.mentions().get(0).unitColumn()).isEqualTo(column);
    assertThatThrownBy(() -> RuleParser.parse(text))
        .hasMessage(
            "column %s: expected a number without a unit: only with a store can a unit be checked,"
                + " found '%s'",
            column, unit);
  }

  @Test
  void knowsWhereChannelsStandAndWhatTheyMustHold() {
    ParsedRule parsed =
        RuleParser.parseWithUnits("a > 1 and b == \"x\" or changed(c) and silent(`a`, 5m)");
    assertThat(parsed.mentions())
        .containsExactly(
            new ParsedRule.Mention("a", 1, ParsedRule.Fits.NUMBERS, "", 0),
            new ParsedRule.Mention("b", 11, ParsedRule.Fits.STATES, "", 0),
            new ParsedRule.Mention("c", 31, ParsedRule.Fits.ANY, "", 0),
            new ParsedRule.Mention("a", 45, ParsedRule.Fits.ANY, "", 0));
  }

  @Test
  void everyComparisonIsRead() {
    for (Comparison comparison : Comparison.values()) {
      Condition condition = new Condition.Compare("t", comparison, 1L);
      assertThat(RuleParser.parse(RuleText.print(condition))).isEqualTo(Rule.when(condition));
    }
  }

  @Test
  void nestsDeeplyButNotEndlessly() {
    String deep = "(".repeat(90) + "t > 1" + ")".repeat(90);
    assertThat(RuleParser.parse(deep)).isEqualTo(RuleParser.parse("t > 1"));
    assertThatThrownBy(() -> RuleParser.parse("(".repeat(100_000) + "t > 1"))
        .hasMessageContaining("at most 100 levels of parentheses and 'not'");
    assertThatThrownBy(() -> RuleParser.parse("not ".repeat(100_000) + "t > 1"))
        .hasMessageContaining("at most 100 levels");
    assertThatThrownBy(() -> RuleParser.parseSelector("not ".repeat(100_000) + "t = \"1\""))
        .hasMessageContaining("at most 100 levels");
  }
}
