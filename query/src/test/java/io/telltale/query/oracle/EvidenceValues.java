package io.telltale.query.oracle;

import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.LatchCondition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Section 7 of the contract: what is told of the evidence of the first channel. */
final class EvidenceValues {
  private static final double TOLERANCE = 1e-9;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private final Condition condition;
  private final OracleSeries series;

  EvidenceValues(Condition condition, OracleSeries series) {
    this.condition = condition;
    this.series = series;
  }

  /** The values of a window that starts, padded, there. */
  OracleValues of(Candidate window, long start) {
    List<OracleReading> readings =
        window.evidence().stream()
            .filter(reading -> reading.channel() == series.channel().channel().id())
            .filter(reading -> !ExactMath.isNaN(series.kind(), reading.bits()))
            .toList();
    double area = area(readings, window.lastTrue());
    if (series.kind() == Kind.STATE || readings.isEmpty()) {
      return OracleValues.none(start);
    }
    List<Number> numbers = readings.stream().map(this::number).toList();
    double min = numbers.stream().min(ExactMath::compare).orElseThrow().doubleValue();
    double max = numbers.stream().max(ExactMath::compare).orElseThrow().doubleValue();
    OracleReading peak = readings.get(0);
    for (OracleReading reading : readings) {
      peak = farther(number(reading), number(peak)) > 0 ? reading : peak;
    }
    Number highest = number(peak);
    boolean sure = numbers.stream().allMatch(number -> surely(number, highest));
    double seconds = ExactMath.difference(window.lastTrue(), window.start()) / 1e9;
    return new OracleValues(
        min,
        max,
        ExactMath.mean(numbers),
        highest.doubleValue(),
        peak.time(),
        sure,
        area,
        Math.max(Math.max(Math.abs(min), Math.abs(max)), largestLimit()) * seconds);
  }

  private Number number(OracleReading reading) {
    return ExactMath.number(series.kind(), reading.bits());
  }

  /** The condition whose limit the peak lies beyond, or null when there is no one limit. */
  private Condition limited() {
    Condition lone = condition;
    if (condition instanceof LatchCondition.Hysteresis latch) {
      lone = latch.enter();
    } else if (condition instanceof LatchCondition.Debounce latch) {
      lone = latch.condition();
    }
    return hasLimit(lone) ? lone : null;
  }

  private static boolean hasLimit(Condition condition) {
    return condition instanceof Condition.Outside
        || condition instanceof Condition.Compare compare
            && compare.comparison() != Condition.Comparison.EQUAL_TO;
  }

  /** Above 0 when a lies farther beyond the limit than b; from an infinite one all are as far. */
  private int farther(Number a, Number b) {
    Condition limited = limited();
    return limited == null
        ? ExactMath.compare(a, b)
        : ExactMath.compare(beyond(limited, a), beyond(limited, b));
  }

  /** Not a distance so near the peak's that rounding decides which of two values is farther. */
  private boolean surely(Number number, Number peak) {
    if (!(limited() instanceof Condition.Outside) || ExactMath.compare(number, peak) == 0) {
      return true;
    }
    Number a = beyond(limited(), number);
    Number b = beyond(limited(), peak);
    boolean exactlyAsFar = ExactMath.compare(a, b) == 0 && isDouble(a) && isDouble(b);
    double largest = Math.max(Math.abs(number.doubleValue()), largestLimit());
    return exactlyAsFar || Math.abs(a.doubleValue() - b.doubleValue()) > TOLERANCE * largest;
  }

  /** Whether reckoning with doubles gives the same. */
  private static boolean isDouble(Number number) {
    return ExactMath.isInfinite(number) || ExactMath.compare(number, number.doubleValue()) == 0;
  }

  /** Signed distance beyond a limit, the farther one of outside. */
  private static Number beyond(Condition limited, Number value) {
    if (limited instanceof Condition.Outside outside) {
      Number below = distance(outside.lo(), value);
      Number above = distance(value, outside.hi());
      return ExactMath.compare(below, above) > 0 ? below : above;
    }
    Condition.Compare compare = (Condition.Compare) limited;
    return switch (compare.comparison()) {
      case ABOVE, AT_LEAST -> distance(value, compare.limit());
      default -> distance(compare.limit(), value);
    };
  }

  /** a - b; equal infinities are no distance apart. */
  private static Number distance(Number a, Number b) {
    if (ExactMath.isInfinite(a) || ExactMath.isInfinite(b)) {
      int order = ExactMath.compare(a, b);
      return order == 0
          ? (Number) BigDecimal.ZERO
          : (Number)
              Double.valueOf(order > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    }
    return ExactMath.decimal(a).subtract(ExactMath.decimal(b));
  }

  /** Distance beyond the limit, each reading counting until the next, at most H, to lastTrue. */
  private double area(List<OracleReading> readings, long lastTrue) {
    if (!hasLimit(condition)) {
      return Double.NaN;
    }
    BigDecimal area = BigDecimal.ZERO;
    boolean infinite = false;
    for (OracleReading reading : readings) {
      long speaksUntil = series.speaksUntil(series.lastUpTo(reading.time()));
      long end = Math.min(speaksUntil, lastTrue);
      BigDecimal nanos = BigDecimal.valueOf(end).subtract(BigDecimal.valueOf(reading.time()));
      Number distance = beyond(condition, number(reading));
      if (nanos.signum() <= 0) {
        continue;
      }
      if (ExactMath.isInfinite(distance)) {
        infinite = true;
      } else {
        area = area.add(ExactMath.decimal(distance).multiply(nanos));
      }
    }
    return infinite
        ? Double.POSITIVE_INFINITY
        : area.divide(NANOS, MathContext.DECIMAL128).doubleValue();
  }

  private double largestLimit() {
    Condition limited = limited();
    if (limited instanceof Condition.Outside outside) {
      return Math.max(Math.abs(outside.lo().doubleValue()), Math.abs(outside.hi().doubleValue()));
    }
    return limited instanceof Condition.Compare compare
        ? Math.abs(compare.limit().doubleValue())
        : 0;
  }
}
