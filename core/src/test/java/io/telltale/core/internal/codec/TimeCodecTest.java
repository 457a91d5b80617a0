package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.testkit.Seeds;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeCodecTest {
  private final TimeEncoder encoder = new TimeEncoder();
  private final TimeDecoder decoder = new TimeDecoder();

  private final TimeSeeker seeker = new TimeSeeker();
  private final Set<TimeEncoding> seekable = EnumSet.noneOf(TimeEncoding.class);

  @ParameterizedTest
  @EnumSource(BlockShapes.Times.class)
  void everyShapeComesBack(BlockShapes.Times shape) {
    Seeds.run(300, random -> roundTrip(BlockShapes.times(shape, BlockShapes.size(random), random)));
  }

  @Test
  void timesOfEvenColumnsAreToldOneByOne() {
    for (BlockShapes.Times shape : BlockShapes.Times.values()) {
      Seeds.run(100, random -> roundTrip(BlockShapes.times(shape, 1024, random)));
    }
    long[] wild = new long[1024];
    Random random = new Random(4);
    for (int i = 0; i < wild.length; i++) {
      wild[i] = (i == 0 ? Long.MIN_VALUE : wild[i - 1]) + 1 + (random.nextLong() >>> 11);
    }
    roundTrip(wild);
    roundTrip(Arrays.copyOf(wild, 3));

    assertThat(seekable)
        .containsExactlyInAnyOrder(TimeEncoding.REGULAR, TimeEncoding.LINE, TimeEncoding.RAW);
  }

  @Test
  void evenTimesTakeNoBytes() {
    roundTrip(BlockShapes.times(BlockShapes.Times.REGULAR, 1024, new Random(1)));

    assertThat(encoder.encoding()).isEqualTo(TimeEncoding.REGULAR);
    assertThat(encoder.words()).isZero();
  }

  @Test
  void evenTimesOverTheWholeRangeAreRegular() {
    roundTrip(new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - 1});
    assertThat(encoder.encoding()).isEqualTo(TimeEncoding.REGULAR);

    roundTrip(new long[] {Long.MIN_VALUE, Long.MAX_VALUE});
    assertThat(encoder.encoding()).isEqualTo(TimeEncoding.REGULAR);
  }

  @Test
  void fewGapsInEvenTimesCostAFewWordsEach() {
    long[] times = new long[1024];
    long t = 5;
    for (int i = 0; i < times.length; i++) {
      times[i] = t;
      t += i % 256 == 255 ? 3_600_000_000_000L : 10_000_000_000L;
    }
    roundTrip(times);

    assertThat(encoder.words()).isLessThanOrEqualTo(5);
  }

  @Test
  void millisecondStampsArePackedInMilliseconds() {
    long[] times = BlockShapes.times(BlockShapes.Times.JITTERED_MS, 1024, new Random(3));
    roundTrip(times);

    // 200 different milliseconds take 8 bits about a line: 128 words of 8 fields.
    assertThat(encoder.encoding()).isEqualTo(TimeEncoding.LINE);
    assertThat(encoder.words()).isLessThanOrEqualTo(128 + 2);
  }

  @Test
  void jitterTakesItsEntropyAboutTheTruePeriod() {
    Seeds.run(
        20,
        random -> {
          roundTrip(FleetBlocks.times(1024, random));

          // 400,000,000 different nanoseconds are 28.58 bits.
          assertThat(encoder.encoding()).isEqualTo(TimeEncoding.LINE);
          assertThat(encoder.words() / 16.0).isLessThan(28.8);
        });
  }

  @Test
  void aPeriodThatIsNotRoundIsFoundToo() {
    Seeds.run(
        20,
        random -> {
          long[] times = new long[1024];
          long period = 9_000_000_000L + random.nextInt(1_000_000_000);
          for (int i = 0; i < times.length; i++) {
            times[i] = i * period + random.nextInt(1 << 28);
          }
          roundTrip(times);

          assertThat(encoder.encoding()).isEqualTo(TimeEncoding.LINE);
          assertThat(encoder.words() / 16.0).isLessThan(29.0);
        });
  }

  @Test
  void aPeriodThatIsNoWholeUnitTakesOneBit() {
    roundTrip(BlockShapes.times(BlockShapes.Times.THIRD_OF_A_SECOND_IN_MS, 1024, new Random(3)));

    assertThat(encoder.words()).isLessThanOrEqualTo(16 + 2);
  }

  @Test
  void aClockThatDriftsIsWrittenByItsDifferences() {
    roundTrip(BlockShapes.times(BlockShapes.Times.DRIFTING, 1024, new Random(3)));

    // 1,000 different nanoseconds from one reading to the next.
    assertThat(encoder.encoding()).isEqualTo(TimeEncoding.DELTA);
    assertThat(encoder.words()).isLessThanOrEqualTo(160 + 2);
  }

  @Test
  void aSmallBlockHasASmallHead() {
    roundTrip(FleetBlocks.times(30, new Random(5)));
    assertThat(encoder.words()).isLessThanOrEqualTo(15);

    roundTrip(new long[] {5, 1_000_000_005, 2_000_000_006});
    assertThat(encoder.words()).isLessThanOrEqualTo(2);
  }

  @Test
  void timesThatDoNotAscendAreRefused() {
    assertThatThrownBy(() -> encoder.encode(new long[] {1, 2, 2}, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoder.encode(new long[] {3, 2, 1}, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void roundTrip(long[] times) {
    int n = times.length;
    encoder.encode(times, n);
    assertThat(encoder.words()).isLessThanOrEqualTo(n);
    long[] words = new long[n + 7];
    System.arraycopy(encoder.column(), 0, words, 7, encoder.words());
    long[] back = new long[BlockBuffer.CAPACITY];
    boolean decoded =
        decoder.decode(
            encoder.encoding(), words, 7, encoder.words(), times[0], times[n - 1], n, back);

    assertThat(decoded).as("%s n=%d", encoder.encoding(), n).isTrue();
    assertThat(Arrays.copyOf(back, n)).as("%s", encoder.encoding()).isEqualTo(times);
    seek(times, words);
  }

  private void seek(long[] times, long[] words) {
    int n = times.length;
    boolean told =
        seeker.open(encoder.encoding(), words, 7, encoder.words(), times[0], times[n - 1], n);
    if (!told) {
      return;
    }
    seekable.add(encoder.encoding());
    for (int i = 0; i < n; i++) {
      assertThat(seeker.time(i)).as("%s %d of %d", encoder.encoding(), i, n).isEqualTo(times[i]);
    }
    for (int i = 0; i < n; i += 1 + n / 50) {
      assertThat(seeker.countUpTo(times[i])).isEqualTo(i + 1);
      if (times[i] > Long.MIN_VALUE) {
        assertThat(seeker.countUpTo(times[i] - 1)).isEqualTo(i);
      }
    }
    assertThat(seeker.countUpTo(Long.MAX_VALUE)).isEqualTo(n);
  }
}
