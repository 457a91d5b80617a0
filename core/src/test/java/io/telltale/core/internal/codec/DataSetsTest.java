package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.telltale.core.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How many bits a value of real telemetry takes, in blocks of 1,024, heads included; each block is
 * decoded and compared bit for bit. Skipped unless the system property {@code telltale.data} names
 * a folder with the files that {@link DataSets} reads.
 */
class DataSetsTest {
  private static final String FOLDER = "telltale.data";

  private final ValueEncoder encoder = new ValueEncoder();
  private final ValueDecoder decoder = new ValueDecoder();
  private final long[] block = new long[BlockBuffer.CAPACITY];
  private final long[] back = new long[BlockBuffer.CAPACITY];
  private final Map<ValueEncoding, Integer> chosen = new EnumMap<>(ValueEncoding.class);
  private DataSets data;

  @BeforeEach
  void findData() {
    String folder = System.getProperty(FOLDER);
    assumeTrue(folder != null && !folder.isEmpty(), "no -D" + FOLDER);
    assumeTrue(Files.exists(Path.of(folder, "floats.zip")), "no floats.zip in " + folder);
    data = new DataSets(Path.of(folder));
  }

  @Test
  void anomalyBenchmark() throws IOException {
    assertThat(bitsOfAll("anomaly benchmark", data.anomalyBenchmark())).isLessThanOrEqualTo(16.0);
  }

  @Test
  void heartRate() throws IOException {
    assertThat(bitsOfAll("heart rate", data.heartRate())).isLessThanOrEqualTo(4.0);
  }

  @Test
  void glucose() throws IOException {
    assertThat(bitsOfAll("glucose", data.glucose())).isLessThanOrEqualTo(5.2);
  }

  @Test
  void trucks() throws IOException {
    assertThat(bitsOfAll("trucks", data.trucks())).isLessThanOrEqualTo(3.9);
  }

  @Test
  void columnsOfPapers() throws IOException {
    Map<String, double[]> columns = data.papers();
    assertThat(columns).hasSize(22);
    double sum = 0;
    for (Map.Entry<String, double[]> column : columns.entrySet()) {
      double bits = (double) bits(column.getValue()) / column.getValue().length;
      report(column.getKey(), bits);
      assertThat(bits).as(column.getKey()).isLessThanOrEqualTo(64 * 1.01);
      sum += bits;
    }
    report("mean of the columns", sum / columns.size());
    assertThat(sum / columns.size()).isLessThanOrEqualTo(19.0);
  }

  private double bitsOfAll(String name, Map<String, double[]> series) {
    assertThat(series).isNotEmpty();
    long bits = 0;
    long values = 0;
    for (double[] one : series.values()) {
      bits += bits(one);
      values += one.length;
    }
    report(name + ", " + series.size() + " series, " + values + " values", (double) bits / values);
    return (double) bits / values;
  }

  private void report(String what, double bits) {
    System.out.printf("%-50s %6.2f bits a value, blocks %s%n", what, bits, chosen);
    chosen.clear();
  }

  private long bits(double[] values) {
    long words = 0;
    for (int from = 0; from < values.length; from += block.length) {
      int n = Math.min(block.length, values.length - from);
      for (int i = 0; i < n; i++) {
        block[i] = Double.doubleToRawLongBits(values[from + i]);
      }
      encoder.encode(block, n, Kind.DOUBLE);
      assertThat(encoder.words()).isLessThanOrEqualTo(n);
      words += encoder.words();
      chosen.merge(encoder.encoding(), 1, Integer::sum);
      ValueEncoding encoding = encoder.encoding();
      assertThat(decoder.decode(encoding, encoder.column(), 0, encoder.words(), n, back)).isTrue();
      for (int i = 0; i < n; i++) {
        if (back[i] != block[i]) {
          throw new AssertionError(encoding + " gave another value at " + (from + i));
        }
      }
    }
    return words * Long.SIZE;
  }
}
