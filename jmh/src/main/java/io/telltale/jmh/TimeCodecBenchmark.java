package io.telltale.jmh;

import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.codec.TimeDecoder;
import io.telltale.core.internal.codec.TimeEncoder;
import io.telltale.core.internal.codec.TimeEncoding;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time of a time stamp in encoding and decoding a full block, choice of the encoding included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TimeCodecBenchmark {
  private static final int N = BlockBuffer.CAPACITY;
  private static final long SEED = 42;
  private static final long STEP_NS = 10_000_000_000L;
  private static final int JITTER_NS = 40_000;

  /** How the block is written; the times are such that the encoder chooses it. */
  @Param({"REGULAR", "LINE", "DELTA", "RAW"})
  public TimeEncoding encoding;

  private final TimeEncoder encoder = new TimeEncoder();
  private final long[] times = new long[N];
  private final long[] decoded = new long[N];
  private long[] column;
  private int words;

  /** Draws the times and encodes them once. */
  @Setup
  public void draw() {
    Random random = new Random(SEED);
    for (int i = 0; i < N; i++) {
      long before = i == 0 ? 0 : times[i - 1];
      times[i] =
          switch (encoding) {
            case REGULAR -> i * STEP_NS;
            case LINE -> i * STEP_NS + random.nextInt(JITTER_NS);
            case DELTA -> before + STEP_NS + random.nextInt(1000);
            case RAW -> before + 1 + (random.nextLong() >>> 12);
          };
    }
    encode();
    if (encoder.encoding() != encoding) {
      throw new IllegalStateException("written as " + encoder.encoding() + ", not " + encoding);
    }
    words = encoder.words();
    column = encoder.column().clone();
  }

  /**
   * Chooses an encoding and writes.
   *
   * @return words of the column
   */
  @Benchmark
  @OperationsPerInvocation(N)
  public int encode() {
    encoder.encode(times, N);
    return encoder.words();
  }

  /**
   * Reads.
   *
   * @return the times
   */
  @Benchmark
  @OperationsPerInvocation(N)
  public long[] decode() {
    if (!TimeDecoder.decode(encoding, column, 0, words, times[0], times[N - 1], N, decoded)) {
      throw new IllegalStateException("not decoded");
    }
    return decoded;
  }
}
