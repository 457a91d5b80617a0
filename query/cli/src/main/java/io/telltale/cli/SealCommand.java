package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code telltale seal DB}. */
@Command(
    name = "seal",
    description = {
      "Seals what a writer that was stopped had committed but not sealed.",
      "Then readers need no memory for it, and the next writer opens faster."
    },
    footer = {"", "Example:", "  telltale seal fleet"})
final class SealCommand implements Callable<Integer> {
  @Mixin private StoreArgument db;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return ProgressLine.during(TelltaleCommand.streams(spec), () -> "sealing ...", this::seal);
  }

  private int seal() {
    try (TelemetryStore store = db.openExistingForWriting()) {
      store.seal();
    }
    return ExitCode.DONE;
  }
}
