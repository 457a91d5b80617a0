package io.telltale.jmh;

import io.telltale.budget.BudgetCommand;
import io.telltale.budget.BudgetFile;
import io.telltale.budget.BudgetRun;
import io.telltale.core.internal.journal.JvmFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command of the benchmarks' jar: all benchmarks of Telltale and their budgets. It gives the
 * processes that measure the flags that writing a store needs, and makes the store that they share.
 *
 * <p><b>Threading:</b> one thread. <b>Lifetime:</b> one run.
 */
public final class Benchmarks {
  /** Set to {@code off}, benchmarks do not check what they measure; budgets still hold. */
  public static final String CHECKS_PROPERTY = SelfCheck.PROPERTY;

  /** The budgets, at the root of the class path. */
  static final String BUDGETS = "/budgets.json";

  /**
   * Whether the JVM inlines it into the loop that appends is luck, and makes it two and a half
   * times as fast. A program's own code is not such a loop, so here it never does.
   */
  private static final String APPEND = "io.telltale.ingest.ReadingAppender::append";

  private Benchmarks() {}

  /**
   * Runs with the arguments of a command line; {@code --help} tells them.
   *
   * @param args arguments
   * @throws IOException when the budgets cannot be read
   */
  public static void main(String[] args) throws IOException {
    Path folder = ScratchDirectory.create();
    int code;
    try {
      BudgetRun run =
          BudgetRun.of(BudgetFile.open(Benchmarks.class, BUDGETS))
              .include("^io\\.telltale\\.jmh\\.")
              .jvmArgs(flags())
              .prepare(() -> share(folder));
      code = BudgetCommand.execute(run, args);
    } finally {
      ScratchDirectory.delete(folder);
    }
    System.exit(code);
  }

  private static List<String> flags() {
    List<String> flags = new ArrayList<>(List.of(JvmFlags.line().split(" ")));
    flags.add("-XX:CompileCommand=quiet");
    flags.add("-XX:CompileCommand=dontinline," + APPEND);
    return flags;
  }

  /** Makes the shared store in a process of its own: this one lacks the flags. */
  private static List<String> share(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("-cp");
    command.add(classPath());
    command.add(SharedFleet.class.getName());
    command.add(folder.toString());
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("the shared store was not made: exit code " + code);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the shared store was not made", e);
    }
    return List.of("-D" + SharedFleet.PROPERTY + "=" + folder);
  }

  private static String classPath() {
    return System.getProperty("java.class.path", "");
  }
}
