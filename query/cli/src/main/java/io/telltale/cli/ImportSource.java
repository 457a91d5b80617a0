package io.telltale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is imported: a file, or standard input, which is called {@code -}. */
record ImportSource(Path file) {
  private static final String STANDARD_INPUT = "-";

  boolean isStandardInput() {
    return file.toString().equals(STANDARD_INPUT);
  }

  /** What messages call it. */
  String name() {
    return isStandardInput() ? "standard input" : String.valueOf(file.getFileName());
  }

  /** Bytes of it; -1 when nobody knows. */
  long bytes() throws IOException {
    return isStandardInput() || !Files.isRegularFile(file) ? -1 : Files.size(file);
  }

  void requireReadable() {
    if (isStandardInput()) {
      return;
    }
    if (!Files.exists(file)) {
      throw new CommandFailure(ExitCode.USAGE, "cannot read file " + file + ": it does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new CommandFailure(ExitCode.USAGE, "cannot read file " + file + ": it is a folder");
    }
    if (!Files.isReadable(file)) {
      throw new CommandFailure(ExitCode.USAGE, "cannot read file " + file + ": permission denied");
    }
  }
}
