package io.telltale.core.internal.codec;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.Kind;
import io.telltale.core.testkit.HotPathCoverage;
import java.util.Random;

/** Cases for the codec: each encoding of times and values, there and back. */
public final class CodecHotPaths {
  private static final int ITERATIONS = 20;
  private static final int N = BlockBuffer.CAPACITY;

  private final BlockEncoder encoder = new BlockEncoder();
  private final BlockBuffer buffer = new BlockBuffer();
  private final AlpEncoder alp = new AlpEncoder();
  private final PackedEncoder packer = new PackedEncoder();
  private final long[] words = new long[2 * N];
  private final long[] into = new long[N];
  private final long[] small = new long[N];
  private final long[] decimals = new long[N];
  private final long[][] times = new long[4][N];
  private final long[][] doubles = new long[3][N];
  private final long[][] longs = new long[2][N];
  private long sink;

  private CodecHotPaths() {
    Random random = new Random(5);
    long delta = 0;
    for (int i = 0; i < N; i++) {
      delta += 1_000_000L * (1 + random.nextInt(i % 50 == 0 ? 10_000 : 10));
      times[0][i] = i * 1_000_000_000L;
      times[1][i] = i * 1_000_000_000L + random.nextInt(1000);
      times[2][i] = delta;
      times[3][i] = (i == 0 ? Long.MIN_VALUE : times[3][i - 1]) + 1 + (random.nextLong() >>> 11);
      small[i] = random.nextInt(100);
      decimals[i] = bits(random.nextInt(1000) / 10.0);
      doubles[0][i] = bits(21.5);
      doubles[1][i] = i % 100 == 3 ? bits(Double.NaN) : decimals[i];
      doubles[2][i] = bits(random.nextDouble());
      longs[0][i] = i % 200 == 7 ? Long.MAX_VALUE : small[i];
      longs[1][i] = random.nextLong();
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
        methods(TimeEncoder.class, "encode"),
        methods(TimeDecoder.class, "decode"),
        methods(ValueEncoder.class, "encode"),
        methods(ValueDecoder.class, "decode"),
        methods(BlockBuffer.class, "bytes", "checksum", "bytesToWords"));
    coverage.add(
        "decimals as integers",
        paths::decimals,
        ITERATIONS,
        methods(AlpEncoder.class, "plan", "write"),
        methods(AlpScale.class, "toDoubles"));
    coverage.add(
        "packed integers with exceptions",
        paths::packed,
        ITERATIONS,
        methods(PackedEncoder.class, "plan", "write"),
        methods(PackedDecoder.class, "patch"),
        methods(BitPacking.class, "pack", "unpack"));
  }

  private void blocks() {
    for (long[] t : times) {
      block(t, doubles[0], Kind.DOUBLE);
    }
    for (long[] v : doubles) {
      block(times[0], v, Kind.DOUBLE);
    }
    for (long[] v : longs) {
      block(times[0], v, Kind.LONG);
    }
  }

  private void block(long[] t, long[] v, Kind kind) {
    encoder.encode(t, v, N, kind);
    int timeWords = encoder.timeWords();
    int valueWords = encoder.valueWords();
    buffer.bytes(timeWords + valueWords).put(encoder.bytes());
    if (buffer.checksum(0, timeWords) != encoder.timeChecksum()
        || buffer.checksum(timeWords, valueWords) != encoder.valueChecksum()) {
      throw new AssertionError("checksums differ");
    }
    buffer.bytesToWords(timeWords + valueWords);
    boolean decoded =
        TimeDecoder.decode(
                encoder.timeEncoding(), buffer.words(), 0, timeWords, t[0], t[N - 1], N, into)
            && ValueDecoder.decode(
                encoder.valueEncoding(), buffer.words(), timeWords, valueWords, N, buffer.values);
    if (!decoded) {
      throw new AssertionError("not decoded: " + encoder.timeEncoding());
    }
  }

  private void decimals() {
    sink += alp.plan(doubles[1], N);
    alp.write(doubles[1], words);
    System.arraycopy(small, 0, into, 0, N);
    AlpScale.toDoubles(into, N, 0, 7, 14, 13);
    System.arraycopy(small, 0, into, 0, N);
    AlpScale.toDoubles(into, N, 0, 7, 1, PackedLayout.FACTOR_DIVIDE);
  }

  private void packed() {
    int length = packer.plan(longs[0], N, PackedLayout.INTEGER_HEADER_WORDS, null, 0);
    packer.write(longs[0], longs[0], null, 0, 0, words);
    int exceptions = PackedLayout.exceptions(words[PackedLayout.HEAD_WORD]);
    int at = length - PackedLayout.exceptionWords(exceptions);
    if (exceptions == 0 || !PackedDecoder.patch(words, at, exceptions, N, into)) {
      throw new AssertionError("exceptions=" + exceptions);
    }
    BitPacking.pack(small, N, 7, 0, words, 0);
    BitPacking.unpack(words, 0, N, 7, 0, into);
    sink += into[5];
  }
}
