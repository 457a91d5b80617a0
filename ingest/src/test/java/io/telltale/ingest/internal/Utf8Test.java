package io.telltale.ingest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.testkit.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class Utf8Test {
  @Test
  void agreesWithJava() {
    String alphabet = "a\u00e4\u20ac\ud83d\ude00z";
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    Seeds.run(
        2_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(
                random.nextBoolean()
                    ? alphabet.codePointAt(random.nextInt(4))
                    : random.nextInt(0xD800));
          }
          byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
          assertThat(Utf8.characters(bytes, 0, bytes.length))
              .isEqualTo(text.codePointCount(0, text.length()));
          if (bytes.length > 0 && random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          boolean valid = true;
          try {
            decoder.decode(ByteBuffer.wrap(bytes));
          } catch (CharacterCodingException e) {
            valid = false;
          }
          assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) < 0).isEqualTo(valid);
        });
  }

  @Test
  void refusesSurrogatesOverlongFormsAndWhatIsTooHigh() {
    assertThat(firstInvalid('a', 0xED, 0xA0, 0x80)).isEqualTo(1);
    assertThat(firstInvalid(0xE0, 0x80, 0x80)).isZero();
    assertThat(firstInvalid(0xC0, 0x80)).isZero();
    assertThat(firstInvalid(0xF4, 0x90, 0x80, 0x80)).isZero();
    assertThat(firstInvalid(0xF0, 0x8F, 0x80, 0x80)).isZero();
    assertThat(firstInvalid(0xE2, 0x82)).isZero();
    assertThat(firstInvalid(0xF4, 0x8F, 0xBF, 0xBF)).isEqualTo(-1);
  }

  private static int firstInvalid(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Utf8.firstInvalid(bytes, 0, bytes.length);
  }
}
