package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.codec.BlockEncoder;
import io.telltale.core.internal.codec.TimeDecoder;
import io.telltale.core.internal.codec.TimeEncoding;
import io.telltale.core.internal.codec.ValueDecoder;
import io.telltale.core.internal.codec.ValueEncoding;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A reading in sealing and reading full blocks, choice of the encoding included: each encoding of
 * times with one of values.
 */
public class BlockBenchmark extends MeasuredByTurns {
  private static final int N = BlockBuffer.CAPACITY;
  private static final int BLOCKS = 32;
  private static final long SEED = 42;
  private static final long STEP_NS = 10_000_000_000L;
  private static final int JITTER_NS = 40_000;

  /** Times and values such that the encoder chooses these encodings. */
  public enum Encoding {
    /** Evenly spaced, one value. */
    REGULAR_CONSTANT(TimeEncoding.REGULAR, ValueEncoding.CONSTANT),
    /** A period with jitter, a temperature with two decimals. */
    LINE_ALP(TimeEncoding.LINE, ValueEncoding.ALP),
    /** A clock that drifts, a counter. */
    DELTA_INTEGER(TimeEncoding.DELTA, ValueEncoding.INTEGER),
    /** Evenly spaced, random bits. */
    REGULAR_RAW(TimeEncoding.REGULAR, ValueEncoding.RAW);

    private final TimeEncoding times;
    private final ValueEncoding values;

    Encoding(TimeEncoding times, ValueEncoding values) {
      this.times = times;
      this.values = values;
    }
  }

  /** How blocks are written. */
  @Param public Encoding encoding;

  private final BlockEncoder encoder = new BlockEncoder();
  private final TimeDecoder timeDecoder = new TimeDecoder();
  private final ValueDecoder valueDecoder = new ValueDecoder();
  private final long[][] times = new long[BLOCKS][N];
  private final long[][] values = new long[BLOCKS][N];
  private final long[][] words = new long[BLOCKS][];
  private final int[] timeWords = new int[BLOCKS];
  private final int[] valueWords = new int[BLOCKS];
  private final long[] decodedTimes = new long[N];
  private final long[] decodedValues = new long[N];
  private final long[] copy = new long[2 * N];
  private Kind kind;

  /** Draws the blocks and encodes them once. */
  @Setup(Level.Trial)
  public void draw() {
    Random random = new Random(SEED);
    kind = encoding.values == ValueEncoding.INTEGER ? Kind.LONG : Kind.DOUBLE;
    for (int block = 0; block < BLOCKS; block++) {
      drawTimes(times[block], random);
      drawValues(values[block], random);
      encoder.encode(times[block], values[block], N, kind);
      boolean chosen =
          encoder.timeEncoding() == encoding.times && encoder.valueEncoding() == encoding.values;
      SelfCheck.require(
          chosen, encoding.toString(), encoder.timeEncoding() + "_" + encoder.valueEncoding());
      LongBuffer bytes = encoder.bytes().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
      words[block] = new long[bytes.remaining()];
      bytes.get(words[block]);
      timeWords[block] = encoder.timeWords();
      valueWords[block] = encoder.valueWords();
    }
  }

  private void drawTimes(long[] into, Random random) {
    for (int i = 0; i < N; i++) {
      long before = i == 0 ? 0 : into[i - 1];
      into[i] =
          switch (encoding.times) {
            case REGULAR -> i * STEP_NS;
            case LINE -> i * STEP_NS + random.nextInt(JITTER_NS);
            case DELTA -> before + STEP_NS + random.nextInt(1000);
            default -> throw new AssertionError(encoding);
          };
    }
  }

  private void drawValues(long[] into, Random random) {
    double temperature = 21.5;
    long counter = 1_000_000;
    for (int i = 0; i < N; i++) {
      temperature += 0.1 * random.nextGaussian();
      counter += random.nextInt(50);
      into[i] =
          switch (encoding.values) {
            case CONSTANT -> Double.doubleToRawLongBits(21.5);
            case ALP -> Double.doubleToRawLongBits(Math.rint(temperature * 100) / 100);
            case INTEGER -> counter;
            case RAW -> random.nextLong();
            default -> throw new AssertionError(encoding);
          };
    }
  }

  /** Chooses encodings, writes and sums up, as sealing does. */
  @Benchmark
  public int encode(Turns turns) {
    int sum = 0;
    turns.begin();
    for (int block = 0; block < BLOCKS; block++) {
      encoder.encode(times[block], values[block], N, kind);
      sum += encoder.timeChecksum() + encoder.valueChecksum();
    }
    turns.measured(BLOCKS * N);
    copyAll();
    turns.baseline(BLOCKS * N);
    return sum;
  }

  /** Reads. */
  @Benchmark
  public long decode(Turns turns) {
    long sum = 0;
    turns.begin();
    for (int block = 0; block < BLOCKS; block++) {
      boolean decoded = decode(block);
      sum += decoded ? decodedTimes[N - 1] : 0;
    }
    turns.measured(BLOCKS * N);
    copyAll();
    turns.baseline(BLOCKS * N);
    long expected = 0;
    for (int block = 0; block < BLOCKS; block++) {
      expected += times[block][N - 1];
    }
    SelfCheck.require(sum == expected, "decoding", sum);
    return sum;
  }

  private boolean decode(int block) {
    int timesEnd = timeWords[block];
    long[] from = words[block];
    long[] ofBlock = times[block];
    return timeDecoder.decode(
            encoding.times, from, 0, timesEnd, ofBlock[0], ofBlock[N - 1], N, decodedTimes)
        && valueDecoder.decode(
            encoding.values, from, timesEnd, valueWords[block], N, decodedValues);
  }

  private void copyAll() {
    for (int block = 0; block < BLOCKS; block++) {
      System.arraycopy(times[block], 0, copy, 0, N);
      System.arraycopy(values[block], 0, copy, N, N);
    }
  }
}
