package io.telltale.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "90s, 90000000000",
    "5m, 300000000000",
    "1h30m, 5400000000000",
    "7d, 604800000000000",
    "250ms, 250000000",
    "10us, 10000",
    "3ns, 3",
    "1d2h3m4s5ms6us7ns, 93784005006007",
    "106751d23h47m16s854ms775us807ns, 9223372036854775807",
  })
  void readsWhatPeopleWrite(String text, long durationNs) {
    assertThat(DurationText.parse(text)).isEqualTo(durationNs);
  }

  @Test
  void writesTheLargestUnitsFirst() {
    assertThat(DurationText.of(90_000_000_000L)).isEqualTo("1m30s");
    assertThat(DurationText.of(10_000_000_000L)).isEqualTo("10s");
    assertThat(DurationText.of(0)).isEqualTo("0s");
  }

  @Test
  void readsBackWhatItWrites() {
    long seed = 3;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long durationNs = (random.nextLong() & Long.MAX_VALUE) >> random.nextInt(63);
      assertThat(DurationText.parse(DurationText.of(durationNs)))
          .as("seed=%d i=%d", seed, i)
          .isEqualTo(durationNs);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "5 m", "-5m", "5x", "5m5m", "5m1h", "1.5h", "5M"})
  void refusesWhatIsNotADuration(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parse(text))
        .withMessageContaining("is not a duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"106752d", "99999999999999999999s", "106751d24h"})
  void refusesWhatDoesNotFit(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parse(text))
        .withMessageContaining("292 years");
  }
}
