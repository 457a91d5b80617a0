package io.telltale.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The command line: {@code java -jar telltale.jar}.
 *
 * <p><b>Threading:</b> one run a process. <b>Allocation:</b> no promise. <b>Lifetime:</b> the
 * process.
 */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    PrintWriter err =
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.exit(
        TelltaleCommand.run(
            new Streams(StandardOutput.open(), err, Terminal.isPresent()), arguments));
  }
}
