package io.telltale.query.internal.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.testkit.Seeds;
import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.RateTruth;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.scan.ArrayParts;
import java.util.ArrayList;
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
  private static final long SILENT_NS = 7;
  private static final double LIMIT = 5;

  /** Blocks of one series in order of arrival, and the readings that are left of them. */
  private static final class Series {
    final ArrayParts blocks = new ArrayParts(Kind.DOUBLE);
    final TreeMap<Long, Double> readings = new TreeMap<>();
    final boolean inOrder;
    boolean finite = true;

    Series(Random random) {
      inOrder = random.nextBoolean();
      int count = random.nextInt(4);
      long time = random.nextInt(20);
      for (int b = 0; b < count; b++) {
        long from = inOrder ? time : Math.max(0, time - random.nextInt(12));
        time = addBlock(from, random);
      }
    }

    private long addBlock(long from, Random random) {
      int n = 1 + random.nextInt(5);
      long[] times = new long[n];
      long[] values = new long[n];
      long time = from;
      for (int i = 0; i < n; i++) {
        time += 1 + random.nextInt(random.nextInt(20) == 0 ? 12 : 5);
        double value = random.nextInt(40) == 0 ? Double.NaN : random.nextInt(60) / 10.0;
        finite &= !Double.isNaN(value);
        times[i] = time;
        values[i] = Double.doubleToRawLongBits(value);
        readings.put(time, value);
      }
      blocks.block(times, values);
      return time;
    }

    boolean isProven(DeviceProof proof, long now) {
      proof.begin(blocks);
      for (int block = 0; block < blocks.count(); block++) {
        if (!proof.provesNone(blocks, block)) {
          return false;
        }
      }
      return proof.endsWithNone(now);
    }
  }

  @Test
  void silence() {
    DeviceProof proof = new SilenceProof(SILENT_NS);
    Seeds.run(
        CASES,
        random -> {
          Series series = new Series(random);
          long last = series.readings.isEmpty() ? 0 : series.readings.lastKey();
          long now = last + random.nextInt(10);
          check(series, isSilent(series, now), series.isProven(proof, now), true);
          long earlier = last - random.nextInt(30);
          if (series.isProven(proof, earlier)) {
            assertThat(isSilent(series, earlier)).as("%s", series.readings).isFalse();
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
    Truth truth = new DoubleRangeTruth(LIMIT, Double.POSITIVE_INFINITY, false);
    DeviceProof proof = new ReadingProof(truth);
    Seeds.run(
        CASES,
        random -> {
          Series series = new Series(random);
          boolean any = series.readings.values().stream().anyMatch(v -> v >= LIMIT);
          check(series, any, series.isProven(proof, Long.MAX_VALUE), true);
        });
  }

  @Test
  void rates() {
    double perSecond = 3e9;
    DeviceProof proof = new ReadingProof(new RateTruth(perSecond, true));
    Seeds.run(
        CASES,
        random -> {
          Series series = new Series(random);
          check(
              series,
              isSteep(series, perSecond),
              series.isProven(proof, Long.MAX_VALUE),
              series.finite);
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

  private static void check(Series series, boolean any, boolean proven, boolean exact) {
    if (proven) {
      assertThat(any).as("%s", series.readings).isFalse();
    }
    if (series.inOrder && exact) {
      assertThat(proven).as("%s", series.readings).isEqualTo(!any);
    }
  }
}
