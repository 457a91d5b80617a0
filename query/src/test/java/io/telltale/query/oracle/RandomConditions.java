package io.telltale.query.oracle;

import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.LatchCondition;
import io.telltale.query.LogicCondition;
import io.telltale.query.SpanCondition;
import io.telltale.query.ValueTest;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Conditions of every kind, alone and inside each other, with numbers drawn from the readings. */
final class RandomConditions {
  private static final int DEEPEST = 2;

  private final RandomTelemetry telemetry;
  private final RandomNumbers numbers;
  private final RandomGenerator random;

  RandomConditions(RandomTelemetry telemetry, RandomNumbers numbers, RandomGenerator random) {
    this.telemetry = telemetry;
    this.numbers = numbers;
    this.random = random;
  }

  /** A condition that speaks of one channel or of several. */
  Condition condition() {
    return Seeds.chance(random, 3) ? logic(0) : leaf(channel());
  }

  /** A condition about values that is neither always nor never TRUE as a rule. */
  Condition easy() {
    int channel = channel();
    List<OracleReading> readings = numbers.readings(channel);
    return kind(channel) == Kind.STATE ? is(name(channel)) : value(channel, readings);
  }

  private int channel() {
    return random.nextInt(telemetry.channels().size());
  }

  private String name(int channel) {
    return telemetry.channels().get(channel).name();
  }

  private Kind kind(int channel) {
    return telemetry.channels().get(channel).kind();
  }

  private Condition logic(int depth) {
    List<Condition> terms = new ArrayList<>();
    int wanted = Seeds.between(random, 2, 3);
    int same = channel();
    boolean one = Seeds.chance(random, 3);
    for (int i = 0; i < wanted; i++) {
      terms.add(
          depth < DEEPEST && Seeds.chance(random, 5)
              ? logic(depth + 1)
              : leaf(one ? same : channel()));
    }
    return combined(terms);
  }

  private Condition combined(List<Condition> terms) {
    return switch (random.nextInt(5)) {
      case 0 -> new LogicCondition.And(terms);
      case 1 -> new LogicCondition.Or(terms);
      case 2 -> new LogicCondition.Not(terms.get(0));
      case 3 -> terms.get(0).minus(terms.get(1));
      default -> new LogicCondition.KOf(Seeds.between(random, 1, terms.size()), terms);
    };
  }

  private Condition leaf(int channel) {
    List<OracleReading> readings = numbers.readings(channel);
    return switch (random.nextInt(14)) {
      case 0 -> new Condition.Silent(name(channel), numbers.span(readings));
      case 1 -> new Condition.NeverSeen(name(channel), numbers.duration(readings));
      default -> ofReadings(channel, readings, 0);
    };
  }

  /** One that may stand inside others: of one channel and about readings. */
  private Condition ofReadings(int channel, List<OracleReading> readings, int depth) {
    int draw = random.nextInt(depth < DEEPEST ? 12 : 6);
    return switch (draw) {
      case 6, 7 -> latch(channel, readings, depth + 1);
      case 8 ->
          new SpanCondition.Count(
              ofReadings(channel, readings, depth + 1),
              Seeds.between(random, 1, 4),
              numbers.span(readings));
      case 9 -> depth > 0 ? oneChannelLogic(channel, readings, depth + 1) : any(channel, readings);
      default -> any(channel, readings);
    };
  }

  private Condition any(int channel, List<OracleReading> readings) {
    if (kind(channel) == Kind.STATE) {
      return Seeds.chance(random, 3) ? new Condition.Changed(name(channel)) : is(name(channel));
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> value(channel, readings);
      case 2 -> change(channel, readings);
      case 3, 4 -> trailing(channel, readings);
      default -> baseline(channel, readings);
    };
  }

  private Condition latch(int channel, List<OracleReading> readings, int depth) {
    Condition first =
        Seeds.chance(random, 2) ? any(channel, readings) : ofReadings(channel, readings, depth);
    if (Seeds.chance(random, 2)) {
      return new LatchCondition.Debounce(
          first, Seeds.between(random, 1, 4), Seeds.between(random, 1, 4));
    }
    return new LatchCondition.Hysteresis(first, ofReadings(channel, readings, depth));
  }

  private Condition oneChannelLogic(int channel, List<OracleReading> readings, int depth) {
    return combined(
        List.of(ofReadings(channel, readings, depth), ofReadings(channel, readings, depth)));
  }

  private Condition value(int channel, List<OracleReading> readings) {
    String name = name(channel);
    if (Seeds.chance(random, 12)) {
      return new Condition.NotFinite(name);
    }
    Number a = numbers.limit(kind(channel), readings);
    if (Seeds.chance(random, 4)) {
      Number b = numbers.limit(kind(channel), readings);
      Number lo = ExactMath.compare(a, b) <= 0 ? a : b;
      Number hi = lo == a ? b : a;
      return Seeds.chance(random, 2)
          ? new Condition.Inside(name, lo, hi)
          : new Condition.Outside(name, lo, hi);
    }
    return new Condition.Compare(name, comparison(), a);
  }

  private Condition.Comparison comparison() {
    Condition.Comparison[] comparisons = Condition.Comparison.values();
    return comparisons[random.nextInt(comparisons.length)];
  }

  private Condition change(int channel, List<OracleReading> readings) {
    String name = name(channel);
    double rate = numbers.rate(kind(channel), readings);
    return switch (random.nextInt(5)) {
      case 0 -> new Condition.RateOutside(name, Math.abs(rate));
      case 1 -> new Condition.RateAbove(name, rate);
      case 2 -> new Condition.RateBelow(name, rate);
      case 3 -> new Condition.Jump(name, numbers.distance(kind(channel), readings));
      default -> new Condition.Changed(name);
    };
  }

  private Condition is(String name) {
    List<String> states = new ArrayList<>();
    for (String state : RandomTelemetry.states()) {
      if (Seeds.chance(random, 3)) {
        states.add(state);
      }
    }
    if (states.isEmpty() || Seeds.chance(random, 10)) {
      states.add("never seen");
    }
    return new Condition.Is(name, states);
  }

  private Condition trailing(int channel, List<OracleReading> readings) {
    long span = numbers.span(readings);
    if (Seeds.chance(random, 5)) {
      return new SpanCondition.Flat(name(channel), numbers.distance(kind(channel), readings), span);
    }
    SpanCondition.Aggregate[] all = SpanCondition.Aggregate.values();
    SpanCondition.Aggregate aggregate = all[random.nextInt(all.length)];
    Number a = numbers.result(aggregate, kind(channel), readings);
    ValueTest test = new ValueTest.Compare(comparison(), a);
    if (Seeds.chance(random, 5)) {
      Number b = numbers.result(aggregate, kind(channel), readings);
      Number lo = ExactMath.compare(a, b) <= 0 ? a : b;
      Number hi = lo == a ? b : a;
      test = Seeds.chance(random, 2) ? ValueTest.inside(lo, hi) : ValueTest.outside(lo, hi);
    }
    return new SpanCondition.Trailing(name(channel), aggregate, span, test);
  }

  private Condition baseline(int channel, List<OracleReading> readings) {
    String name = name(channel);
    double k = Seeds.pick(random, 1, 2, 4, 12) / 4.0;
    double floor = numbers.floor(kind(channel), readings);
    int fewest = Seeds.chance(random, 20) ? 30 : Seeds.between(random, 1, 6);
    long span = numbers.span(readings);
    return switch (random.nextInt(3)) {
      case 0 -> new SpanCondition.ZScore(name, k, span, floor, fewest);
      case 1 -> new SpanCondition.Mad(name, k, span, floor, fewest);
      default -> new SpanCondition.Seasonal(name, k, span, Seeds.between(random, 1, 6), floor);
    };
  }
}
