package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code telltale compact DB}. */
@Command(
    name = "compact",
    description = {
      "Seals what is not sealed yet, and merges small segments into larger ones.",
      "A store does so by itself while it is open for writing: this is for one that was not open",
      "for long, and for one that is about to be copied."
    },
    footer = {"", "Example:", "  telltale compact fleet"})
final class CompactCommand implements Callable<Integer> {
  @Mixin private StoreArgument db;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return ProgressLine.during(TelltaleCommand.streams(spec), () -> "merging ...", this::compact);
  }

  private int compact() {
    try (TelemetryStore store = db.openExistingForWriting()) {
      store.compact();
    }
    return ExitCode.DONE;
  }
}
