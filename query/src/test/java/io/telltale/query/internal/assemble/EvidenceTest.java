package io.telltale.query.internal.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.core.Kind;
import org.junit.jupiter.api.Test;

final class EvidenceTest {
  private final Evidence evidence = new Evidence();

  @Test
  void nothingIsNaN() {
    evidence.open(Kind.DOUBLE);
    assertThat(evidence.samples()).isZero();
    assertThat(evidence.min()).isNaN();
    assertThat(evidence.max()).isNaN();
    assertThat(evidence.mean()).isNaN();
    assertThat(evidence.sum()).isNaN();
  }

  @Test
  void aMeanOfHugeValuesDoesNotOverflow() {
    evidence.open(Kind.DOUBLE);
    double huge = 1.7e308;
    add(huge, huge, huge);
    add(huge);
    add(huge, 1.5e308);
    assertThat(evidence.mean()).isEqualTo((5 * (huge / 6) + 1.5e308 / 6), within(1e295));
    assertThat(evidence.max()).isEqualTo(huge);
    assertThat(evidence.sum()).isInfinite();
  }

  @Test
  void infinitiesAreValues() {
    evidence.open(Kind.DOUBLE);
    add(1, Double.POSITIVE_INFINITY);
    assertThat(evidence.min()).isEqualTo(1);
    assertThat(evidence.max()).isInfinite();
    assertThat(evidence.mean()).isEqualTo(Double.POSITIVE_INFINITY);
    add(Double.NEGATIVE_INFINITY);
    assertThat(evidence.mean()).isNaN();
  }

  @Test
  void aMeanOfMillionsIsRightToABillionth() {
    evidence.open(Kind.DOUBLE);
    long[] chunk = new long[1024];
    java.util.Arrays.fill(chunk, Double.doubleToRawLongBits(0.1));
    for (int i = 0; i < 5_000; i++) {
      evidence.add(chunk, 0, chunk.length);
    }
    assertThat(evidence.mean()).isEqualTo(0.1, within(1e-10));
  }

  @Test
  void integersAreConvertedOnce() {
    evidence.open(Kind.LONG);
    long big = (1L << 60) + 1;
    evidence.add(new long[] {big, -5, 7}, 0, 3);
    assertThat(evidence.min()).isEqualTo(-5);
    assertThat(evidence.max()).isEqualTo((double) big);
    assertThat(evidence.mean()).isEqualTo((big + 2) / 3.0, within(1e3));
  }

  @Test
  void statesHaveANumberOnly() {
    evidence.open(Kind.STATE);
    evidence.add(new long[] {3, 4}, 0, 2);
    evidence.addBlock(10, 0, 0, 0);
    assertThat(evidence.samples()).isEqualTo(12);
    assertThat(evidence.min()).isNaN();
    assertThat(evidence.mean()).isNaN();
  }

  @Test
  void aBlockCountsLikeItsReadings() {
    evidence.open(Kind.DOUBLE);
    add(4);
    evidence.addBlock(3, -1, 2, 1.5);
    assertThat(evidence.samples()).isEqualTo(4);
    assertThat(evidence.min()).isEqualTo(-1);
    assertThat(evidence.max()).isEqualTo(4);
    assertThat(evidence.mean()).isEqualTo(5.5 / 4);
  }

  @Test
  void zeroHasOneSign() {
    evidence.open(Kind.DOUBLE);
    add(-0.0);
    assertThat(1 / evidence.min()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(1 / evidence.max()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private void add(double... values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    evidence.add(bits, 0, bits.length);
  }
}
