package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ImportResult;
import io.telltale.ingest.csv.CsvImporter;
import io.telltale.ingest.csv.CsvOptions;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LinePoints;
import io.telltale.query.text.RuleParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Texts that come in: an operation is a line, a row or a rule. The baseline reads the bytes. */
public class ParserBenchmark extends MeasuredByTurns {
  private static final int LINES = 200;
  private static final int WARM_UPS = 1_500;
  private static final int ROWS = 100;
  private static final int FIELDS = 5;

  /** Of all rules, which are few bytes: once would be too short a turn. */
  private static final int READS = 32;

  /** Journal of imports that are not indexed yet. */
  private static final int IMPORTS_TOGETHER = 64;

  private byte[] lines;
  private byte[] rows;
  private byte[] rulesAsBytes;
  private List<String> rules;
  private LinePoints points;
  private Path directory;
  private TelemetryStore store;
  private CsvImporter importer;
  private int imports;
  private int warmUps;

  /** Writes the texts. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    lines = FleetTexts.lines(LINES).getBytes(StandardCharsets.UTF_8);
    rows = FleetTexts.csv(ROWS).getBytes(StandardCharsets.UTF_8);
    rules = new ArrayList<>();
    for (PrunedCondition condition : PrunedCondition.values()) {
      rules.addAll(condition.rules().rules());
    }
    for (DecodedCondition condition : DecodedCondition.values()) {
      rules.addAll(condition.rules().rules());
    }
    rulesAsBytes = String.join("\n", rules).getBytes(StandardCharsets.UTF_8);
    points =
        LinePoints.open(new EndlessText(lines), LineOptions.defaults().withDeviceTag("device"));
    directory = ScratchDirectory.create();
    StoreConfig config =
        StoreConfig.builder(directory)
            .arenaBytes(16 * StoreConfig.MIN_ARENA_BYTES)
            .ownThreads(false)
            .build();
    store = TelemetryStore.open(config);
    importer =
        new CsvImporter(
            store,
            CsvOptions.builder()
                .deviceColumn("device")
                .timeColumn("time")
                .timeFormat("ns")
                .build());
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    store.close();
    ScratchDirectory.delete(directory);
  }

  /** Line protocol, five fields a line, without a store. */
  @Benchmark
  public long lineProtocol(Turns turns) throws IOException {
    long sum = 0;
    int fields = 0;
    turns.begin();
    for (int i = 0; i < LINES && points.next(); i++) {
      int count = points.fieldCount();
      for (int field = 0; field < count; field++) {
        sum += points.fieldBits(field);
      }
      fields += count;
    }
    turns.measured(LINES);
    sum += read(lines);
    turns.baseline(LINES);
    SelfCheck.require(
        fields == LINES * FIELDS && points.refused() == null, "every field", points.refused());
    return sum;
  }

  /** CSV, five values a row, through an importer to the journal. */
  @Benchmark
  public long csv(Turns turns) throws IOException {
    // So many that the JVM has compiled everything, however few fit into a warm-up.
    for (; warmUps < WARM_UPS; warmUps++) {
      importer.importStream(new ByteArrayInputStream(rows));
    }
    turns.begin();
    ImportResult result = importer.importStream(new ByteArrayInputStream(rows));
    turns.measured(ROWS);
    long sum = read(rows);
    turns.baseline(ROWS);
    SelfCheck.require(result.readings() == ROWS * FIELDS, "every cell", result);
    if (++imports % IMPORTS_TOGETHER == 0) {
      while (store.doWork() > 0) {
        // until everything is indexed
      }
    }
    return sum;
  }

  /** Rules, one of each condition. */
  @Benchmark
  public long rule(Turns turns) {
    long sum = 0;
    for (; warmUps < WARM_UPS; warmUps++) {
      sum += parseAll();
    }
    turns.begin();
    sum += parseAll();
    turns.measured(rules.size());
    for (int i = 0; i < READS; i++) {
      sum += read(rulesAsBytes);
    }
    turns.baseline((long) READS * rules.size());
    return sum;
  }

  private long parseAll() {
    long sum = 0;
    for (String rule : rules) {
      sum += RuleParser.parse(rule).hashCode();
    }
    return sum;
  }

  /** Counts line breaks, and adds all bytes up. */
  private static long read(byte[] text) {
    long sum = 0;
    int breaks = 0;
    for (byte one : text) {
      breaks += one == '\n' ? 1 : 0;
      sum += one;
    }
    return sum + breaks;
  }
}
