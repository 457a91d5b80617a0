package io.telltale.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "0.000012345 | 0.00001234",
        "1.5 | 1.5",
        "9999.4 | 9999",
        "12345 | 12,340",
        "-1234567 | -1,235,000",
        "NaN | ''",
        "Infinity | inf",
        "123456 | 123,500"
      })
  void fourDigitsCount(double figure, String text) {
    assertThat(FigureText.of(figure)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 %", "0.04, 0 %", "-0.04, 0 %", "12.34, +12.3 %", "-5, -5 %", "250, +250 %"})
  void aChangeHasASign(double change, String text) {
    assertThat(FigureText.percent(change)).isEqualTo(text);
  }
}
