package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The store that a command is about: its first argument. */
final class StoreArgument {
  @Parameters(index = "0", paramLabel = "DB", description = "Folder of the store.")
  private Path directory;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Path directory() {
    return directory;
  }

  /** Opens for reading only; says so when this JVM has too little memory to show everything. */
  TelemetryStore openReadOnly() {
    requireExisting();
    TelemetryStore store = TelemetryStore.openReadOnly(directory);
    long unsealedBytes = store.unsealedBytes();
    if (unsealedBytes > 0) {
      PrintWriter err = TelltaleCommand.streams(command).err();
      err.println(
          "note: "
              + Quantity.grouped(unsealedBytes)
              + " bytes of readings are committed but not sealed, and not all of them are shown, for"
              + " this JVM has too little direct memory: raise -XX:MaxDirectMemorySize, or seal them"
              + " ('telltale seal')");
      err.flush();
    }
    return store;
  }

  /** For a command that makes the store when there is none. */
  TelemetryStore openForWriting() {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new CommandFailure(ExitCode.USAGE, "no store: " + directory + " is not a folder");
    }
    return TelemetryStore.open(directory);
  }

  void requireExisting() {
    requireExisting(directory);
  }

  static void requireExisting(Path directory) {
    if (!Files.isDirectory(directory)) {
      String reason = Files.exists(directory) ? " is not a folder" : " does not exist";
      throw new CommandFailure(
          ExitCode.USAGE,
          "no store: " + directory + reason + " ('telltale import' makes a store from files)");
    }
  }
}
