package io.telltale.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00.000000000Z",
    "1, 1970-01-01T00:00:00.000000001Z",
    "-1, 1969-12-31T23:59:59.999999999Z",
    "1767225600000000000, 2026-01-01T00:00:00.000000000Z",
    "951782399999999999, 2000-02-28T23:59:59.999999999Z",
    "951868799123456789, 2000-02-29T23:59:59.123456789Z",
    "9223372036854775807, 2262-04-11T23:47:16.854775807Z",
    "-9223372036854775808, 1677-09-21T00:12:43.145224192Z",
  })
  void writesNineDigitsAndReadsThemBack(long timeNs, String text) {
    assertThat(TimeText.of(timeNs)).isEqualTo(text);
    assertThat(TimeText.parse(text)).isEqualTo(timeNs);
  }

  @Test
  void readsBackWhatItWrites() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long timeNs = random.nextLong() >> random.nextInt(64);
      assertThat(TimeText.parse(TimeText.of(timeNs))).as("seed=%d i=%d", seed, i).isEqualTo(timeNs);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, 1767225600000000000",
    "2026-01-01T00:00:00Z, 1767225600000000000",
    "2026-01-01T00:00Z, 1767225600000000000",
    "2026-01-01T01:00:00.5+01:00, 1767225600500000000",
    "2026-01-01T01:00:00+01:00[Europe/Berlin], 1767225600000000000",
    "1767225600000000000, 1767225600000000000",
    "-5, -5",
    "0, 0",
  })
  void readsWhatPeopleWrite(String text, long timeNs) {
    assertThat(TimeText.parse(text)).isEqualTo(timeNs);
  }

  @Test
  void asksForTheZoneThatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeText.parse("2026-01-01T00:00:00"))
        .withMessageContaining("has no zone")
        .withMessageContaining("2026-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-13-01T00:00:00Z", "1e9", "12:00"})
  void refusesWhatIsNotATime(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeText.parse(text))
        .withMessageContaining("'" + text + "' is not a time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "2262-04-11T23:47:16.854775808Z",
        "1677-09-21T00:12:43.145224191Z",
        "9999-12-31"
      })
  void refusesTimesThatDoNotFit(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeText.parse(text))
        .withMessageContaining("does not fit");
  }
}
