package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.internal.engine.CompactionPolicy.Run;
import io.telltale.core.internal.engine.CompactionPolicy.Size;
import io.telltale.core.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CompactionPolicyTest {
  private static final long MAX_BLOCKS = 10_000_000;

  private final CompactionPolicy policy = new CompactionPolicy(MAX_BLOCKS);

  private Run choose(Size... sizes) {
    return policy.choose(List.of(sizes));
  }

  /** A segment of so many series, each with so many readings. */
  private static Size of(long series, long each) {
    return size(series, series * each);
  }

  private static Size size(long series, long readings) {
    long blocks = series * ((readings / series + 1023) / 1024);
    return new Size(readings, blocks, series, readings * 3 + blocks * 50);
  }

  @Test
  void leavesOneAlone() {
    assertThat(policy.choose(List.of())).isNull();
    assertThat(choose(of(1_000_000, 1))).isNull();
  }

  @Test
  void mergesPoorBlocksAsSoonAsTheyGetTwiceAsFull() {
    assertThat(choose(of(1_000_000, 8), of(1_000_000, 8))).isEqualTo(new Run(0, 2));
    assertThat(choose(of(1, 100), of(1, 100))).isEqualTo(new Run(0, 2));
    assertThat(choose(of(50, 600), of(50, 600))).isNull();
  }

  @Test
  void aLargeSegmentIsNotWrittenAgainForASmallOne() {
    assertThat(choose(of(1, 400), of(1, 100))).isNull();
    assertThat(choose(of(1_000_000, 16), of(1_000_000, 8))).isNull();
    assertThat(choose(of(50, 90_000), of(50, 9_000), of(50, 9_000), of(50, 9_000))).isNull();
  }

  @Test
  void mergesFourOfLikeSize() {
    Size full = of(50, 10_240);
    assertThat(choose(full, full)).isNull();
    assertThat(choose(full, full, full)).isNull();
    assertThat(choose(full, full, full, full)).isEqualTo(new Run(0, 4));
    assertThat(choose(of(50, 102_400), full, full, full, full)).isEqualTo(new Run(1, 5));
  }

  @Test
  void poorBlocksGoFirst() {
    Size full = of(50, 10_240);
    Size poor = of(100_000, 8);
    assertThat(choose(full, full, full, full, poor, poor)).isEqualTo(new Run(4, 6));
  }

  @Test
  void manySmallOnesAreMergedAtOnce() {
    List<Size> sizes = Collections.nCopies(100, of(3, 10));
    Run run = policy.choose(sizes);
    assertThat(run.to() - run.from()).isGreaterThan(30);
  }

  @Test
  void makesNothingTooLarge() {
    Size half = new Size(300_000_000, 300_000, 50, CompactionPolicy.MAX_BYTES / 2 + 1);
    assertThat(choose(half, half, half, half)).isNull();
    Size wide = new Size(8_000_000, MAX_BLOCKS / 2 + 1, 4_000_000, 100 << 20);
    assertThat(choose(wide, wide)).isNull();
  }

  @Test
  void neverTouchesWhatIsToStay() {
    Size small = of(1, 10);
    assertThat(choose(small, Size.UNTOUCHABLE, small)).isNull();
    assertThat(choose(small, Size.UNTOUCHABLE, small, small)).isEqualTo(new Run(2, 4));
  }

  @Test
  void comesToAnEndAndRewritesAReadingSeldom() {
    Seeds.run(
        60,
        random -> {
          long series = 1L << random.nextInt(16);
          stream(random, series, merged -> size(series, sum(merged)));
        });
  }

  /** Merging fills no block better when each segment has other series. */
  @Test
  void comesToAnEndWhenItDoesNotHelp() {
    Seeds.run(
        30,
        random ->
            stream(
                random,
                64,
                merged ->
                    new Size(
                        sum(merged),
                        merged.stream().mapToLong(Size::blocks).sum(),
                        merged.stream().mapToLong(Size::series).sum(),
                        sum(merged) * 3)));
  }

  /** Every segment has the same times as the one before it. */
  @Test
  void comesToAnEndWhenAllAreDuplicates() {
    List<Size> live = new ArrayList<>();
    long written = 0;
    for (int i = 0; i < 500; i++) {
      live.add(of(50, 100));
      for (Run run = policy.choose(live); run != null; run = policy.choose(live)) {
        replace(live, run, of(50, 100));
        written += 5_000;
      }
    }
    assertThat(written).isLessThanOrEqualTo(500 * 5_000);
    assertThat(live).hasSizeLessThan(4);
  }

  private static long sum(List<Size> sizes) {
    return sizes.stream().mapToLong(Size::readings).sum();
  }

  private static void replace(List<Size> live, Run run, Size merged) {
    assertThat(run.to() - run.from()).isBetween(2, CompactionPolicy.MAX_RUN);
    live.subList(run.from(), run.to()).clear();
    live.add(run.from(), merged);
  }

  private void stream(Random random, long series, Function<List<Size>, Size> merge) {
    List<Size> live = new ArrayList<>();
    long appended = 0;
    long written = 0;
    int spread = 1 + random.nextInt(12);
    int seals = 400;
    for (int i = 0; i < seals; i++) {
      long readings = series * (1 + random.nextInt(1 << spread));
      live.add(size(series, readings));
      appended += readings;
      if (random.nextInt(20) == 0) {
        continue; // no time for merging
      }
      for (Run run = policy.choose(live); run != null; run = policy.choose(live)) {
        List<Size> merged = List.copyOf(live.subList(run.from(), run.to()));
        replace(live, run, merge.apply(merged));
        written += sum(merged);
      }
    }
    assertThat(sum(live)).isEqualTo(appended);
    double logarithm = Math.log(seals * (double) (1 << spread)) / Math.log(2);
    assertThat((double) written / appended).isLessThan(logarithm);
    assertThat(live).hasSizeLessThan(60);
  }
}
