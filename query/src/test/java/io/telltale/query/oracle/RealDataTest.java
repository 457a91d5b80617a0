package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.telltale.core.Channel;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ImportResult;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LineProtocolImporter;
import io.telltale.query.Condition;
import io.telltale.query.Extent;
import io.telltale.query.Rule;
import io.telltale.query.Selector;
import io.telltale.query.WindowQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engine and oracle on the labelled series of the Numenta Anomaly Benchmark as line protocol.
 * Skipped unless the system property {@code telltale.data} names a folder that holds {@code
 * nab.lp.gz}.
 */
class RealDataTest {
  private static final String FOLDER = "telltale.data";
  private static final String CHANNEL = "nab.value";
  private static final int SERIES = 58;
  private static final int READINGS = 365_509;
  private static final double[] QUANTILES = {0.01, 0.25, 0.5, 0.9, 0.99, 1};

  @TempDir Path directory;

  private final Map<String, Integer> devices = new LinkedHashMap<>();
  private final OracleStore model = new OracleStore(DuplicatePolicy.LAST_ARRIVED);
  private int windows;

  @Test
  void shouldFindTheOraclesWindowsInEverySeries() throws IOException {
    String folder = System.getProperty(FOLDER);
    assumeTrue(folder != null && !folder.isEmpty(), "no -D" + FOLDER);
    Path file = Path.of(folder, "nab.lp.gz");
    assumeTrue(Files.exists(file), "no " + file);
    read(file);
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      LineOptions options = LineOptions.defaults().withDeviceTag("file");
      ImportResult result = new LineProtocolImporter(store, options).importFile(file);
      assertThat(result.readings()).isEqualTo(model.appended());
      store.awaitIndexed(result.position());
      compareAll(store);
      store.seal();
      compareAll(store);
    }
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      assertThat(store.devices().count()).isEqualTo(SERIES);
      assertThat(store.stats().readings()).isEqualTo(READINGS).isEqualTo(model.count());
      compareAll(store);
    }
    assertThat(windows).isGreaterThan(SERIES * QUANTILES.length);
  }

  /** Lines are {@code nab,group=G,file=F value=V T}: no escapes, one field. */
  private void read(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        String serial = parts[0].substring(parts[0].indexOf(",file=") + ",file=".length());
        int device = devices.computeIfAbsent(serial, key -> devices.size());
        double value = Double.parseDouble(parts[1].substring("value=".length()));
        model.append(device, 0, Long.parseLong(parts[2]), Double.doubleToRawLongBits(value));
      }
    }
  }

  private void compareAll(TelemetryStore store) {
    Channel registered = store.channels().find(CHANNEL);
    OracleChannel channel = new OracleChannel(registered, List.of());
    long now = model.newest();
    devices.forEach(
        (serial, number) -> {
          List<OracleReading> readings = model.readings(number, 0, now);
          int device = store.devices().find(serial);
          for (Rule rule : rules(readings)) {
            List<OracleWindow> expected =
                WindowOracle.answer(rule, fleet(channel, device, readings), now).windows();
            WindowQuery query =
                WindowQuery.prepare(store, rule.where(new Selector.Equal("device", serial)));
            List<OracleWindow> actual =
                EngineRun.windows(query, Long.MIN_VALUE, Long.MAX_VALUE, Extent.FULL);
            assertThat(OracleWindow.allMatch(expected, actual))
                .as("%s %s: oracle %s, engine %s", serial, rule, expected, actual)
                .isTrue();
            windows += expected.size();
          }
        });
  }

  private static OracleFleet fleet(
      OracleChannel channel, int device, List<OracleReading> readings) {
    OracleDevice only =
        new OracleDevice(device, "", Map.of(), Map.of(CHANNEL, readings), Long.MIN_VALUE);
    return new OracleFleet(Map.of(CHANNEL, channel), List.of(only));
  }

  private static List<Rule> rules(List<OracleReading> readings) {
    double[] sorted =
        readings.stream().mapToDouble(r -> Double.longBitsToDouble(r.bits())).sorted().toArray();
    List<Rule> rules = new ArrayList<>();
    for (double quantile : QUANTILES) {
      double limit = sorted[(int) Math.round(quantile * (sorted.length - 1))];
      rules.add(Rule.when(Condition.above(CHANNEL, limit)));
      rules.add(
          Rule.when(Condition.atLeast(CHANNEL, limit))
              .stale(Duration.ofMinutes(15))
              .bridge(Duration.ofMinutes(30))
              .atLeastFor(Duration.ofMinutes(20)));
      rules.add(Rule.when(Condition.below(CHANNEL, limit)).stale(Duration.ofMinutes(5)));
    }
    rules.add(Rule.when(Condition.silent(CHANNEL, Duration.ofMinutes(5))));
    return rules;
  }
}
