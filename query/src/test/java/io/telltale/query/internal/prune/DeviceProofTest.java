package io.telltale.query.internal.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.testkit.Seeds;
import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.LongRangeTruth;
import io.telltale.query.internal.plan.RateTruth;
import io.telltale.query.internal.scan.ArrayBlocks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What is proven of blocks is true of their readings, however blocks overlap and in whatever order
 * they came; of blocks one behind the other all that is true is proven.
 */
class DeviceProofTest {
  private static final int CASES = 20_000;
  private static final int FIRST_DEVICE = 2;
  private static final int DEVICES = 3;
  private static final long SILENT_NS = 7;
  private static final double LIMIT = 5;
  private static final long LONGEST_BLOCK = 60;

  /** The readings that are left of a device's blocks. */
  private static final class Series {
    final TreeMap<Long, Double> readings = new TreeMap<>();
    long end;
    boolean finite = true;
  }

  /** Segments in order of arrival, each with some blocks of some of the devices. */
  private static final class Fleet {
    final Series[] series = new Series[DEVICES];
    final List<ArrayBlocks> segments = new ArrayList<>();
    final Kind kind;
    final boolean inOrder;
    final int nanOneIn;

    Fleet(Random random, Kind kind, BlockColumn... missing) {
      this.kind = kind;
      inOrder = random.nextBoolean();
      nanOneIn = random.nextInt(3) == 0 ? 3 : 40;
      for (int d = 0; d < DEVICES; d++) {
        series[d] = new Series();
        series[d].end = random.nextInt(20);
      }
      int count = random.nextInt(4);
      for (int s = 0; s < count; s++) {
        segments.add(segment(random, missing));
      }
    }

    private ArrayBlocks segment(Random random, BlockColumn... missing) {
      ArrayBlocks segment = new ArrayBlocks(kind, missing);
      for (int d = 0; d < DEVICES; d++) {
        int blocks = random.nextInt(3);
        if (blocks > 0) {
          segment.row(FIRST_DEVICE + d);
          // within a segment, the blocks of a series lie one behind the other
          long from = inOrder ? series[d].end : series[d].end - random.nextInt(12);
          for (int b = 0; b < blocks; b++) {
            from = addBlock(segment, series[d], from, random);
          }
          series[d].end = from;
        }
      }
      return segment;
    }

    private long addBlock(ArrayBlocks segment, Series of, long from, Random random) {
      int n = 1 + random.nextInt(5);
      long[] times = new long[n];
      long[] values = new long[n];
      long time = from;
      for (int i = 0; i < n; i++) {
        time += 1 + random.nextInt(random.nextInt(20) == 0 ? 12 : 5);
        times[i] = time;
        values[i] = random.nextInt(6);
        double value = values[i];
        if (kind == Kind.DOUBLE) {
          value = random.nextInt(nanOneIn) == 0 ? Double.NaN : random.nextInt(60) / 10.0;
          values[i] = Double.doubleToRawLongBits(value);
        }
        of.finite &= !Double.isNaN(value);
        of.readings.put(time, value);
      }
      segment.block(times, values);
      return time;
    }

    BitSet openOf(DeviceProof proof, long now) {
      return openOf(proof, now, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    BitSet openOf(DeviceProof proof, long now, long from, long to) {
      BitSet open = new BitSet();
      proof.startRun(null, Long.MAX_VALUE, from, to, FIRST_DEVICE, FIRST_DEVICE + DEVICES);
      segments.forEach(segment -> proof.look(segment, open));
      proof.finish(now, open);
      return open;
    }

    long last() {
      long last = 0;
      for (Series of : series) {
        last = Math.max(last, of.readings.isEmpty() ? 0 : of.readings.lastKey());
      }
      return last;
    }
  }

  private interface Question {
    boolean isTrueOf(Series series);
  }

  private interface RangeQuestion {
    boolean isTrueOf(Series series, long from, long to);
  }

  @Test
  void silence() {
    DeviceProof proof = new SilenceProof(SILENT_NS);
    Seeds.run(
        CASES,
        random -> {
          Fleet fleet = new Fleet(random, Kind.DOUBLE);
          long now = fleet.last() + random.nextInt(10);
          check(fleet, proof, now, series -> isSilent(series, now), false);
          long earlier = fleet.last() - random.nextInt(30);
          BitSet open = fleet.openOf(proof, earlier);
          for (int d = 0; d < DEVICES; d++) {
            Series series = fleet.series[d];
            assertThat(open.get(FIRST_DEVICE + d) || !isSilent(series, earlier))
                .as("%s", series.readings)
                .isTrue();
          }
        });
  }

  private static boolean isSilent(Series series, long now) {
    List<Long> times = new ArrayList<>(series.readings.headMap(now, true).keySet());
    boolean silent = false;
    for (int i = 1; i < times.size(); i++) {
      silent |= times.get(i) - times.get(i - 1) > SILENT_NS;
    }
    return silent || !times.isEmpty() && now - times.get(times.size() - 1) > SILENT_NS;
  }

  @Test
  void values() {
    DeviceProof above =
        new ReadingProof(new DoubleRangeTruth(LIMIT, Double.POSITIVE_INFINITY, false));
    DeviceProof outside = new ReadingProof(new DoubleRangeTruth(1, LIMIT, true));
    Seeds.run(
        CASES,
        random -> {
          Fleet fleet = new Fleet(random, Kind.DOUBLE);
          check(fleet, above, 0, s -> hasAny(s, LIMIT, Double.POSITIVE_INFINITY), false);
          Question isOutside =
              s -> hasAny(s, Double.NEGATIVE_INFINITY, 0.99) || hasAny(s, LIMIT + 0.01, 99);
          check(fleet, outside, 0, isOutside, false);
        });
  }

  @Test
  void integers() {
    DeviceProof proof = new ReadingProof(new LongRangeTruth(5, 9, false));
    Seeds.run(
        CASES,
        random -> check(new Fleet(random, Kind.LONG), proof, 0, s -> hasAny(s, 5, 9), false));
  }

  private static boolean hasAny(Series series, double lo, double hi) {
    return series.readings.values().stream().anyMatch(v -> v >= lo && v <= hi);
  }

  @Test
  void rates() {
    double perSecond = 3e9;
    DeviceProof proof = new RateProof(new RateTruth(perSecond, true));
    Seeds.run(
        CASES,
        random -> {
          Fleet fleet = new Fleet(random, Kind.DOUBLE);
          check(fleet, proof, 0, series -> isSteep(series, perSecond), true);
        });
  }

  private static boolean isSteep(Series series, double perSecond) {
    Map.Entry<Long, Double> before = null;
    boolean steep = false;
    for (Map.Entry<Long, Double> reading : series.readings.entrySet()) {
      if (reading.getValue().isNaN()) {
        continue;
      }
      if (before != null) {
        double rise = reading.getValue() - before.getValue();
        steep |= Math.abs(rise) / ((reading.getKey() - before.getKey()) / 1e9) > perSecond;
      }
      before = reading;
    }
    return steep;
  }

  @Test
  void silenceInARange() {
    DeviceProof proof = new SilenceProof(SILENT_NS);
    Seeds.run(CASES, random -> checkRange(random, proof, DeviceProofTest::isSilent, false));
  }

  /** Whether some silence, from the duration behind a reading on, overlaps the range. */
  private static boolean isSilent(Series series, long from, long to) {
    Long before = null;
    boolean silent = false;
    for (long time : series.readings.keySet()) {
      if (before != null && time - before > SILENT_NS) {
        silent |= time > from && before + SILENT_NS < to;
      }
      before = time;
    }
    return silent;
  }

  @Test
  void valuesInARange() {
    DeviceProof proof =
        new ReadingProof(new DoubleRangeTruth(LIMIT, Double.POSITIVE_INFINITY, false));
    RangeQuestion any =
        (series, from, to) ->
            series.readings.subMap(from, to).values().stream().anyMatch(v -> v >= LIMIT);
    Seeds.run(CASES, random -> checkRange(random, proof, any, true));
  }

  @Test
  void ratesInARange() {
    double perSecond = 0.8e9;
    DeviceProof proof = new RateProof(new RateTruth(perSecond, true));
    RangeQuestion any =
        (series, from, to) -> {
          Series known = new Series();
          Map.Entry<Long, Double> before = series.readings.lowerEntry(from);
          while (before != null && before.getValue().isNaN()) {
            before = series.readings.lowerEntry(before.getKey());
          }
          if (before != null) {
            known.readings.put(before.getKey(), before.getValue());
          }
          known.readings.putAll(series.readings.subMap(from, to));
          return isSteep(known, perSecond);
        };
    Seeds.run(CASES, random -> checkRange(random, proof, any, false));
  }

  /** What the reading before is, a block without any finite one does not tell. */
  @Test
  void ratesBehindABlockOfNan() {
    long low = Double.doubleToRawLongBits(1);
    long high = Double.doubleToRawLongBits(9);
    long nan = Double.doubleToRawLongBits(Double.NaN);
    ArrayBlocks segment =
        new ArrayBlocks(Kind.DOUBLE)
            .row(FIRST_DEVICE)
            .block(new long[] {10}, new long[] {low})
            .block(new long[] {11}, new long[] {nan})
            .block(new long[] {12}, new long[] {high});
    DeviceProof proof = new RateProof(new RateTruth(1e9, true));
    BitSet open = new BitSet();
    proof.startRun(null, Long.MAX_VALUE, 12, 13, FIRST_DEVICE, FIRST_DEVICE + 1);
    proof.look(segment, open);
    assertThat(open.get(FIRST_DEVICE)).isTrue();
  }

  /** Nothing in the range is missed; far from what is TRUE, exact proofs open nothing. */
  private static void checkRange(
      Random random, DeviceProof proof, RangeQuestion question, boolean exact) {
    Fleet fleet = new Fleet(random, Kind.DOUBLE);
    long from = random.nextInt(120) - 10;
    long to = from + 1 + random.nextInt(40);
    BitSet open = fleet.openOf(proof, fleet.last(), from, to);
    for (int d = 0; d < DEVICES; d++) {
      Series series = fleet.series[d];
      boolean is = open.get(FIRST_DEVICE + d);
      assertThat(is || !question.isTrueOf(series, from, to))
          .as("%s in %s to %s", series.readings, from, to)
          .isTrue();
      if (exact && fleet.inOrder) {
        assertThat(!is || question.isTrueOf(series, from - LONGEST_BLOCK, to + LONGEST_BLOCK))
            .as("%s around %s to %s", series.readings, from, to)
            .isTrue();
      }
    }
  }

  private static void check(
      Fleet fleet, DeviceProof proof, long now, Question question, boolean needsFinite) {
    BitSet open = fleet.openOf(proof, now);
    for (int d = 0; d < DEVICES; d++) {
      Series series = fleet.series[d];
      boolean any = question.isTrueOf(series);
      assertThat(open.get(FIRST_DEVICE + d) || !any).as("%s", series.readings).isTrue();
      if (fleet.inOrder && (series.finite || !needsFinite)) {
        assertThat(open.get(FIRST_DEVICE + d)).as("%s", series.readings).isEqualTo(any);
      }
    }
    assertThat(open.nextSetBit(FIRST_DEVICE + DEVICES)).isEqualTo(-1);
    assertThat(open.nextClearBit(0)).isLessThanOrEqualTo(FIRST_DEVICE);
  }

  /** A column that a segment lacks proves nothing. */
  @Test
  void missingColumns() {
    opensAll(new SilenceProof(100), BlockColumn.LARGEST_GAP);
    for (BlockColumn column : new BlockColumn[] {BlockColumn.MIN, BlockColumn.MAX}) {
      opensAll(new ReadingProof(new DoubleRangeTruth(90, 99, false)), column);
      opensAll(new ReadingProof(new LongRangeTruth(90, 99, false)), column);
    }
    for (BlockColumn column :
        new BlockColumn[] {
          BlockColumn.STEEPEST_RISE,
          BlockColumn.STEEPEST_FALL,
          BlockColumn.FIRST,
          BlockColumn.LAST,
          BlockColumn.NOT_FINITE_COUNT
        }) {
      opensAll(new RateProof(new RateTruth(1e12, true)), column);
    }
  }

  private static void opensAll(DeviceProof proof, BlockColumn missing) {
    long[] times = {1, 2};
    long[] values = {0, 0};
    Fleet fleet = new Fleet(new Random(1), Kind.DOUBLE);
    fleet.segments.clear();
    fleet.segments.add(new ArrayBlocks(Kind.DOUBLE).row(2).block(times, values));
    assertThat(fleet.openOf(proof, 3)).as("with %s", missing).hasToString("{}");
    fleet.segments.add(
        new ArrayBlocks(Kind.DOUBLE, missing)
            .row(3)
            .block(times, values)
            .row(4)
            .block(times, values));
    assertThat(fleet.openOf(proof, 3)).as("without %s", missing).hasToString("{3, 4}");
  }
}
