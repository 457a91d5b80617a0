package io.telltale.cli;

import io.telltale.cli.output.ControlText;
import io.telltale.core.RecoveryReport;
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

  /**
   * Opens for reading only; says so when this JVM has too little memory to show everything, or the
   * journal is damaged.
   */
  TelemetryStore openReadOnly() {
    requireExisting();
    TelemetryStore store = TelemetryStore.openReadOnly(directory);
    tellDamage(store.recovery());
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
    TelemetryStore store = TelemetryStore.open(directory);
    tellDamage(store.recovery());
    return store;
  }

  /** Opens for writing what is a store already. */
  TelemetryStore openExistingForWriting() {
    requireExisting();
    // opening for writing would make a store of a folder that is none
    TelemetryStore.openReadOnly(directory).close();
    return openForWriting();
  }

  /** What is intact is answered or kept, and the command ends with {@link ExitCode#DAMAGED}. */
  private void tellDamage(RecoveryReport report) {
    if (!report.hasDamage()) {
      return;
    }
    TelltaleCommand.noteDamage(command);
    PrintWriter err = TelltaleCommand.streams(command).err();
    for (String damage : report.damages()) {
      err.println("note: " + ControlText.visible(damage));
    }
    for (Path file : report.setAside()) {
      err.println("note: what is intact was sealed, and the damaged file moved to " + file);
    }
    err.flush();
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
