package io.telltale.core.internal.codec;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.Kind;
import io.telltale.core.testkit.HotPathCoverage;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** Cases for the codec: each encoding of times and values, there and back. */
public final class CodecHotPaths {
  private static final int ITERATIONS = 20;
  private static final int N = BlockBuffer.CAPACITY;
  private static final int TIME_ENCODINGS = TimeEncoding.values().length;
  private static final int VALUE_ENCODINGS = ValueEncoding.values().length;

  private final BlockEncoder encoder = new BlockEncoder();
  private final BlockBuffer buffer = new BlockBuffer();
  private final long[] into = new long[N];
  private final long[][] times = new long[4][N];
  private final long[][] doubles = new long[7][N];
  private final long[][] longs = new long[2][N];
  private final Set<TimeEncoding> timesSeen = EnumSet.noneOf(TimeEncoding.class);
  private final Set<ValueEncoding> valuesSeen = EnumSet.noneOf(ValueEncoding.class);

  private long sink;
  private long stripsSeen;

  private CodecHotPaths() {
    Random random = new Random(5);
    long delta = 0;
    for (int i = 0; i < N; i++) {
      delta += 1_000_000L * (1 + random.nextInt(i % 50 == 0 ? 10_000 : 10));
      times[0][i] = i * 1_000_000_000L;
      times[1][i] = i * 1_000_000_000L + random.nextInt(1000);
      times[2][i] = delta;
      times[3][i] = (i == 0 ? Long.MIN_VALUE : times[3][i - 1]) + 1 + (random.nextLong() >>> 11);
      double decimal = random.nextInt(1000) / 10.0;
      doubles[0][i] = bits(21.5);
      doubles[1][i] = bits(i % 100 == 3 ? Double.NaN : decimal);
      doubles[2][i] = random.nextLong();
      doubles[3][i] = bits(random.nextGaussian());
      doubles[4][i] = bits(i / 100);
      doubles[5][i] = bits(Math.sqrt(2 + random.nextInt(9)));
      doubles[6][i] = bits(12_345_678 + random.nextInt(1_000_000) / 1e7);
      longs[0][i] = i % 200 == 7 ? 1L << 40 : random.nextInt(100);
      longs[1][i] = i * 1000L + random.nextInt(10);
    }
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** Adds the cases. */
  public static void addTo(HotPathCoverage coverage) {
    CodecHotPaths paths = new CodecHotPaths();
    coverage.add(
        "encode and decode blocks of every encoding",
        paths::blocks,
        ITERATIONS,
        methods(BlockEncoder.class, "encode", "timeChecksum", "valueChecksum"),
        methods(BlockBuffer.class, "bytes", "checksum", "bytesToWords", "seekDecodedTimes"),
        methods(TimeSeeker.class, "open", "time", "countUpTo"),
        methods(TimeEncoder.class, "encode"),
        methods(TimeDecoder.class, "decode"),
        methods(ValueEncoder.class, "encode"),
        methods(
            ValueDecoder.class,
            "decode(ValueEncoding,long[],int,int,int,long[])",
            "decode(ValueEncoding,long[],int,int,int,int,int,StripColumn,long[])"),
        methods(StripEncoder.class, "encode"),
        methods(
            StripColumn.class,
            "open",
            "clear",
            "count",
            "start",
            "startNs",
            "lengthNs",
            "of",
            "countBefore",
            "min",
            "max",
            "sum",
            "hasEnds",
            "first",
            "last"),
        methods(PlainEncoder.class, "plan", "write"),
        methods(PlainDecoder.class, "decode"),
        methods(AlpEncoder.class, "plan", "write"),
        methods(AlpDecoder.class, "decode"),
        methods(AlpScale.class, "multiplied", "divided", "toDoubles"),
        methods(IntegerEncoder.class, "plan", "write"),
        methods(IntegerDecoder.class, "decode"),
        methods(FrontEncoder.class, "plan", "write"),
        methods(FrontDecoder.class, "decode"),
        methods(RunEncoder.class, "count", "plan", "write"),
        methods(DictionaryEncoder.class, "plan", "write"),
        methods(ShellSort.class, "sort"),
        methods(PackedEncoder.class, "plan", "write"),
        methods(
            PackedDecoder.class,
            "decode(BitReader,int,long[])",
            "decode(BitReader,int,int,int,long[])"),
        methods(BitPacking.class, "pack", "unpack"));
  }

  private void blocks() {
    for (long[] t : times) {
      block(t, doubles[0], N, Kind.DOUBLE);
    }
    for (long[] v : doubles) {
      block(times[0], v, N, Kind.DOUBLE);
    }
    for (long[] v : longs) {
      block(times[0], v, N, Kind.LONG);
    }
    block(times[3], doubles[6], 3, Kind.DOUBLE);
    if (stripsSeen == 0
        || timesSeen.size() != TIME_ENCODINGS
        || valuesSeen.size() != VALUE_ENCODINGS) {
      throw new AssertionError("only " + timesSeen + " and " + valuesSeen);
    }
  }

  private void block(long[] t, long[] v, int n, Kind kind) {
    encoder.encode(t, v, n, kind);
    timesSeen.add(encoder.timeEncoding());
    valuesSeen.add(encoder.valueEncoding());
    int timeWords = encoder.timeWords();
    int valueWords = encoder.valueWords();
    int stripWords = encoder.stripWords();
    int blockWords = timeWords + valueWords + stripWords;
    buffer.bytes(blockWords).put(encoder.bytes());
    if (buffer.checksum(0, timeWords) != encoder.timeChecksum()
        || buffer.checksum(timeWords, valueWords + stripWords) != encoder.valueChecksum()) {
      throw new AssertionError("checksums differ");
    }
    buffer.bytesToWords(blockWords);
    TimeDecoder timeDecoder = buffer.timeDecoder();
    ValueDecoder valueDecoder = buffer.valueDecoder();
    long[] column = buffer.words();
    boolean decoded =
        timeDecoder.decode(encoder.timeEncoding(), column, 0, timeWords, t[0], t[n - 1], n, into)
            && valueDecoder.decode(
                encoder.valueEncoding(), column, timeWords, valueWords, n, buffer.values)
            && strips(column, timeWords, n, t[0]);
    System.arraycopy(t, 0, buffer.times, 0, n);
    buffer.count = n;
    buffer.seekDecodedTimes();
    sink += buffer.timeSeeker().countUpTo(t[n / 2]);
    TimeSeeker seeker = buffer.timeSeeker();
    if (seeker.open(encoder.timeEncoding(), column, 0, timeWords, t[0], t[n - 1], n)) {
      sink += seeker.time(n / 2) + seeker.countUpTo(t[n / 2]);
    }
    if (!decoded) {
      throw new AssertionError("not decoded: " + encoder.timeEncoding());
    }
  }

  private boolean strips(long[] column, int timeWords, int n, long t0) {
    ValueEncoding encoding = encoder.valueEncoding();
    int valueWords = encoder.valueWords();
    int from = timeWords + valueWords;
    StripColumn strips = buffer.strips();
    strips.clear();
    if (!strips.open(encoding, column, timeWords, from, encoder.stripWords(), n, t0)) {
      return false;
    }
    for (int strip = 0; strip < strips.count(); strip++) {
      sink += strips.min(strip) + strips.max(strip) + (long) strips.sum(strip);
      sink += strips.of(strips.start(strip)) + strips.countBefore(strips.startNs(strip));
      sink += strips.hasEnds() ? strips.first(strip) + strips.last(strip) : strips.lengthNs();
      stripsSeen++;
    }
    return buffer
        .valueDecoder()
        .decode(encoding, column, timeWords, valueWords, n, n / 2, n, strips, buffer.values);
  }
}
