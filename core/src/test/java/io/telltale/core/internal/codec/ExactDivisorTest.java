package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.testkit.Seeds;
import org.junit.jupiter.api.Test;

class ExactDivisorTest {
  @Test
  void agreesWithDivision() {
    ExactDivisor exact = new ExactDivisor();
    Seeds.run(
        20_000,
        random -> {
          long divisor = random.nextLong() >>> random.nextInt(64) << random.nextInt(8);
          if (divisor == 0) {
            divisor = 1_000_000;
          }
          exact.set(divisor);
          long limit = Long.divideUnsigned(-1L, divisor);
          long quotient = random.nextLong() >>> random.nextInt(64);
          if (Long.compareUnsigned(quotient, limit) <= 0) {
            assertThat(exact.divides(quotient * divisor)).isTrue();
            assertThat(exact.quotient(quotient * divisor)).isEqualTo(quotient);
          }
          long any = random.nextLong() >>> random.nextInt(64);
          assertThat(exact.divides(any))
              .as("%s / %s", Long.toUnsignedString(any), Long.toUnsignedString(divisor))
              .isEqualTo(Long.remainderUnsigned(any, divisor) == 0);
        });
  }
}
