package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveRules;
import io.telltale.query.replay.Replay;
import io.telltale.query.replay.ReplayListener;
import io.telltale.query.text.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale replay DB RULES}. */
@Command(
    name = "replay",
    description = {
      "Lets a past span happen once more, and tells what becomes of windows as 'watch' does.",
      "Readings come in order of time, as fast as can be or at a chosen speed. A copy of them is",
      "kept in a temporary folder meanwhile."
    },
    footer = {
      "",
      "Examples:",
      "  telltale replay fleet night.rules --from 2026-01-01 --to 2026-01-02",
      "  telltale replay fleet night.rules --from 2026-01-01 --to 2026-01-02 --speed 60"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int QUEUE_CAPACITY = 1 << 18;

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      paramLabel = "RULES",
      description = "The rules, 'name: rule' one a line; see docs/rules.md.")
  private Path ruleFile;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "0",
      description = "How many times as fast as it was; 0, the default: as fast as can be.")
  private double speed;

  @Mixin private DeviceOptions devices;
  @Mixin private RangeOptions range;
  @Mixin private AnswerOptions answerOptions;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    range.check();
    if (!(speed >= 0 && speed < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(spec.commandLine(), "--speed must not be negative");
    }
    RuleFile file = RuleFile.read(ruleFile);
    LiveConfig config = LiveConfig.builder().queueCapacity(QUEUE_CAPACITY).build();
    try (TelemetryStore store = db.openReadOnly();
        ScratchStore scratch = ScratchStore.likeOf(store);
        LiveRules live = LiveRules.open(scratch.store(), config);
        Answer answer = answerOptions.open(EventRows.columns(false))) {
      for (RuleFile.Entry entry : file.rulesFor(store)) {
        LiveEvents.attach(live, entry, Long.MIN_VALUE);
      }
      Replay.prepare(store)
          .range(range.fromNs(), range.toNs())
          .devices(devices.select(store))
          .speed(speed)
          .run(new Listener(scratch, live, answer));
      tell(scratch, live, answer);
      if (live.lostEvents() > 0) {
        String lost = Quantity.counted(live.lostEvents(), "event");
        TelltaleCommand.streams(spec).err().println("note: " + lost + " lost: too many at once");
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ExitCode.DONE;
  }

  /** Appends what comes, and tells now and then what has become of it. */
  private static final class Listener implements ReplayListener {
    private static final int TOGETHER = 1_000;

    /** Rows are written after so many times as much: waiting for them takes time. */
    private static final int COMMITS = 16;

    private final ScratchStore scratch;
    private final LiveRules live;
    private final Answer answer;
    private int waiting;
    private int commits;

    Listener(ScratchStore scratch, LiveRules live, Answer answer) {
      this.scratch = scratch;
      this.live = live;
      this.answer = answer;
    }

    @Override
    public void onReading(int series, int device, int channel, long timeNs, long bits) {
      scratch.append(series, device, channel, timeNs, bits);
      if (++waiting == TOGETHER) {
        waiting = 0;
        scratch.commit();
        if (++commits == COMMITS) {
          onPause();
        }
      }
    }

    @Override
    public void onPause() {
      waiting = 0;
      commits = 0;
      try {
        tell(scratch, live, answer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void tell(ScratchStore scratch, LiveRules live, Answer answer) throws IOException {
    scratch.index();
    EventRows rows = new EventRows(scratch.store(), false);
    LiveEvents.poll(
        live,
        event -> {
          rows.write(event, answer.rows());
          answer.endRow();
        });
    answer.flush();
  }
}
