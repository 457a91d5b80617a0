package io.telltale.core.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.TimeEncoding;
import io.telltale.core.internal.codec.ValueEncoding;
import io.telltale.core.internal.io.SystemFileOps;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens a segment that an earlier build wrote and compares it with the formulas below. When the
 * format changes before it is frozen, {@code -Dtelltale.golden.write=DIRECTORY} writes the file
 * anew.
 */
class SegmentGoldenTest {
  private static final String GOLDEN = "/format/v0/segment.seg";
  private static final long SECOND = 1_000_000_000L;

  /** Readings of a block that is too small for strips, and of one that has some. */
  private static final int FEW = 300;

  private static final int FULL = 1024;

  @TempDir private Path directory;

  @Test
  void theGoldenSegmentReadsAsItWasWritten() throws Exception {
    SegmentModel model = formula();
    String target = System.getProperty("telltale.golden.write");
    if (target != null) {
      model.write(SystemFileOps.INSTANCE, Path.of(target).resolve("segment.seg"), 1000, 2000);
    }
    Path file = directory.resolve("segment.seg");
    try (InputStream golden = SegmentGoldenTest.class.getResourceAsStream(GOLDEN)) {
      Files.copy(golden, file);
    }
    try (SegmentReader reader =
        SegmentReader.open(SystemFileOps.INSTANCE, file, SegmentModel.STORE)) {
      model.assertEqualTo(reader);
      assertThat(reader.firstPosition()).isEqualTo(1000);
      assertThat(reader.lastPosition()).isEqualTo(2000);
      Set<TimeEncoding> times = EnumSet.noneOf(TimeEncoding.class);
      Set<ValueEncoding> values = EnumSet.noneOf(ValueEncoding.class);
      int stripped = 0;
      for (int block = 0; block < reader.blockCount(); block++) {
        times.add(reader.timeEncoding(block));
        values.add(reader.valueEncoding(block));
        stripped += reader.stripBytes(block) > 0 ? 1 : 0;
      }
      assertThat(stripped).isEqualTo(4);
      assertThat(times).isEqualTo(EnumSet.allOf(TimeEncoding.class));
      assertThat(values).isEqualTo(EnumSet.allOf(ValueEncoding.class));
      List<Exception> damages = new ArrayList<>();
      reader.verify(damages::add);
      assertThat(damages).isEmpty();
    }
  }

  private interface Formula {
    long at(int i);
  }

  private static SegmentModel formula() {
    long start = 1_700_000_000L * SECOND;
    SegmentModel model = new SegmentModel();
    Formula regular = i -> start + i * 10 * SECOND;
    Formula jittered = i -> start + i * 10 * SECOND + ((long) i * i * 31 % 211) * 1_000_000;
    Formula gaps = i -> start + (i + i / 50 * 3600L) * SECOND;
    Formula scattered = i -> start + ((long) i * i * 131_071 << 21) + (i * 7919L * 7919 % 999_983);
    Formula decimal = i -> bits((200 + i * 31 % 97) / 10.0);
    Formula special = i -> i % 40 == 7 ? 0x7ff8_0000_0000_0001L + i : bits((i % 11 - 5) / 100.0);
    Formula large = i -> bits(90_000_000 + i * 12_345 % 1_000_003 / 1000.0);
    Formula irrational = i -> bits(Math.sqrt(i + 2));
    Formula noise = i -> i * 0x9E37_79B9_7F4A_7C15L ^ i * 0x1234_5678_9ABC_DEF1L >>> 7;
    Formula signs = i -> bits(Math.sqrt(i + 2) * (i * 7919 % 3 - 1.5));
    Formula walk = i -> bits((2000 + i * 3 + i * 31 % 7) / 100.0);
    Formula few = i -> bits(Math.sqrt(2 + i * 31 % 19));
    Formula rare = i -> (1L << 61) * i + i * i * i * 0x1234_5678_9ABL;
    Formula drift = i -> start + i * 7 * SECOND + i * (i + 1L) / 2 * 999_983 + i * 31 % 7;
    add(model, 11, 0, 0, Kind.DOUBLE, regular, decimal);
    add(model, 12, 1, 0, Kind.DOUBLE, jittered, special);
    add(model, 13, 2, 0, Kind.DOUBLE, gaps, large);
    add(model, 9, 0, 1, Kind.DOUBLE, scattered, irrational);
    add(model, 8, 0, 2, Kind.LONG, regular, i -> Long.MIN_VALUE + i * i);
    add(model, 7, 0, 3, Kind.BOOLEAN, regular, i -> i / 100 % 2);
    add(model, 6, 0, 4, Kind.STATE, gaps, i -> 3);
    add(model, 5, 0, 5, Kind.LONG, drift, noise);
    add(model, 4, 0, 6, Kind.DOUBLE, jittered, signs);
    add(model, 3, 0, 7, Kind.DOUBLE, drift, walk);
    add(model, 2, 0, 8, Kind.DOUBLE, jittered, few);
    add(model, 1, 3, 8, 4, FEW, Kind.DOUBLE, rare, signs);
    Formula fine = i -> start + i * 10 * SECOND + (long) i * i * 7919 % 399_989 * 997;
    Formula steps = i -> bits((2000 + i * 3 + i * 7919 % 311) / 100.0);
    Formula whole = i -> i * 7919 % 2003 - 900;
    add(model, 21, 0, 9, 1000, FULL, Kind.DOUBLE, fine, steps);
    add(model, 22, 1, 9, 1000, FULL, Kind.DOUBLE, fine, decimal);
    add(model, 23, 2, 9, 1000, FULL, Kind.DOUBLE, fine, signs);
    add(model, 24, 0, 10, 1000, FULL, Kind.LONG, fine, whole);
    return model;
  }

  private static void add(
      SegmentModel model,
      int series,
      int device,
      int channel,
      Kind kind,
      Formula times,
      Formula values) {
    add(model, series, device, channel, 500, FEW, kind, times, values);
  }

  private static void add(
      SegmentModel model,
      int series,
      int device,
      int channel,
      int readings,
      int most,
      Kind kind,
      Formula times,
      Formula values) {
    List<SegmentModel.Block> blocks = new ArrayList<>();
    for (int from = 0; from < readings; from += most) {
      int n = Math.min(most, readings - from);
      long[] t = new long[n];
      long[] v = new long[n];
      for (int i = 0; i < n; i++) {
        t[i] = times.at(from + i);
        v[i] = values.at(from + i);
      }
      blocks.add(new SegmentModel.Block(t, v));
    }
    model.series.add(new SegmentModel.Series(series, device, channel, kind, blocks));
  }

  /** Double.doubleToRawLongBits, of exact arithmetic or of a square root: the same everywhere. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
