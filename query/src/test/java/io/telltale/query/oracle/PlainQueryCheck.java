package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.query.BucketCursor;
import io.telltale.query.BucketQuery;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.roaringbitmap.RoaringBitmap;

/** Latest, range and bucket queries against plain models. */
final class PlainQueryCheck {
  private static final double TOLERANCE = 1e-9;

  private final RandomTelemetry telemetry;
  private final TelemetryStore store;
  private final OracleStore model;
  private final RandomQueries queries;
  private final RandomGenerator random;

  PlainQueryCheck(RandomTelemetry telemetry, TelemetryStore store, OracleStore model, long seed) {
    this.telemetry = telemetry;
    this.store = store;
    this.model = model;
    this.queries = new RandomQueries(telemetry, model, seed);
    this.random = Seeds.generator(seed + 1);
  }

  /** Asks each kind of query about a few channels, devices and ranges. */
  void check(int rounds) {
    for (int i = 0; i < rounds; i++) {
      int channel = queries.channel();
      long[] range = queries.range(List.of());
      range(channel, random.nextInt(telemetry.serials().size()), range[0], range[1]);
      RoaringBitmap devices = queries.devices(2);
      latest(channel, devices);
      buckets(channel, devices, range[0], range[1], queries.span(channel));
    }
  }

  private void range(int channel, int device, long from, long to) {
    List<String> expected = new ArrayList<>();
    for (OracleReading reading : held(device, channel, from, to)) {
      expected.add(reading.time() + "=" + Long.toHexString(reading.bits()));
    }
    List<String> actual = new ArrayList<>();
    RangeQuery query = RangeQuery.prepare(store, name(channel)).device(device).range(from, to);
    try (RangeCursor cursor = query.run()) {
      while (cursor.next()) {
        actual.add(cursor.timeNs() + "=" + Long.toHexString(cursor.bits()));
      }
    }
    assertThat(actual)
        .as("readings of %s of device %d in [%d, %d)", name(channel), device, from, to)
        .isEqualTo(expected);
  }

  private void latest(int channel, RoaringBitmap devices) {
    List<String> expected = new ArrayList<>();
    for (int device = 0; device < telemetry.serials().size(); device++) {
      List<OracleReading> readings = model.readings(device, channel, Long.MAX_VALUE);
      if (!readings.isEmpty() && (devices == null || devices.contains(device))) {
        OracleReading last = readings.get(readings.size() - 1);
        expected.add(device + "@" + last.time() + "=" + Long.toHexString(last.bits()));
      }
    }
    List<String> actual = new ArrayList<>();
    try (LatestCursor cursor = LatestQuery.prepare(store, name(channel)).devices(devices).run()) {
      while (cursor.next()) {
        actual.add(cursor.device() + "@" + cursor.timeNs() + "=" + Long.toHexString(cursor.bits()));
      }
    }
    assertThat(actual).as("latest of %s, devices %s", name(channel), devices).isEqualTo(expected);
  }

  private void buckets(int channel, RoaringBitmap devices, long from, long to, long spanNs) {
    String question =
        "buckets of %d ns of %s in [%d, %d), devices %s"
            .formatted(spanNs, name(channel), from, to, devices);
    BucketQuery query =
        BucketQuery.prepare(store, name(channel), Duration.ofNanos(spanNs))
            .devices(devices)
            .range(from, to);
    try (BucketCursor cursor = query.run()) {
      for (int device = 0; device < telemetry.serials().size(); device++) {
        if (devices != null && !devices.contains(device)) {
          continue;
        }
        for (Map.Entry<Long, List<OracleReading>> bucket :
            buckets(held(device, channel, from, to), channel, spanNs).entrySet()) {
          assertThat(cursor.next()).as("%s: next bucket", question).isTrue();
          assertThat(cursor.device()).as(question).isEqualTo(device);
          assertThat(cursor.bucketStartNs()).as(question).isEqualTo(bucket.getKey());
          compare(question, cursor, channel, bucket.getValue());
        }
      }
      assertThat(cursor.next()).as("%s: no bucket more", question).isFalse();
    }
  }

  private Map<Long, List<OracleReading>> buckets(
      List<OracleReading> readings, int channel, long spanNs) {
    Map<Long, List<OracleReading>> buckets = new TreeMap<>();
    for (OracleReading reading : readings) {
      if (!ExactMath.isNaN(kind(channel), reading.bits())) {
        long into = Math.floorMod(reading.time(), spanNs);
        buckets
            .computeIfAbsent(ExactMath.difference(reading.time(), into), key -> new ArrayList<>())
            .add(reading);
      }
    }
    return buckets;
  }

  private void compare(
      String question, BucketCursor cursor, int channel, List<OracleReading> readings) {
    Kind kind = kind(channel);
    String bucket = question + ": bucket at " + cursor.bucketStartNs();
    OracleReading first = readings.get(0);
    OracleReading last = readings.get(readings.size() - 1);
    assertThat(cursor.count()).as(bucket).isEqualTo(readings.size());
    if (kind == Kind.STATE) {
      assertThat(cursor.firstLong()).as(bucket).isEqualTo(first.bits());
      assertThat(cursor.lastLong()).as(bucket).isEqualTo(last.bits());
      assertThat(cursor.mean()).as(bucket).isNaN();
      return;
    }
    List<Number> numbers =
        readings.stream().map(reading -> ExactMath.number(kind, reading.bits())).toList();
    Number min = numbers.stream().min(ExactMath::compare).orElseThrow();
    Number max = numbers.stream().max(ExactMath::compare).orElseThrow();
    double largest = Math.max(Math.abs(min.doubleValue()), Math.abs(max.doubleValue()));
    assertThat(cursor.min() + 0.0).as(bucket).isEqualTo(min.doubleValue() + 0.0);
    assertThat(cursor.max() + 0.0).as(bucket).isEqualTo(max.doubleValue() + 0.0);
    assertThat(cursor.first()).as(bucket).isEqualTo(numbers.get(0).doubleValue());
    assertThat(cursor.last()).as(bucket).isEqualTo(numbers.get(numbers.size() - 1).doubleValue());
    near(bucket, "mean", cursor.mean(), ExactMath.mean(numbers), largest);
    sum(bucket, cursor.sum(), numbers, largest * numbers.size());
    if (kind != Kind.DOUBLE) {
      assertThat(cursor.minLong()).as(bucket).isEqualTo(min.longValue());
      assertThat(cursor.maxLong()).as(bucket).isEqualTo(max.longValue());
      assertThat(cursor.firstLong()).as(bucket).isEqualTo(first.bits());
      assertThat(cursor.lastLong()).as(bucket).isEqualTo(last.bits());
    }
  }

  private static void sum(String bucket, double actual, List<Number> numbers, double largest) {
    double mean = ExactMath.mean(numbers);
    if (!Double.isFinite(mean)) {
      near(bucket, "sum", actual, mean, largest);
      return;
    }
    BigDecimal exact = ExactMath.sum(numbers);
    // A sum so near the largest double may overflow or not.
    if (Math.abs(exact.doubleValue()) < Double.MAX_VALUE / 2) {
      near(bucket, "sum", actual, exact.doubleValue(), largest);
    }
  }

  private static void near(
      String bucket, String name, double actual, double expected, double largest) {
    boolean same = actual == expected || Double.isNaN(actual) && Double.isNaN(expected);
    assertThat(same || Math.abs(actual - expected) <= TOLERANCE * largest + Double.MIN_VALUE)
        .as("%s: %s is %s, should be %s", bucket, name, actual, expected)
        .isTrue();
  }

  private List<OracleReading> held(int device, int channel, long from, long to) {
    return model.readings(device, channel, Long.MAX_VALUE).stream()
        .filter(reading -> reading.time() >= from && (reading.time() < to || to == Long.MAX_VALUE))
        .toList();
  }

  private String name(int channel) {
    return telemetry.channels().get(channel).name();
  }

  private Kind kind(int channel) {
    return telemetry.channels().get(channel).kind();
  }
}
