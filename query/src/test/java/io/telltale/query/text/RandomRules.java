package io.telltale.query.text;

import io.telltale.query.Condition;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.DeviceRule;
import io.telltale.query.LatchCondition;
import io.telltale.query.LogicCondition;
import io.telltale.query.Rule;
import io.telltale.query.Selector;
import io.telltale.query.Shaping;
import io.telltale.query.SpanCondition;
import io.telltale.query.SpanCondition.Aggregate;
import io.telltale.query.ValueTest;
import io.telltale.query.WindowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Draws rules of everything that the API can say; only an And or Or of a single term is left out,
 * which has no text of its own.
 */
final class RandomRules {
  static final String[] NAMES = {
    "temperature",
    "readings.velocity",
    "a b",
    "for",
    "in",
    "`",
    "``x",
    "9lives",
    "été",
    "-1",
    "",
    "silent",
    "true",
    "\"q\"",
    "a.",
    "_x",
    "inf",
    "mean",
    "rate",
    "count",
    "enter",
    "minus",
    "floor",
    "samples",
    "within",
    "followedBy",
    "hold",
    "kOf",
    "kOfDevices",
    "a#b",
    "\\tag\\",
    "d",
    "s"
  };
  private static final String[] VALUES = {
    "open", "", "a \"b\"", "back\\slash", "line\nfeed", "tab\tcr\r", "ünïcode 🌡", "'", "`", "# no"
  };
  private static final int DEEPEST = 4;

  private final Random random;

  RandomRules(long seed) {
    random = new Random(seed);
  }

  WindowRule rule() {
    if (random.nextInt(10) > 0) {
      return deviceRule(2);
    }
    Selector set = random.nextBoolean() ? null : selector(3);
    return new WindowRule.KOfDevices(count(), set, deviceRule(1), shaping());
  }

  private DeviceRule deviceRule(int levels) {
    if (levels == 0 || random.nextInt(4) > 0) {
      long staleNs = random.nextInt(3) > 0 ? 0 : durationAboveZero();
      Selector where = random.nextInt(3) > 0 ? null : selector(3);
      return new Rule(condition(DEEPEST), staleNs, shaping(), where);
    }
    DeviceRule a = deviceRule(levels - 1);
    DeviceRule b = deviceRule(levels - 1);
    return switch (random.nextInt(3)) {
      case 0 -> new DeviceRule.Overlapping(a, b, durationAboveZero());
      case 1 -> new DeviceRule.FollowedBy(a, b, duration());
      default -> new DeviceRule.NotFollowedBy(a, b, duration());
    };
  }

  private Shaping shaping() {
    Shaping s = Shaping.NONE;
    s = random.nextInt(4) > 0 ? s : s.onUnknown(Shaping.OnUnknown.HOLD);
    s = random.nextInt(4) > 0 ? s : s.bridge(duration());
    s = random.nextInt(4) > 0 ? s : s.atLeastFor(duration());
    s =
        random.nextInt(4) > 0
            ? s
            : s.atLeastSamples(1 + (random.nextLong() >>> (1 + random.nextInt(62))));
    s = random.nextInt(4) > 0 ? s : s.atMostFor(duration());
    s = random.nextInt(4) > 0 ? s : s.clearDelay(duration());
    s = random.nextInt(4) > 0 ? s : s.mergeWithin(duration());
    return random.nextInt(4) > 0 ? s : s.pad(duration(), duration());
  }

  Condition condition(int levels) {
    if (levels == 0 || random.nextInt(5) < 2) {
      return leaf(name(), true, levels);
    }
    return switch (random.nextInt(5)) {
      case 0 -> new LogicCondition.Not(condition(levels - 1));
      case 1 -> new LogicCondition.And(some(2, () -> condition(levels - 1)));
      case 2 -> new LogicCondition.Or(some(2, () -> condition(levels - 1)));
      case 3 -> condition(levels - 1).minus(condition(levels - 1));
      default -> {
        List<Condition> terms = some(1, () -> condition(levels - 1));
        yield new LogicCondition.KOf(1 + random.nextInt(terms.size()), terms);
      }
    };
  }

  /** A condition of one channel, as stands inside hysteresis, debounce and count. */
  private Condition ofOne(String channel, int levels) {
    if (levels == 0 || random.nextInt(3) > 0) {
      return leaf(channel, false, levels);
    }
    return switch (random.nextInt(4)) {
      case 0 -> new LogicCondition.Not(ofOne(channel, levels - 1));
      case 1 -> new LogicCondition.And(some(2, () -> ofOne(channel, levels - 1)));
      case 2 -> new LogicCondition.Or(some(2, () -> ofOne(channel, levels - 1)));
      default -> new LogicCondition.KOf(1, some(1, () -> ofOne(channel, levels - 1)));
    };
  }

  private Condition leaf(String channel, boolean arrival, int levels) {
    int kind = random.nextInt(arrival ? 20 : 18);
    if (kind >= 15 && kind < 18) {
      return levels == 0 ? new Condition.Changed(channel) : remembering(channel, levels, kind);
    }
    return switch (kind) {
      case 0, 1, 2 -> new Condition.Compare(channel, any(Comparison.values()), number());
      case 3 -> new Condition.Is(channel, some(1, () -> any(VALUES)));
      case 4, 5 -> between(channel, kind == 4);
      case 6 -> new Condition.NotFinite(channel);
      case 7 -> new Condition.RateAbove(channel, number().doubleValue());
      case 8 -> new Condition.RateBelow(channel, number().doubleValue());
      case 9 -> new Condition.RateOutside(channel, number().doubleValue());
      case 10 -> new Condition.Jump(channel, number());
      case 11 -> new Condition.Changed(channel);
      case 12 ->
          new SpanCondition.Trailing(channel, any(Aggregate.values()), durationAboveZero(), test());
      case 13 -> new SpanCondition.Flat(channel, number(), durationAboveZero());
      case 14 -> baseline(channel);
      case 18 -> new Condition.Silent(channel, durationAboveZero());
      default -> new Condition.NeverSeen(channel, duration());
    };
  }

  private Condition remembering(String channel, int levels, int kind) {
    Condition inner = ofOne(channel, levels - 1);
    return switch (kind) {
      case 15 -> new LatchCondition.Hysteresis(inner, ofOne(channel, levels - 1));
      case 16 -> new LatchCondition.Debounce(inner, count(), count());
      default -> new SpanCondition.Count(inner, count(), durationAboveZero());
    };
  }

  private Condition between(String channel, boolean inside) {
    double lo = random.nextGaussian();
    Number hi = random.nextBoolean() ? (Number) (lo + random.nextDouble()) : (Number) 100L;
    Number low = random.nextBoolean() ? (Number) lo : (Number) (-5L);
    hi = low instanceof Long && hi instanceof Double ? 7.0 : hi;
    return inside
        ? new Condition.Inside(channel, low, hi)
        : new Condition.Outside(channel, low, hi);
  }

  private ValueTest test() {
    long lo = random.nextInt(100);
    return switch (random.nextInt(4)) {
      case 0 -> new ValueTest.Inside(lo, lo + random.nextDouble());
      case 1 -> new ValueTest.Outside((double) lo, lo + random.nextInt(3));
      default -> new ValueTest.Compare(any(Comparison.values()), number());
    };
  }

  private Condition baseline(String channel) {
    double k = number().doubleValue();
    double floor = number().doubleValue();
    int samples = random.nextBoolean() ? Condition.DEFAULT_MIN_SAMPLES : count();
    return switch (random.nextInt(3)) {
      case 0 -> new SpanCondition.ZScore(channel, k, durationAboveZero(), floor, samples);
      case 1 -> new SpanCondition.Mad(channel, k, durationAboveZero(), floor, samples);
      default -> new SpanCondition.Seasonal(channel, k, durationAboveZero(), count(), floor);
    };
  }

  private Selector selector(int levels) {
    if (levels == 0 || random.nextBoolean()) {
      return switch (random.nextInt(3)) {
        case 0 -> new Selector.Equal(name(), any(VALUES));
        case 1 -> new Selector.NotEqual(name(), any(VALUES));
        default -> new Selector.In(name(), some(1, () -> any(VALUES)));
      };
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Selector.Not(selector(levels - 1));
      case 1 -> new Selector.And(some(2, () -> selector(levels - 1)));
      default -> new Selector.Or(some(2, () -> selector(levels - 1)));
    };
  }

  private Number number() {
    return switch (random.nextInt(6)) {
      case 0 -> (Number) random.nextLong();
      case 1 -> (Number) (long) (random.nextInt(100) - 50);
      case 2 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case 3 -> random.nextBoolean() ? -0.0 : (double) random.nextInt(10);
      case 4 -> random.nextInt(10_000) / 100.0;
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(any) ? 1e300 : any;
      }
    };
  }

  private long duration() {
    return random.nextInt(10) == 0 ? 0 : durationAboveZero();
  }

  private long durationAboveZero() {
    return random.nextBoolean()
        ? (1 + random.nextInt(90)) * 60_000_000_000L
        : Math.max(1, random.nextLong() >>> (1 + random.nextInt(62)));
  }

  private int count() {
    return random.nextInt(20) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(9);
  }

  private <T> List<T> some(int atLeast, Supplier<T> one) {
    List<T> all = new ArrayList<>();
    do {
      all.add(one.get());
    } while (all.size() < atLeast || random.nextInt(3) == 0);
    return all;
  }

  String name() {
    return any(NAMES);
  }

  <T> T any(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
