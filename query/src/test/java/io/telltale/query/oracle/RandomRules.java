package io.telltale.query.oracle;

import io.telltale.query.DeviceRule;
import io.telltale.query.Rule;
import io.telltale.query.Selector;
import io.telltale.query.Shaping;
import io.telltale.query.WindowRule;
import java.util.List;
import java.util.random.RandomGenerator;

/** Rules with every condition, shaping step and combination. */
final class RandomRules {
  private static final int DEEPEST = 2;

  private final RandomTelemetry telemetry;
  private final RandomNumbers numbers;
  private final RandomConditions conditions;
  private final RandomGenerator random;

  RandomRules(RandomTelemetry telemetry, RandomNumbers numbers, RandomGenerator random) {
    this.telemetry = telemetry;
    this.numbers = numbers;
    this.random = random;
    this.conditions = new RandomConditions(telemetry, numbers, random);
  }

  WindowRule rule() {
    if (Seeds.chance(random, 8)) {
      int k = Seeds.pick(random, 1, 2, 2, 2, 3);
      Selector set = Seeds.chance(random, 3) ? selector() : null;
      Shaping shaping = Seeds.chance(random, 2) ? Shaping.NONE : shaping();
      DeviceRule each = Seeds.chance(random, 2) ? deviceRule(0) : easy();
      return new WindowRule.KOfDevices(k, set, each, shaping);
    }
    return deviceRule(0);
  }

  private DeviceRule deviceRule(int depth) {
    if (depth == DEEPEST || !Seeds.chance(random, 6)) {
      return plain();
    }
    DeviceRule a = Seeds.chance(random, 2) ? deviceRule(depth + 1) : easy();
    DeviceRule b = Seeds.chance(random, 2) ? deviceRule(depth + 1) : easy();
    return switch (random.nextInt(3)) {
      case 0 -> new DeviceRule.Overlapping(a, b, span());
      case 1 -> new DeviceRule.FollowedBy(a, b, duration());
      default -> new DeviceRule.NotFollowedBy(a, b, duration());
    };
  }

  private Rule plain() {
    long stale = Seeds.chance(random, 2) ? span() : 0;
    Selector where = Seeds.chance(random, 6) ? selector() : null;
    return new Rule(conditions.condition(), stale, shaping(), where);
  }

  /** One that is often TRUE, so that what is made of its windows has something to do. */
  private Rule easy() {
    Shaping shaping = Shaping.NONE;
    if (Seeds.chance(random, 4)) {
      shaping = shaping.pad(duration(), duration());
    }
    if (Seeds.chance(random, 4)) {
      shaping = shaping.clearDelay(duration());
    }
    return new Rule(conditions.easy(), 0, shaping, null);
  }

  /** Each step now and then, often none. */
  private Shaping shaping() {
    Shaping shaping = Shaping.NONE;
    if (Seeds.chance(random, 3)) {
      return shaping;
    }
    if (Seeds.chance(random, 4)) {
      shaping = shaping.onUnknown(Shaping.OnUnknown.HOLD);
    }
    if (Seeds.chance(random, 4)) {
      shaping = shaping.bridge(duration());
    }
    if (Seeds.chance(random, 4)) {
      shaping = shaping.atLeastFor(duration());
    }
    if (Seeds.chance(random, 6)) {
      shaping = shaping.atLeastSamples(Seeds.between(random, 1, 5));
    }
    if (Seeds.chance(random, 6)) {
      shaping = shaping.atMostFor(duration());
    }
    if (Seeds.chance(random, 5)) {
      shaping = shaping.clearDelay(duration());
    }
    if (Seeds.chance(random, 5)) {
      shaping = shaping.mergeWithin(duration());
    }
    if (Seeds.chance(random, 6)) {
      shaping = shaping.pad(duration(), duration());
    }
    return shaping;
  }

  private long duration() {
    return numbers.duration(numbers.readings(random.nextInt(telemetry.channels().size())));
  }

  private long span() {
    return Math.max(1, duration());
  }

  private Selector selector() {
    Selector model = new Selector.Equal("model", "RF28");
    Selector site = new Selector.Equal("site", "s" + random.nextInt(2));
    return switch (random.nextInt(8)) {
      case 0 -> model;
      case 1 -> new Selector.And(List.of(model, site));
      case 2 -> new Selector.Or(List.of(model, site));
      case 3 -> new Selector.Not(model);
      case 4 -> new Selector.NotEqual("model", "RF29");
      case 5 -> new Selector.In("model", List.of("RF29", "RF30"));
      case 6 -> new Selector.Equal("device", Seeds.pick(random, telemetry.serials()));
      default -> site;
    };
  }
}
