package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.RowWriter;
import io.telltale.core.TelemetryStore;
import io.telltale.query.Extent;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.WindowRule;
import io.telltale.query.text.RuleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.roaringbitmap.RoaringBitmap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale windows DB RULE}. */
@Command(
    name = "windows",
    description = {
      "Finds the windows of time in which a rule held, by device, then start.",
      "A window that has not ended by --now has no end: it is OPEN."
    },
    footer = {
      "",
      "Examples:",
      "  telltale windows fleet 'temperature > 8 for 10m where model = \"RF28\"'",
      "  telltale windows fleet 'silent(temperature, 1h)' --from 2026-01-01 --to 2026-02-01",
      "  telltale windows fleet --rules night.rules --output csv",
      "  telltale windows fleet 'door == true for 5m' --devices-from hot.csv"
    })
final class WindowsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("device"),
          Column.text("channel"),
          Column.text("start"),
          Column.text("end"),
          Column.text("lastTrue"),
          Column.number("samples"),
          Column.number("min"),
          Column.number("max"),
          Column.number("mean"),
          Column.text("endReason"));

  private static final Column RULE = Column.text("rule");
  private static final Column DEVICES = Column.text("devices");

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RULE",
      description = "A condition and how long it must hold, in quotes; see docs/rules.md.")
  private String ruleText;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Run all rules of this file, 'name: rule' one a line, in place of one RULE.")
  private Path ruleFile;

  @Mixin private DeviceOptions devices;
  @Mixin private RangeOptions range;

  @Mixin private NowOption now;

  @Option(
      names = "--clip",
      description = "Cut windows that reach beyond the range; by default they come whole.")
  private boolean clip;

  @Option(names = "--explain", description = "Say on standard error what was read and skipped.")
  private boolean explain;

  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  /** A rule made ready; without a name when it is the one on the command line. */
  private record Named(String name, WindowRule rule, WindowQuery query) {}

  @Override
  public Integer call() throws IOException {
    range.check();
    if ((ruleText == null) == (ruleFile == null)) {
      throw new ParameterException(spec.commandLine(), "either a RULE or --rules FILE");
    }
    RuleArgument argument = ruleText == null ? null : RuleArgument.parse(ruleText);
    RuleFile file = ruleFile == null ? null : RuleFile.read(ruleFile);
    try (TelemetryStore store = db.openReadOnly()) {
      RoaringBitmap selected = devices.select(store);
      List<Named> queries =
          argument == null
              ? queries(store, file, selected)
              : List.of(query(store, null, argument.checked(store), selected));
      boolean ofSeveral = queries.stream().anyMatch(q -> isOfSeveral(q.rule()));
      try (Answer answer = answerOptions.open(columns(file != null, ofSeveral))) {
        for (Named query : queries) {
          run(query, store, ofSeveral, answer);
        }
      }
    }
    return ExitCode.DONE;
  }

  private static List<Column> columns(boolean named, boolean ofSeveral) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    if (named) {
      columns.add(0, RULE);
    }
    if (ofSeveral) {
      columns.add(DEVICES);
    }
    return columns;
  }

  private static boolean isOfSeveral(WindowRule rule) {
    return rule instanceof WindowRule.KOfDevices;
  }

  private List<Named> queries(TelemetryStore store, RuleFile file, RoaringBitmap selected) {
    List<Named> queries = new ArrayList<>();
    for (RuleFile.Entry entry : file.rulesFor(store)) {
      queries.add(query(store, entry.name(), entry.parsed().rule(), selected));
    }
    return queries;
  }

  private Named query(TelemetryStore store, String name, WindowRule rule, RoaringBitmap selected) {
    WindowQuery query =
        WindowQuery.prepare(store, rule)
            .range(range.fromNs(), range.toNs())
            .extent(clip ? Extent.CLIP : Extent.FULL)
            .devices(selected);
    return new Named(name, rule, now.isGiven() ? query.now(now.timeNs()) : query);
  }

  private void run(Named named, TelemetryStore store, boolean ofSeveral, Answer answer)
      throws IOException {
    RowWriter rows = answer.rows();
    try (WindowCursor windows = named.query().run()) {
      while (windows.next()) {
        if (named.name() != null) {
          rows.text(named.name());
        }
        write(windows, store, rows);
        if (ofSeveral) {
          writeDevices(named.rule(), windows, store, rows);
        }
        answer.endRow();
      }
    }
    if (explain) {
      String name = named.name() == null ? "" : named.name() + ": ";
      TelltaleCommand.streams(spec).err().println(name + ExplainText.of(named.query().explain()));
    }
  }

  /** {@code --devices-from} takes them again. */
  private static void writeDevices(
      WindowRule rule, WindowCursor window, TelemetryStore store, RowWriter rows)
      throws IOException {
    if (!isOfSeveral(rule)) {
      rows.nothing();
      return;
    }
    List<String> serials = new ArrayList<>();
    window.devices().forEach((int device) -> serials.add(store.devices().serial(device)));
    rows.list(serials);
  }

  private static void write(WindowCursor window, TelemetryStore store, RowWriter rows)
      throws IOException {
    if (window.device() == WindowCursor.NO_DEVICE) {
      rows.nothing();
    } else {
      rows.text(store.devices().serial(window.device()));
    }
    rows.text(store.channels().get(window.channel()).name());
    rows.time(window.startNs());
    if (window.endNs() == WindowCursor.OPEN) {
      rows.nothing();
    } else {
      rows.time(window.endNs());
    }
    rows.time(window.lastTrueNs());
    rows.number(window.samples());
    numberIfAny(rows, window.min());
    numberIfAny(rows, window.max());
    numberIfAny(rows, window.mean());
    rows.text(window.endReason().name());
  }

  /** Where there is nothing to say, such as the mean of a silence, the contract has NaN. */
  private static void numberIfAny(RowWriter rows, double value) throws IOException {
    if (Double.isNaN(value)) {
      rows.nothing();
    } else {
      rows.number(value);
    }
  }
}
