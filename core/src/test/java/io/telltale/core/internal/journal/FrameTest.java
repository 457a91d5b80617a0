package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final long SEED = 20_261_128L;

  private final FrameWriter writer = new FrameWriter();
  private final Frame frame = new Frame();

  /** Times and series of every width, whatever lies behind a frame in the buffers. */
  @Test
  void whatIsLaidOutComesBack() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 4_000; round++) {
      int n = 1 + random.nextInt(random.nextInt(8) == 0 ? FrameLayout.MAX_READINGS : 12);
      int timeBits = random.nextInt(Long.SIZE + 1);
      int seriesBits = random.nextInt(Integer.SIZE);
      long from = random.nextLong();
      int[] series = new int[n];
      long[] times = new long[n];
      long[] values = new long[n];
      for (int i = 0; i < n; i++) {
        series[i] = seriesBits == 0 ? 0 : random.nextInt() >>> Integer.SIZE - seriesBits;
        times[i] = from + (timeBits == 0 ? 0 : random.nextLong() >>> Long.SIZE - timeBits);
        values[i] = random.nextLong();
        writer.add(series[i], times[i], values[i]);
      }
      ByteBuffer laidOut = writer.layOut();
      writer.clear();
      assertThat(laidOut.remaining()).isLessThanOrEqualTo(FrameLayout.HEADER_BYTES + 20 * n);
      frame.bytes().clear().put(laidOut).flip();
      assertThat(frame.check()).isNull();
      String place = "seed=" + SEED + " round=" + round;
      assertThat(frame.count()).as(place).isEqualTo(n);
      long most = Arrays.stream(series).mapToLong(Integer::toUnsignedLong).max().orElseThrow();
      assertThat(frame.hasSeriesBelow(Integer.MAX_VALUE)).isEqualTo(most < Integer.MAX_VALUE);
      if (most < Integer.MAX_VALUE) {
        assertThat(frame.hasSeriesBelow((int) most)).as(place).isFalse();
        assertThat(frame.hasSeriesBelow((int) most + 1)).as(place).isTrue();
      }
      for (int begin = 0; begin < n; ) {
        int taken = frame.take(begin);
        assertThat(taken).isBetween(1, n - begin);
        for (int i = 0; i < taken; i++) {
          assertThat(frame.series()[i]).as(place).isEqualTo(series[begin + i]);
          assertThat(frame.times()[i]).as(place).isEqualTo(times[begin + i]);
          assertThat(frame.values()[i]).as(place).isEqualTo(values[begin + i]);
        }
        begin += taken;
      }
    }
  }

  @Test
  void anUnreleasedLayoutIsRefusedByName() {
    frame.bytes().clear().limit(100);
    frame.bytes().putInt(0, FrameLayout.OLD_MAGIC);
    assertThat(frame.check()).contains("TTF1");
  }
}
