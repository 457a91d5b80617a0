package io.telltale.ingest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.testkit.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalParserTest {
  private final DecimalParser parser = new DecimalParser();

  private boolean isDouble(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parser.parseDouble(bytes, 0, bytes.length);
  }

  private boolean isLong(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parser.parseLong(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "1.",
        ".5",
        "1e5",
        "1E+5",
        "2.5e-3",
        "9007199254740993",
        "123456789012345678901234567890",
        "0.000000000000000000000000000000001",
        "4.9e-324",
        "1e-400",
        "1.7976931348623157e308",
        "0.1e1",
        "00012.50",
        "1e22",
        "1e23",
        "8.5e-22",
        "9007199254740991e22",
        "0.3",
        "179769313486231570000000e285"
      })
  void readsDoublesAsJavaDoes(String text) {
    assertThat(isDouble(text)).isTrue();
    assertThat(Double.doubleToRawLongBits(parser.doubleValue()))
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "+1",
        "1 ",
        " 1",
        "1x",
        "1e5.5",
        "NaN",
        "Infinity",
        "0x10",
        "1d",
        "1f",
        "--1",
        "1..2",
        "\u0661"
      })
  void refusesWhatIsNoDouble(String text) {
    assertThat(isDouble(text)).isFalse();
    assertThat(parser.tooLarge()).isFalse();
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThat(isDouble("1e309")).isFalse();
    assertThat(parser.tooLarge()).isTrue();
    assertThat(isLong("9223372036854775808")).isFalse();
    assertThat(parser.tooLarge()).isTrue();
    assertThat(isLong("-9223372036854775809")).isFalse();
    assertThat(isLong("99999999999999999999999999")).isFalse();
    assertThat(parser.tooLarge()).isTrue();
    assertThat(isLong("99999999999999999999999999x")).isFalse();
    assertThat(parser.tooLarge()).isFalse();
    assertThat(isLong("-9223372036854775808")).isTrue();
    assertThat(parser.longValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(isLong("9223372036854775807")).isTrue();
    assertThat(isLong("")).isFalse();
    assertThat(isLong("-")).isFalse();
  }

  @Test
  void agreesWithJavaOnRandomNumbers() {
    Seeds.run(
        random -> {
          for (int i = 0; i < 20_000; i++) {
            String text =
                switch (i % 3) {
                  case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                  case 1 -> String.format("%.4f", random.nextDouble() * 1e6);
                  default -> random.nextLong() + "." + random.nextInt(1_000_000) + "e-12";
                };
            if (text.startsWith("NaN")) {
              continue;
            }
            assertThat(isDouble(text)).as(text).isTrue();
            assertThat(parser.doubleValue()).as(text).isEqualTo(Double.parseDouble(text));
            BigInteger integer = new BigInteger(66, random).subtract(BigInteger.ONE.shiftLeft(65));
            boolean fits = integer.bitLength() < 64;
            assertThat(isLong(integer.toString())).as("%s", integer).isEqualTo(fits);
            if (fits) {
              assertThat(parser.longValue()).isEqualTo(integer.longValue());
            }
          }
        });
  }

  private void assertAsJava(String text) {
    double expected = Double.parseDouble(text);
    assertThat(isDouble(text)).as(text).isEqualTo(!Double.isInfinite(expected));
    assertThat(Double.doubleToRawLongBits(parser.doubleValue()))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(expected));
  }

  @Test
  void roundsAnyNumberOfDigitsAsJavaDoes() {
    Seeds.run(
        random -> {
          for (int i = 0; i < 20_000; i++) {
            int digits = 1 + random.nextInt(24);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            for (int d = 0; d < digits; d++) {
              text.append(random.nextInt(3) == 0 ? 9 * random.nextInt(2) : random.nextInt(10));
            }
            text.insert(text.length() - random.nextInt(digits), '.');
            assertAsJava(text + "e" + (random.nextInt(700) - 350));
          }
        });
  }

  @Test
  void roundsNumbersBetweenTwoDoublesAsJavaDoes() {
    Seeds.run(
        random -> {
          for (int i = 0; i < 3_000; i++) {
            long bits = random.nextLong() & Long.MAX_VALUE;
            if (i % 3 == 0) {
              // Around 2^53, where the middle of two doubles has few digits.
              bits =
                  Double.doubleToRawLongBits((double) (random.nextLong() >>> random.nextInt(14)));
            } else if (i % 3 == 1) {
              bits >>>= 11 + random.nextInt(52);
            }
            double below = Double.longBitsToDouble(bits);
            double above = Double.longBitsToDouble(bits + 1);
            if (Double.isInfinite(above) || Double.isNaN(above)) {
              continue;
            }
            BigDecimal middle =
                new BigDecimal(below).add(new BigDecimal(above)).divide(BigDecimal.valueOf(2));
            assertAsJava(middle.toString());
            for (int precision : new int[] {17, 19, 20, 30}) {
              assertAsJava(middle.round(new MathContext(precision, RoundingMode.DOWN)).toString());
              assertAsJava(middle.round(new MathContext(precision, RoundingMode.UP)).toString());
            }
          }
        });
  }

  @Test
  void knowsNumbersOfManyZeros() {
    String zeros = "0".repeat(100_010);
    assertAsJava("0." + zeros + "1e100011");
    assertAsJava("1" + zeros + "e-100010");
    assertAsJava("1" + zeros + "1e-100010");
    assertAsJava("0e999999999999");
    assertAsJava("1e-999999999999");
    assertAsJava("1e999999999999");
    assertAsJava("4.9406564584124654e-324");
    assertAsJava("2.4703282292062327e-324");
    assertAsJava("2.4703282292062328e-324");
    assertAsJava("2.2250738585072011e-308");
    assertAsJava("2.2250738585072014e-308");
    assertAsJava("1.7976931348623158e308");
    assertAsJava("1.7976931348623159e308");
    assertAsJava("9223372036854775808");
    assertAsJava("18446744073709551615");
    assertAsJava("18446744073709551616");
    assertAsJava("9999999999999999999.9999999999");
  }

  @Test
  void readsUnsignedIntegersToTheirEnd() {
    for (String text : new String[] {"0", "18446744073709551615", "00018446744073709551615"}) {
      assertThat(isUnsigned(text)).as(text).isTrue();
      assertThat(parser.longValue()).isEqualTo(Long.parseUnsignedLong(text));
    }
    for (String text : new String[] {"18446744073709551616", "99999999999999999999999999"}) {
      assertThat(isUnsigned(text)).as(text).isFalse();
      assertThat(parser.tooLarge()).isTrue();
    }
    for (String text : new String[] {"", "-1", "+1", "1x", "99999999999999999999999999x"}) {
      assertThat(isUnsigned(text)).as(text).isFalse();
      assertThat(parser.tooLarge()).isFalse();
    }
  }

  private boolean isUnsigned(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parser.parseUnsigned(bytes, 0, bytes.length);
  }

  @Test
  void allocatesNothing() {
    byte[] text = "-12345.6789".getBytes(StandardCharsets.US_ASCII);
    AllocationProbe.assertAllocatesNothing(
        "parseDouble", 10_000, () -> parser.parseDouble(text, 0, text.length));
    AllocationProbe.assertAllocatesNothing("parseLong", 10_000, () -> parser.parseLong(text, 0, 6));
  }

  @Test
  void tellsWhichNumbersFit() {
    assertThat(ExactNumbers.fitsDouble((1L << 53) + 1)).isFalse();
    assertThat(ExactNumbers.fitsDouble((1L << 53) + 2)).isTrue();
    assertThat(ExactNumbers.fitsDouble(Long.MIN_VALUE)).isTrue();
    assertThat(ExactNumbers.fitsDouble(Long.MAX_VALUE)).isFalse();
    assertThat(ExactNumbers.fitsLong(0x1p63)).isFalse();
    assertThat(ExactNumbers.fitsLong(-0x1p63)).isTrue();
    assertThat(ExactNumbers.fitsLong(0.5)).isFalse();
    assertThat(ExactNumbers.fitsLong(Double.NaN)).isFalse();
    assertThat(ExactNumbers.fitsLong(Double.POSITIVE_INFINITY)).isFalse();
    AllocationProbe.assertAllocatesNothing(
        "fits",
        10_000,
        () -> {
          ExactNumbers.fitsDouble(7);
          ExactNumbers.fitsLong(7.5);
        });
  }
}
