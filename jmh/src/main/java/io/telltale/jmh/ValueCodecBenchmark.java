package io.telltale.jmh;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.codec.ValueDecoder;
import io.telltale.core.internal.codec.ValueEncoder;
import io.telltale.core.internal.codec.ValueEncoding;
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

/** Time of a value in encoding and decoding a full block, choice of the encoding included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ValueCodecBenchmark {
  private static final int N = BlockBuffer.CAPACITY;
  private static final long SEED = 42;

  /** How the block is written; the values are such that the encoder chooses it. */
  @Param({"CONSTANT", "ALP", "INTEGER", "RAW"})
  public ValueEncoding encoding;

  private final ValueEncoder encoder = new ValueEncoder();
  private final long[] values = new long[N];
  private final long[] decoded = new long[N];
  private Kind kind;
  private long[] column;
  private int words;

  /** Draws the values and encodes them once. */
  @Setup
  public void draw() {
    Random random = new Random(SEED);
    kind = encoding == ValueEncoding.INTEGER ? Kind.LONG : Kind.DOUBLE;
    double temperature = 21.5;
    long counter = 1_000_000;
    for (int i = 0; i < N; i++) {
      temperature += 0.1 * random.nextGaussian();
      counter += random.nextInt(50);
      values[i] =
          switch (encoding) {
            case CONSTANT -> Double.doubleToRawLongBits(21.5);
            case ALP -> Double.doubleToRawLongBits(Math.rint(temperature * 100) / 100);
            case INTEGER -> counter;
            case RAW -> Double.doubleToRawLongBits(random.nextDouble());
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
    encoder.encode(values, N, kind);
    return encoder.words();
  }

  /**
   * Reads.
   *
   * @return the values
   */
  @Benchmark
  @OperationsPerInvocation(N)
  public long[] decode() {
    if (!ValueDecoder.decode(encoding, column, 0, words, N, decoded)) {
      throw new IllegalStateException("not decoded");
    }
    return decoded;
  }
}
