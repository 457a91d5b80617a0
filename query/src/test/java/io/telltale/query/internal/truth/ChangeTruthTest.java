package io.telltale.query.internal.truth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeTruthTest {
  private final ChangeTruth changed = new ChangeTruth.Changed(true);

  @Test
  void shouldNotBeExactOnNanBecauseOfTheSeriesBefore() {
    changed.begin(true);
    changed.advance(readings(1, 2), true);
    assertThat(changed.at(1)).isEqualTo(Kleene.TRUE);
    changed.begin(false);
    changed.advance(readings(Double.NaN, 3), true);
    assertThat(changed.at(0)).isEqualTo(Kleene.UNKNOWN | Kleene.INEXACT);
    assertThat(changed.at(1)).isEqualTo(Kleene.UNKNOWN | Kleene.INEXACT);
  }

  private static ReadingBuffer readings(double... values) {
    ReadingBuffer buffer = new ReadingBuffer();
    for (int i = 0; i < values.length; i++) {
      long[] bits = {Double.doubleToRawLongBits(values[i])};
      buffer.append(new long[] {10L * i}, bits, 1);
    }
    return buffer;
  }
}
