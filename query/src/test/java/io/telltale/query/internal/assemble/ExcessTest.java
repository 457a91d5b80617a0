package io.telltale.query.internal.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.internal.plan.Limit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

final class ExcessTest {
  private static final long SEED = 20_261_130L;
  private static final MathContext MANY_DIGITS = new MathContext(60);

  private final Limit limit = Limit.of(Condition.above("t", 0.0), Kind.DOUBLE);

  /** Readings in pieces of any length, beside the exact sum. */
  @RepeatedTest(200)
  void shouldAddUpToTheNearestDouble(RepetitionInfo repetition) {
    long seed = SEED + repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    Excess whole = new Excess(Kind.DOUBLE, limit);
    Excess piece = new Excess(Kind.DOUBLE, limit);
    BigDecimal exact = BigDecimal.ZERO;
    long time = random.nextLong(-1L << 60, 1L << 60);
    for (int i = 0; i < 100; i++) {
      double value = random.nextDouble() * Math.pow(10, random.nextInt(-30, 30));
      long lasts = random.nextLong(1L << random.nextInt(1, 58));
      piece.add(time, Double.doubleToRawLongBits(value));
      piece.until(time + lasts, Long.MAX_VALUE);
      time += lasts;
      exact = exact.add(new BigDecimal(value).multiply(BigDecimal.valueOf(lasts, 9)));
      if (random.nextInt(5) == 0) {
        whole.join(piece);
        piece.clear();
      }
    }
    // what the last reading adds is taken when there is later evidence
    piece.add(time, Double.doubleToRawLongBits(1));
    whole.join(piece);
    assertThat(whole.area()).as("seed %d", seed).isEqualTo(exact.round(MANY_DIGITS).doubleValue());
  }
}
