package io.telltale.jmh.control;

import io.telltale.jmh.Benchmarks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Spoils Telltale on purpose, one thing at a time, and demands that the quick form notices: exit
 * code 1, and the budget's name, limit and figure in the output. First it demands that the same
 * benchmarks pass as they are.
 *
 * <p>Run it at the project's root, from the benchmarks' jar; {@code --whole} runs every benchmark
 * for each control, not only those that must notice.
 *
 * <p><b>Threading:</b> one thread. <b>Lifetime:</b> one run.
 */
public final class NegativeControls {
  private static final int HOLDS = 0;
  private static final int BROKEN = 1;

  private final Path root = Path.of("").toAbsolutePath();
  private final boolean whole;
  private final List<String> failures = new ArrayList<>();

  private NegativeControls(boolean whole) {
    this.whole = whole;
  }

  /**
   * Runs all controls.
   *
   * @param args {@code --whole}, or nothing
   * @throws IOException when a source cannot be read
   * @throws InterruptedException when it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    NegativeControls controls = new NegativeControls(List.of(args).contains("--whole"));
    controls.runAll();
    controls.failures.forEach(failure -> System.out.println("FAILED " + failure));
    System.out.println(
        controls.failures.isEmpty()
            ? "All controls are noticed."
            : controls.failures.size() + " controls failed.");
    System.exit(controls.failures.isEmpty() ? HOLDS : BROKEN);
  }

  private void runAll() throws IOException, InterruptedException {
    Set<String> all = new TreeSet<>();
    Control.all().forEach(control -> all.addAll(control.broken().keySet()));
    System.out.println("== unchanged");
    Outcome unchanged = run(null, all);
    System.out.println(unchanged.lastLines());
    if (unchanged.code != HOLDS) {
      failures.add("the unchanged benchmarks do not pass");
    }
    for (Control control : Control.all()) {
      System.out.println("== " + control.name());
      Path folder = Files.createTempDirectory("telltale-control");
      try {
        ChangedClass.compile(root, control, folder);
        judge(control, run(folder, control.broken().keySet()));
      } finally {
        delete(folder);
      }
    }
  }

  private void judge(Control control, Outcome outcome) {
    if (outcome.code != BROKEN) {
      failures.add(control.name() + ": exit code " + outcome.code);
      System.out.println(outcome.lastLines());
    }
    for (Map.Entry<String, String> budget : control.broken().entrySet()) {
      String start = "BROKEN " + budget.getKey() + ": " + budget.getValue() + " ";
      String line =
          outcome.lines.stream()
              .filter(one -> one.startsWith(start) && one.contains(", limit "))
              .findFirst()
              .orElse(null);
      if (line == null) {
        failures.add(control.name() + ": " + budget.getKey() + " did not notice");
        System.out.println(outcome.lastLines());
      } else {
        System.out.println(line);
      }
    }
  }

  private Outcome run(Path changed, Set<String> names) throws IOException, InterruptedException {
    String path = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + Benchmarks.CHECKS_PROPERTY + "=off");
    command.add("-cp");
    command.add(changed == null ? path : changed + File.pathSeparator + path);
    command.add(Benchmarks.class.getName());
    command.add("--quick");
    if (!whole) {
      command.add("--only");
      command.addAll(names);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output.lines().toList());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** How a run ended. */
  private record Outcome(int code, List<String> lines) {
    private static final int LAST = 20;

    String lastLines() {
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
    }
  }
}
