package io.telltale.query.oracle;

import io.telltale.core.Kind;
import io.telltale.query.SpanCondition.Aggregate;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Limits, distances and durations drawn from readings, so that they sit exactly on them. */
final class RandomNumbers {
  private final RandomTelemetry telemetry;
  private final OracleStore model;
  private final RandomGenerator random;

  RandomNumbers(RandomTelemetry telemetry, OracleStore model, RandomGenerator random) {
    this.telemetry = telemetry;
    this.model = model;
    this.random = random;
  }

  /** Readings of one device, drawn, on that channel. */
  List<OracleReading> readings(int channel) {
    int device = random.nextInt(telemetry.serials().size());
    return model.readings(device, channel, Long.MAX_VALUE);
  }

  Number limit(Kind kind, List<OracleReading> readings) {
    if (readings.isEmpty() || Seeds.chance(random, 12)) {
      return odd();
    }
    Number value = ExactMath.number(kind, Seeds.pick(random, readings).bits());
    if (Double.isNaN(value.doubleValue())) {
      return 0.0;
    }
    if (value instanceof Long exact) {
      return switch (random.nextInt(4)) {
        case 0 -> exact.doubleValue();
        case 1 -> exact == Long.MAX_VALUE ? exact : Long.valueOf(exact + 1);
        case 2 -> exact.doubleValue() + 0.5;
        default -> exact;
      };
    }
    double real = value.doubleValue();
    return switch (random.nextInt(6)) {
      case 0 -> Math.nextUp(real);
      case 1 -> Math.nextDown(real);
      case 2 -> (long) real;
      default -> real;
    };
  }

  private Number odd() {
    return switch (random.nextInt(5)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> (1L << 53) + 1;
      default -> random.nextInt(100) - 50.0;
    };
  }

  double rate(Kind kind, List<OracleReading> readings) {
    if (readings.size() < 2 || Seeds.chance(random, 10)) {
      return Seeds.chance(random, 2) ? 0 : random.nextDouble();
    }
    int i = 1 + random.nextInt(readings.size() - 1);
    OracleReading reading = readings.get(i);
    OracleReading before = readings.get(i - 1);
    long elapsed = ExactMath.difference(reading.time(), before.time());
    double rate = ExactMath.valueDifference(kind, reading.bits(), before.bits()) / (elapsed / 1e9);
    return Double.isNaN(rate) ? 1 : Seeds.chance(random, 4) ? Math.nextDown(rate) : rate;
  }

  /** How far two readings near each other are apart. */
  Number distance(Kind kind, List<OracleReading> readings) {
    if (readings.size() < 2 || Seeds.chance(random, 10)) {
      return Seeds.chance(random, 2) ? 0.0 : random.nextInt(20) / 2.0;
    }
    int i = 1 + random.nextInt(readings.size() - 1);
    int j = Math.max(0, i - Seeds.between(random, 1, 3));
    long a = readings.get(i).bits();
    long b = readings.get(j).bits();
    if (kind == Kind.DOUBLE) {
      double distance = Math.abs(ExactMath.valueDifference(kind, a, b));
      return Double.isNaN(distance) ? Double.valueOf(1) : Double.valueOf(distance);
    }
    BigInteger exact = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b)).abs();
    return exact.bitLength() < Long.SIZE ? (Number) exact.longValueExact() : exact.doubleValue();
  }

  /**
   * What an aggregate may come to. Results of sums are taken a little beside, where a comparison is
   * not too near to say.
   */
  Number result(Aggregate aggregate, Kind kind, List<OracleReading> readings) {
    double beside = 1 + Seeds.pick(random, -3, -1, 1, 3) / 64.0;
    return switch (aggregate) {
      case MIN, MAX -> limit(kind, readings);
      case RANGE -> distance(kind, readings);
      case INCREASE ->
          kind == Kind.DOUBLE
              ? (Number) (notZero(distance(kind, readings)) * beside)
              : distance(kind, readings);
      case STDDEV -> notZero(distance(kind, readings)) / 2 * beside;
      case MEAN -> {
        double a = finite(limit(kind, readings));
        double b = finite(limit(kind, readings));
        yield (a / 2 + b / 2) * beside;
      }
    };
  }

  /** Mostly a part of a distance, so that some deviations lie below and some above. */
  double floor(Kind kind, List<OracleReading> readings) {
    return notZero(distance(kind, readings)) * 1.03125 / Seeds.pick(random, 1, 3, 10);
  }

  /** What constant readings come to would be a limit too near to say. */
  private static double notZero(Number number) {
    double real = finite(number);
    return real == 0 ? 0.01 : real;
  }

  private static double finite(Number number) {
    return Double.isFinite(number.doubleValue()) ? number.doubleValue() : 1;
  }

  /** Above 0. */
  long span(List<OracleReading> readings) {
    return Math.max(1, duration(readings));
  }

  /** A gap between readings, near or far, or the odd nanosecond beside it. */
  long duration(List<OracleReading> readings) {
    if (readings.size() < 2 || Seeds.chance(random, 12)) {
      return Seeds.pick(random, 0, 1, 1_000_000_000L, Long.MAX_VALUE - 1);
    }
    int i = 1 + random.nextInt(readings.size() - 1);
    int farthest = Seeds.chance(random, 8) ? 400 : 20;
    int reach = Seeds.chance(random, 2) ? 1 : Seeds.between(random, 1, Math.min(i, farthest));
    long gap = ExactMath.difference(readings.get(i).time(), readings.get(i - reach).time());
    return Math.max(0, ExactMath.sum(gap, Seeds.between(random, -1, 1)));
  }
}
