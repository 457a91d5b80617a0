package io.telltale.query.oracle;

import io.telltale.query.WindowRule;
import java.util.List;
import java.util.random.RandomGenerator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Rules, ranges, devices and times of asking whose numbers are drawn from the readings, so that
 * limits sit exactly on them.
 */
final class RandomQueries {
  private final RandomTelemetry telemetry;
  private final OracleStore model;
  private final RandomGenerator random;
  private final RandomNumbers numbers;
  private final RandomRules rules;

  RandomQueries(RandomTelemetry telemetry, OracleStore model, long seed) {
    this.telemetry = telemetry;
    this.model = model;
    this.random = Seeds.generator(seed);
    this.numbers = new RandomNumbers(telemetry, model, random);
    this.rules = new RandomRules(telemetry, numbers, random);
  }

  /** A channel, drawn. */
  int channel() {
    return random.nextInt(telemetry.channels().size());
  }

  WindowRule rule() {
    return rules.rule();
  }

  /** Length of a bucket: some readings long, or all of them. */
  long span(int channel) {
    return numbers.span(numbers.readings(channel));
  }

  /** A few devices, one that does not exist among them at times; null for all. */
  RoaringBitmap devices(int oneIn) {
    if (!Seeds.chance(random, oneIn)) {
      return null;
    }
    RoaringBitmap devices = new RoaringBitmap();
    for (int device = 0; device <= telemetry.serials().size(); device++) {
      if (Seeds.chance(random, 2)) {
        devices.add(device);
      }
    }
    return devices;
  }

  /** When the question is asked: null for the default. */
  Long now() {
    List<OracleReading> readings = numbers.readings(channel());
    if (readings.isEmpty() || Seeds.chance(random, 3)) {
      return null;
    }
    long time = Seeds.pick(random, readings).time();
    long newest = model.newest();
    return switch (random.nextInt(7)) {
      case 0 -> time;
      case 1 -> ExactMath.sum(time, Seeds.between(random, -1, 1));
      case 2 -> ExactMath.sum(time, numbers.duration(readings));
      case 3 -> ExactMath.sum(newest, -1);
      case 4 -> ExactMath.sum(newest, numbers.duration(readings));
      case 5 -> ExactMath.sum(newest, random.nextLong(1L << 60));
      default -> Long.MAX_VALUE;
    };
  }

  /** A time at which a window starts or ends, or a nanosecond beside it; null for the default. */
  Long nowNear(List<OracleWindow> windows) {
    if (windows.isEmpty() || Seeds.chance(random, 3)) {
      return null;
    }
    OracleWindow window = Seeds.pick(random, windows);
    long at = Seeds.chance(random, 3) ? window.start() : window.end();
    return ExactMath.sum(at, Seeds.between(random, -1, 1));
  }

  /** From and to, at times of readings, edges of windows, around them, or at the ends of time. */
  long[] range(List<OracleWindow> windows) {
    List<OracleReading> readings = numbers.readings(channel());
    long a = edge(readings, windows, Long.MIN_VALUE);
    long b = edge(readings, windows, Long.MAX_VALUE);
    if (Seeds.chance(random, 4)) {
      b = ExactMath.sum(a, Seeds.between(random, 1, 3));
    }
    if (a == b) {
      return a == Long.MAX_VALUE ? new long[] {a - 1, a} : new long[] {a, a + 1};
    }
    return new long[] {Math.min(a, b), Math.max(a, b)};
  }

  private long edge(List<OracleReading> readings, List<OracleWindow> windows, long otherwise) {
    int kind = random.nextInt(8);
    if (kind == 0) {
      return otherwise;
    }
    if (kind < 4 && !windows.isEmpty()) {
      OracleWindow window = Seeds.pick(random, windows);
      long at = Seeds.pick(random, window.start(), window.end(), window.lastTrue(), window.onset());
      return ExactMath.sum(at, Seeds.between(random, -1, 1));
    }
    if (readings.isEmpty()) {
      return otherwise;
    }
    long time = Seeds.pick(random, readings).time();
    return kind == 7 ? ExactMath.sum(time, numbers.duration(readings)) : time;
  }
}
