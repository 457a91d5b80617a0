package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleFile;
import java.io.Flushable;
import java.io.IOException;
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
      "  telltale watch fleet night.rules --from 2026-01-01 --for 1h --output csv",
      "  telltale watch fleet night.rules --state told --to events.jsonl"
    })
final class WatchCommand implements Callable<Integer> {
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

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keep what was told in this folder, and go on there when started again: nothing is lost"
              + " or told anew. Rows have a number.")
  private Path state;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "Add the events to this file, a JSON object a line, each once however often watch is"
              + " killed. Needs --state.")
  private Path to;

  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (to != null && state == null) {
      throw new CommandFailure(ExitCode.USAGE, "--to needs --state");
    }
    RuleFile file = RuleFile.read(ruleFile);
    LiveConfig.Builder config = LiveConfig.builder().queueCapacity(QUEUE_CAPACITY);
    if (state != null) {
      config.eventLog(state);
    }
    try (TelemetryStore store = db.openReadOnly();
        LiveRules live = LiveRules.open(store, config.build())) {
      List<RuleFile.Entry> rules = file.rulesFor(store);
      if (to == null) {
        tellOnStandardOutput(store, live, rules);
      } else {
        addToFile(store, live, rules);
      }
    }
    return ExitCode.DONE;
  }

  private void tellOnStandardOutput(
      TelemetryStore store, LiveRules live, List<RuleFile.Entry> rules) throws IOException {
    boolean isNumbered = state != null;
    EventRows rows = new EventRows(store, isNumbered);
    try (Answer answer = answerOptions.open(EventRows.columns(isNumbered))) {
      rules.forEach(entry -> LiveEvents.attach(live, entry, from));
      follow(
          store,
          live,
          event -> {
            rows.write(event, answer.rows());
            answer.endRow();
            if (isNumbered) {
              // what was handed over will not be again
              answer.flush();
            }
          },
          answer::flush);
    }
  }

  private void addToFile(TelemetryStore store, LiveRules live, List<RuleFile.Entry> rules)
      throws IOException {
    EventRows rows = new EventRows(store, true);
    try (EventFile file = EventFile.open(to)) {
      if (file.lastNumber() > live.lastSequence()) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "%s ends with event %d, %s knows %d: they do not belong together"
                .formatted(to, file.lastNumber(), state, live.lastSequence()));
      }
      live.heard(file.lastNumber());
      rules.forEach(entry -> LiveEvents.attach(live, entry, from));
      follow(
          store,
          live,
          event -> {
            rows.write(event, file.rows());
            file.rows().endRow();
            file.rows().flush();
          },
          () -> {});
    }
  }

  private void follow(
      TelemetryStore store, LiveRules live, LiveEvents.Output output, Flushable rest)
      throws IOException {
    LongSupplier wall = WallClock.at(null);
    ElapsedClock elapsed = ElapsedClock.start();
    long lost = 0;
    while (true) {
      store.refresh();
      if (clock) {
        live.tick(wall.getAsLong());
      }
      LiveEvents.poll(live, output);
      rest.flush();
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
}
