package io.telltale.cli;

import io.telltale.core.StoreStats;
import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code telltale stats DB}. */
@Command(
    name = "stats",
    description = {
      "Counts what a store holds: readings, segments, time span, bytes a reading.",
      "Readings are exact, after duplicates; bytes are by channel and encoding."
    },
    footer = {"", "Example:", "  telltale stats fleet --output json"})
final class StatsCommand implements Callable<Integer> {
  @Mixin private StoreArgument db;
  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    StoreStats stats =
        ProgressLine.during(TelltaleCommand.streams(spec), () -> "counting ...", this::count);
    Writer out = answerOptions.out();
    switch (answerOptions.format()) {
      case TABLE -> StatsText.write(stats, out);
      case CSV -> StatsRows.write(stats, out);
      case JSON -> StatsJson.write(stats, out);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private StoreStats count() {
    try (TelemetryStore store = db.openReadOnly()) {
      return store.stats();
    }
  }
}
