package io.telltale.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoubleTextTest {
  private static final int ROUNDS = 40_000;

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, -0",
    "8.0, 8",
    "-12.5, -12.5",
    "0.1, 0.1",
    "100, 100",
    "1e15, 1000000000000000",
    "123456789.125, 123456789.125",
    "0.30000000000000004, 0.30000000000000004",
    "0.0000001, 0.0000001",
    "0.00000012, 0.00000012",
    "0.00000001, 1e-8",
    "1e20, 100000000000000000000",
    "1e21, 1e21",
    "1.5e300, 1.5e300",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "4.9e-324, 5e-324",
    "2.2250738585072014E-308, 2.2250738585072014e-308",
    "9007199254740993, 9007199254740992",
    "2.0E-3, 0.002",
    "52.31854, 52.31854",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
  })
  void writesPlainNumbers(double value, String text) {
    assertThat(DoubleText.of(value)).isEqualTo(text);
  }

  /** Where the JDKs before 19 write more digits than are needed, or not the closest ones. */
  @ParameterizedTest
  @CsvSource({
    "2.0E23, 2e23",
    "2.2E-322, 2.2e-322",
    "1.0E23, 1e23",
    "2.98023223876953125E-8, 2.9802322387695312e-8",
    "5.684341886080802E-14, 5.684341886080802e-14",
    "2.2204460492503131E-16, 2.220446049250313e-16",
  })
  void doesNotDependOnTheJdk(double value, String text) {
    assertThat(DoubleText.of(value)).isEqualTo(text);
  }

  @Test
  void readsBackToTheSameBitsWithTheFewestDigits() {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        checkReadsBack(value, "seed=" + seed + " i=" + i);
        checkShortest(value, "seed=" + seed + " i=" + i);
      }
    }
  }

  @Test
  void readsBackAroundPowersOfTwo() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      for (double value : new double[] {Math.nextDown(power), power, Math.nextUp(power)}) {
        checkReadsBack(value, "exponent=" + exponent);
        checkShortest(value, "exponent=" + exponent);
      }
    }
  }

  @Test
  void writesDecimalsOfFewPlacesAsTheyWereWritten() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      BigDecimal decimal = BigDecimal.valueOf(random.nextLong() / 1_000_000, random.nextInt(12));
      String text = decimal.stripTrailingZeros().toPlainString();
      if (decimal.precision() <= 15 && decimal.signum() != 0) {
        assertThat(DoubleText.of(Double.parseDouble(text)))
            .as("seed=%d i=%d", seed, i)
            .isEqualTo(text);
      }
    }
  }

  private static void checkReadsBack(double value, String where) {
    double back = Double.parseDouble(DoubleText.of(value));
    assertThat(Double.doubleToRawLongBits(back))
        .as("%s value=%s", where, value)
        .isEqualTo(Double.doubleToRawLongBits(value));
  }

  /** No decimal of one digit less reads back: the two next to the value are the only candidates. */
  private static void checkShortest(double value, String where) {
    if (value == 0) {
      return;
    }
    int digits = new BigDecimal(DoubleText.of(value)).stripTrailingZeros().precision();
    if (digits == 1) {
      return;
    }
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits - 1, mode));
      assertThat(shorter.doubleValue()).as("%s value=%s", where, value).isNotEqualTo(value);
    }
  }
}
