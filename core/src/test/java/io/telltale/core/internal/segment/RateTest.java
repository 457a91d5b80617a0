package io.telltale.core.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.testkit.Seeds;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RateTest {
  @Test
  void differencesOfIntegersAreExactThenRounded() {
    assertThat(Rate.difference(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(0x1p64);
    assertThat(Rate.difference(Long.MAX_VALUE, Long.MIN_VALUE)).isEqualTo(-0x1p64);
    assertThat(Rate.difference(-1, Long.MAX_VALUE)).isEqualTo(0x1p63);
    Seeds.run(
        20_000,
        random -> {
          long from = random.nextLong() >> random.nextInt(64);
          long to = random.nextLong() >> random.nextInt(64);
          double exact = BigInteger.valueOf(to).subtract(BigInteger.valueOf(from)).doubleValue();

          assertThat(Rate.difference(from, to)).as("%d to %d", from, to).isEqualTo(exact);
        });
  }

  @Test
  void durationsSaturate() {
    assertThat(Rate.durationNs(Long.MIN_VALUE, 0)).isEqualTo(Long.MAX_VALUE);
    assertThat(Rate.durationNs(-5, 5)).isEqualTo(10);
  }

  @Test
  void ratesArePerSecond() {
    assertThat(Rate.perSecond(3, 1_500_000_000L)).isEqualTo(2.0);
  }
}
