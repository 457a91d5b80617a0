package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.RowWriter;
import io.telltale.core.TelemetryStore;
import io.telltale.query.WindowCursor;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveEventKind;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale watch DB RULES}. */
@Command(
    name = "watch",
    description = {
      "Follows a store that another process writes, and tells what becomes of windows.",
      "Events are OPENED, CONFIRMED, CLOSED, REVISED and RETRACTED, as docs/windows.md has them.",
      "Begins with the windows that are open now; ends when it is interrupted."
    },
    footer = {
      "",
      "Examples:",
      "  telltale watch fleet night.rules",
      "  telltale watch fleet night.rules --from 2026-01-01 --for 1h --output csv"
    })
final class WatchCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("now"),
          Column.text("rule"),
          Column.text("event"),
          Column.number("window"),
          Column.text("device"),
          Column.text("channel"),
          Column.text("start"),
          Column.text("end"),
          Column.number("samples"),
          Column.number("min"),
          Column.number("max"),
          Column.text("endReason"));

  /** More than fit into an answer that is read for a second, say. */
  private static final int QUEUE_CAPACITY = 1 << 16;

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      paramLabel = "RULES",
      description = "The rules, 'name: rule' one a line; see docs/rules.md.")
  private Path ruleFile;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = EpochTime.class,
      description = "Begin with the windows that end after this time, not with those open now.")
  private Long from;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = DurationNs.class,
      defaultValue = "200ms",
      description = "How often to look for news; 200ms by default.")
  private long everyNs;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationNs.class,
      description = "End after so long; by default never.")
  private Long forNs;

  @Option(
      names = "--clock",
      description =
          "Let time pass by the clock of this computer, too, so that silence is told of though"
              + " nobody reports.")
  private boolean clock;

  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RuleFile file = RuleFile.read(ruleFile);
    try (TelemetryStore store = db.openReadOnly();
        LiveRules live =
            LiveRules.open(store, LiveConfig.builder().queueCapacity(QUEUE_CAPACITY).build());
        Answer answer = answerOptions.open(COLUMNS)) {
      file.rulesFor(store).forEach(entry -> attach(live, entry));
      follow(store, live, answer);
    }
    return ExitCode.DONE;
  }

  private void attach(LiveRules live, RuleFile.Entry entry) {
    try {
      if (from == null) {
        live.attach(entry.name(), entry.parsed().rule());
      } else {
        live.attach(entry.name(), entry.parsed().rule(), from);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandFailure(ExitCode.USAGE, "rule " + entry.name() + ": " + e.getMessage(), e);
    }
  }

  private void follow(TelemetryStore store, LiveRules live, Answer answer) throws IOException {
    LongSupplier wall = WallClock.at(null);
    ElapsedClock elapsed = ElapsedClock.start();
    long lost = 0;
    while (true) {
      store.refresh();
      if (clock) {
        live.tick(wall.getAsLong());
      }
      tell(store, live, answer);
      if (live.lostEvents() > lost) {
        lost = live.lostEvents();
        TelltaleCommand.streams(spec)
            .err()
            .println("note: " + Quantity.counted(lost, "event") + " lost: too many at once");
      }
      boolean over = forNs != null && elapsed.elapsedNs() >= forNs;
      if (over || Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(Math.max(everyNs, TimeUnit.MILLISECONDS.toNanos(1)));
    }
  }

  private static void tell(TelemetryStore store, LiveRules live, Answer answer) throws IOException {
    try {
      live.poll(event -> write(store, event, answer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    answer.flush();
  }

  private static void write(TelemetryStore store, LiveEvent event, Answer answer) {
    try {
      RowWriter rows = answer.rows();
      rows.time(event.nowNs());
      rows.text(event.rule());
      rows.text(event.kind().name());
      rows.number(event.window());
      if (event.device() == WindowCursor.NO_DEVICE) {
        rows.nothing();
      } else {
        rows.text(store.devices().serial(event.device()));
      }
      rows.text(store.channels().get(event.channel()).name());
      rows.time(event.startNs());
      if (event.endNs() == WindowCursor.OPEN) {
        rows.nothing();
      } else {
        rows.time(event.endNs());
      }
      writeEvidence(rows, event);
      answer.endRow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a window that is there no more, only its times are told. */
  private static void writeEvidence(RowWriter rows, LiveEvent event) throws IOException {
    if (event.kind() == LiveEventKind.RETRACTED) {
      for (int i = 0; i < 4; i++) {
        rows.nothing();
      }
      return;
    }
    rows.number(event.samples());
    number(rows, event.min());
    number(rows, event.max());
    rows.text(event.endReason().name());
  }

  private static void number(RowWriter rows, double value) throws IOException {
    if (Double.isNaN(value)) {
      rows.nothing();
    } else {
      rows.number(value);
    }
  }
}
