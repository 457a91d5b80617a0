package io.telltale.core.internal.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads series of values from the files of a folder with real telemetry. */
final class DataSets {
  /** Values that grow. */
  private static final class Column {
    private double[] values = new double[1024];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    double[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  private final Path folder;

  DataSets(Path folder) {
    this.folder = folder;
  }

  /** Each file's values. */
  Map<String, double[]> anomalyBenchmark() throws IOException {
    Map<String, Column> series = new LinkedHashMap<>();
    fromZip("nab-data.zip", "data/", ".csv", -1, 1, series);
    return toArrays(series);
  }

  /** Each person's heart rate. */
  Map<String, double[]> heartRate() throws IOException {
    Map<String, Column> series = new LinkedHashMap<>();
    fromZip("small-home-wear.zip", "heartrate/", ".csv", 0, 2, series);
    return toArrays(series);
  }

  /** Each person's glucose. */
  Map<String, double[]> glucose() throws IOException {
    Map<String, Column> series = new LinkedHashMap<>();
    fromZip("cgm.zip", "example_data_", ".csv", 0, 2, series);
    return toArrays(series);
  }

  /** Columns of papers about floating-point compression, each on its own. */
  Map<String, double[]> papers() throws IOException {
    Map<String, Column> series = new LinkedHashMap<>();
    fromZip("floats.zip", "elf/", ".csv", -1, 0, series);
    return toArrays(series);
  }

  /** Each field of each truck, in the order of time. */
  Map<String, double[]> trucks() throws IOException {
    Map<String, TreeMap<Long, Double>> series = new LinkedHashMap<>();
    try (BufferedReader lines =
        reader(
            new GZIPInputStream(
                Files.newInputStream(folder.resolve("tsbs-iot-s10-1d-10s.lp.gz"))))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        String name = parts[0].replaceAll("^([^,]*).*?(,name=[^,]*)?(,.*)?$", "$1$2");
        for (String field : parts[1].split(",")) {
          int equals = field.indexOf('=');
          series
              .computeIfAbsent(name + " " + field.substring(0, equals), key -> new TreeMap<>())
              .put(Long.valueOf(parts[2]), number(field.substring(equals + 1)));
        }
      }
    }
    Map<String, double[]> arrays = new LinkedHashMap<>();
    series.forEach(
        (name, values) ->
            arrays.put(name, values.values().stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  private static double number(String text) {
    return Double.parseDouble(text.endsWith("i") ? text.substring(0, text.length() - 1) : text);
  }

  private static Map<String, double[]> toArrays(Map<String, Column> series) {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    series.forEach((name, column) -> arrays.put(name, column.toArray()));
    return arrays;
  }

  private void fromZip(
      String file, String prefix, String suffix, int key, int value, Map<String, Column> into)
      throws IOException {
    try (ZipFile zip = new ZipFile(folder.resolve(file).toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().startsWith(prefix) && entry.getName().endsWith(suffix)) {
          try (BufferedReader lines = reader(zip.getInputStream(entry))) {
            fromLines(lines, entry.getName(), key, value, into);
          }
        }
      }
    }
  }

  private static void fromLines(
      BufferedReader lines, String name, int key, int value, Map<String, Column> into)
      throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] cells = line.split(",");
      if (cells.length <= Math.max(key, value)) {
        continue;
      }
      String series = key < 0 ? name : name + " " + cells[key];
      try {
        double number = Double.parseDouble(cells[value].trim());
        into.computeIfAbsent(series, absent -> new Column()).add(number);
      } catch (NumberFormatException e) {
        continue; // the line of the names, or a cell without a value
      }
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }
}
