package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.query.BucketCursor;
import io.telltale.query.BucketQuery;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.roaringbitmap.RoaringBitmap;

/** Readings, buckets and latest readings of a sealed store, each against plain arrays. */
public class QueryBenchmark extends MeasuredByTurns {
  private static final String CHANNEL = "temperature";
  private static final long HOUR_NS = Duration.ofHours(1).toNanos();

  /** Times that the fleet is asked for its latest readings in a turn. */
  private static final int ROUNDS = 16;

  /** Readings of each device among which a scan looks for the latest. */
  private static final int TICKS = 512;

  private static final double ROUNDING = 1e-9;

  private LatestQuery latest;
  private RangeQuery range;
  private BucketQuery buckets;
  private RoaringBitmap firstDevice;
  private long[] times;
  private double[] values;
  private int[] tailDevices;
  private double[] tailValues;
  private double[] newest;

  /** Prepares the queries and the arrays. */
  @Setup(Level.Trial)
  public void prepare(SealedFleet sealed) {
    latest = LatestQuery.prepare(sealed.store(), CHANNEL);
    range = RangeQuery.prepare(sealed.store(), CHANNEL).device(0);
    firstDevice = RoaringBitmap.bitmapOf(0);
    buckets =
        BucketQuery.prepare(sealed.store(), CHANNEL, Duration.ofHours(1)).devices(firstDevice);
    times = sealed.times(CHANNEL, 0);
    values = sealed.values(CHANNEL, 1);
    newest = new double[SharedFleet.DEVICES];
    fillTail(sealed);
  }

  /** The last readings of the fleet, as they would arrive: device after device, tick by tick. */
  private void fillTail(SealedFleet sealed) {
    double[] ofDevice = sealed.values(CHANNEL, 1);
    tailDevices = new int[TICKS * SharedFleet.DEVICES];
    tailValues = new double[tailDevices.length];
    for (int i = 0; i < tailDevices.length; i++) {
      tailDevices[i] = i % SharedFleet.DEVICES;
      tailValues[i] = ofDevice[i / SharedFleet.DEVICES];
    }
  }

  /** The latest reading of each device; an operation is a device. */
  @Benchmark
  public double latest(Turns turns) {
    double sum = 0;
    int devices = 0;
    turns.begin();
    for (int round = 0; round < ROUNDS; round++) {
      try (LatestCursor reading = latest.run()) {
        while (reading.next()) {
          sum += reading.value();
          devices++;
        }
      }
    }
    turns.measured(ROUNDS * SharedFleet.DEVICES);
    for (int i = 0; i < tailDevices.length; i++) {
      newest[tailDevices[i]] = tailValues[i];
    }
    turns.baseline(SharedFleet.DEVICES);
    SelfCheck.require(devices == ROUNDS * SharedFleet.DEVICES, "every device", devices);
    return sum + newest[0];
  }

  /** Every reading of a series, cursor step by cursor step; an operation is a reading. */
  @Benchmark
  public double range(Turns turns) {
    double sum = 0;
    turns.begin();
    try (RangeCursor reading = range.run()) {
      while (reading.next()) {
        sum += reading.value();
      }
    }
    turns.measured(values.length);
    double expected = 0;
    for (double value : values) {
      expected += value;
    }
    turns.baseline(values.length);
    SelfCheck.require(sum == expected, "the same readings", sum);
    return sum;
  }

  /** Hourly smallest, mean and largest of a series; an operation is a reading. */
  @Benchmark
  public double buckets(Turns turns) {
    double sum = 0;
    turns.begin();
    try (BucketCursor bucket = buckets.run()) {
      while (bucket.next()) {
        sum += bucket.min() + bucket.mean() + bucket.max();
      }
    }
    turns.measured(values.length);
    double expected = sumOfHours();
    turns.baseline(values.length);
    SelfCheck.require(
        Math.abs(sum - expected) <= ROUNDING * Math.abs(expected), "the same buckets", sum);
    return sum;
  }

  private double sumOfHours() {
    double all = 0;
    for (int i = 0; i < values.length; ) {
      long end = (Math.floorDiv(times[i], HOUR_NS) + 1) * HOUR_NS;
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int first = i;
      for (; i < values.length && times[i] < end; i++) {
        min = Math.min(min, values[i]);
        max = Math.max(max, values[i]);
        sum += values[i];
      }
      all += min + sum / (i - first) + max;
    }
    return all;
  }
}
