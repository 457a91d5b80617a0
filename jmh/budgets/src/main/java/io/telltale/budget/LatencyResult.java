package io.telltale.budget;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;

/**
 * All latencies of an iteration, or of several. JMH carries it from the measuring process to the
 * one that checks, in the histogram's own encoding.
 */
final class LatencyResult extends Result<LatencyResult> {
  static final String LABEL = "latency";

  private static final long serialVersionUID = 1L;
  private static final int POINTS_PER_HALVING = 5;

  private final byte[] encoded;

  private LatencyResult(Histogram histogram, byte[] encoded) {
    super(
        ResultRole.SECONDARY,
        LABEL,
        of(histogram.getValueAtPercentile(50)),
        "ns",
        AggregationPolicy.AVG);
    this.encoded = encoded;
  }

  static LatencyResult of(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    byte[] encoded = new byte[length];
    buffer.flip().get(encoded);
    return new LatencyResult(histogram, encoded);
  }

  Histogram histogram() {
    try {
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
    } catch (DataFormatException e) {
      throw new IllegalStateException("a histogram that was encoded here cannot be decoded", e);
    }
  }

  List<CurvePoint> curve() {
    List<CurvePoint> points = new ArrayList<>();
    for (HistogramIterationValue value : histogram().percentiles(POINTS_PER_HALVING)) {
      points.add(new CurvePoint(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo()));
    }
    return points;
  }

  @Override
  protected Aggregator<LatencyResult> getThreadAggregator() {
    return LatencyResult::sum;
  }

  @Override
  protected Aggregator<LatencyResult> getIterationAggregator() {
    return LatencyResult::sum;
  }

  private static LatencyResult sum(Collection<LatencyResult> results) {
    Histogram sum = null;
    for (LatencyResult result : results) {
      Histogram one = result.histogram();
      if (sum == null) {
        sum = one;
      } else {
        sum.add(one);
      }
    }
    return of(sum);
  }

  @Override
  public String extendedInfo() {
    Histogram all = histogram();
    return "p50 "
        + all.getValueAtPercentile(50)
        + " ns, p99 "
        + all.getValueAtPercentile(99)
        + " ns, p99.9 "
        + all.getValueAtPercentile(99.9)
        + " ns, max "
        + all.getMaxValue()
        + " ns";
  }
}
