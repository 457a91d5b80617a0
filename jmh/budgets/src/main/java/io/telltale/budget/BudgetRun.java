package io.telltale.budget;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks on the class path and checks them against their budgets:
 *
 * <pre>{@code
 * BudgetOutcome outcome =
 *     BudgetRun.of(BudgetFile.open(Rules.class, "budgets.json"))
 *         .include("com\\.example\\.rules\\..*")
 *         .form(RunForm.quick())
 *         .run();
 * }</pre>
 *
 * <p>Each case runs in processes of its own, with the flags of this JVM and those given. A case
 * that is over a limit runs again: once at once, and, because what disturbs a machine may last for
 * minutes, three times at most after all others. Its budget is broken if none of the runs holds.
 * {@link BudgetCommand} makes a command of it.
 *
 * <p><b>Threading:</b> one thread; one run at a time in a JVM. <b>Allocation:</b> as JMH does.
 * <b>Lifetime:</b> reusable; each run measures anew.
 */
public final class BudgetRun {
  /** After so long an iteration hangs, and is given up. */
  private static final long TIMEOUT_SECONDS = 60;

  /** What is over a limit is measured so often before the next case. */
  private static final int ATTEMPTS_AT_ONCE = 2;

  /** What is over a limit is measured so often in all: a spoilt path is over it each time. */
  private static final int ATTEMPTS = 5;

  private final BudgetFile budgets;
  private final List<String> includes = new ArrayList<>();
  private final List<String> jvmArgs = new ArrayList<>();
  private final Set<String> only = new LinkedHashSet<>();
  private Supplier<List<String>> preparation = List::of;
  private RunForm form = RunForm.quick();
  private String machine = "";
  private PrintWriter progress = new PrintWriter(PrintWriter.nullWriter());

  private BudgetRun(BudgetFile budgets) {
    this.budgets = budgets.on(Machine.current("").cpu());
  }

  /**
   * Starts from budgets, as they are on this processor: the quick form of all benchmarks.
   *
   * @param budgets the limits
   * @return a run to be refined
   */
  public static BudgetRun of(BudgetFile budgets) {
    return new BudgetRun(budgets);
  }

  /**
   * Adds benchmarks; without a call, all on the class path run.
   *
   * @param pattern regular expression that is found in package, class and method
   * @return this
   */
  public BudgetRun include(String pattern) {
    includes.add(pattern);
    return this;
  }

  /**
   * Picks some of the benchmarks; only their budgets are demanded.
   *
   * @param names as in the budget file; also without parameters, or without method
   * @return this
   */
  public BudgetRun only(Collection<String> names) {
    only.addAll(names);
    return this;
  }

  /**
   * Adds flags for the processes that measure; those of this JVM are handed on anyway.
   *
   * @param flags such as {@code --add-opens=...}
   * @return this
   */
  public BudgetRun jvmArgs(List<String> flags) {
    jvmArgs.addAll(flags);
    return this;
  }

  /**
   * Makes, before the first benchmark, what all of them share, such as a folder of data.
   *
   * @param once is called once a run; returns flags for the processes that measure, such as {@code
   *     -Dfolder=...}
   * @return this
   */
  public BudgetRun prepare(Supplier<List<String>> once) {
    preparation = once;
    return this;
  }

  /**
   * Sets how long benchmarks run.
   *
   * @param length the quick form without a call
   * @return this
   */
  public BudgetRun form(RunForm length) {
    form = length;
    return this;
  }

  /**
   * Names this machine; percentiles are hard if it is the budget file's reference.
   *
   * @param name of the machine
   * @return this
   */
  public BudgetRun machine(String name) {
    machine = name;
    return this;
  }

  /**
   * Tells the progress, a line a benchmark, and what a failing benchmark said.
   *
   * @param lines where to
   * @return this
   */
  public BudgetRun progress(PrintWriter lines) {
    progress = lines;
    return this;
  }

  /**
   * Names of the benchmarks that would run.
   *
   * @return in alphabetical order
   * @throws IllegalArgumentException when a name that was picked is unknown
   */
  public List<String> names() {
    return cases(BenchmarkCases.find(includes, form)).stream().map(BenchmarkCase::name).toList();
  }

  /**
   * Runs and checks.
   *
   * @return figures and findings; a benchmark that fails has none, and so breaks its budget
   * @throws IllegalArgumentException when a name that was picked is unknown
   */
  public BudgetOutcome run() {
    BenchmarkCases found = BenchmarkCases.find(includes, form);
    List<BenchmarkCase> cases = cases(found);
    Set<String> demanded =
        new LinkedHashSet<>(only.isEmpty() ? budgets.budgets().keySet() : selected(found));
    cases.forEach(one -> demanded.add(one.name()));
    List<String> flags = new ArrayList<>(jvmArgs);
    if (!cases.isEmpty()) {
      flags.addAll(preparation.get());
    }
    // Figures hold on a busy machine, so another run of JMH beside this one is no error.
    System.setProperty("jmh.ignoreLock", "true");
    Map<BenchmarkCase, Optional<Figures>> measured = new LinkedHashMap<>();
    for (BenchmarkCase one : cases) {
      progress.print("[" + (measured.size() + 1) + "/" + cases.size() + "] " + one.name());
      timed(() -> measured.put(one, measureUntilItHolds(one, flags)));
    }
    measured.replaceAll(
        (one, figures) -> isOverLimit(figures) ? later(one, figures, flags) : figures);
    List<Figures> figures = measured.values().stream().flatMap(Optional::stream).toList();
    List<Finding> findings = new BudgetCheck(budgets, machine).check(figures, demanded);
    return new BudgetOutcome(form, machine, budgets, figures, findings);
  }

  private List<BenchmarkCase> cases(BenchmarkCases found) {
    if (only.isEmpty()) {
      return List.copyOf(found.all());
    }
    Set<String> selected = selected(found);
    return found.all().stream().filter(one -> selected.contains(one.name())).toList();
  }

  private Set<String> selected(BenchmarkCases found) {
    return found.select(only, budgets.budgets().keySet());
  }

  private Optional<Figures> measureUntilItHolds(BenchmarkCase one, List<String> flags) {
    Optional<Figures> first = measure(one, form, flags);
    return again(one, first, 1, ATTEMPTS_AT_ONCE, flags);
  }

  private Optional<Figures> later(BenchmarkCase one, Optional<Figures> first, List<String> flags) {
    progress.print("[again] " + one.name());
    List<Optional<Figures>> last = new ArrayList<>();
    timed(() -> last.add(again(one, first, ATTEMPTS_AT_ONCE, ATTEMPTS, flags)));
    return last.get(0);
  }

  /** Measures until it holds or was measured so often; the first figures when it never does. */
  private Optional<Figures> again(
      BenchmarkCase one, Optional<Figures> first, int attempts, int most, List<String> flags) {
    Optional<Figures> last = first;
    for (int attempt = attempts + 1; attempt <= most && isOverLimit(last); attempt++) {
      progress.print("  over a limit, attempt " + attempt);
      progress.flush();
      last = measure(one, form.again(), flags);
    }
    return last.isEmpty() || isOverLimit(last) ? first : last;
  }

  private void timed(Runnable measurement) {
    progress.flush();
    long startNs = BudgetClock.elapsedNs();
    measurement.run();
    progress.println("  " + FigureText.of((BudgetClock.elapsedNs() - startNs) / 1e9, "s"));
    progress.flush();
  }

  private boolean isOverLimit(Optional<Figures> figures) {
    return figures.filter(this::isOverLimit).isPresent();
  }

  private boolean isOverLimit(Figures figures) {
    return new BudgetCheck(budgets, machine)
        .check(List.of(figures), Set.of(figures.name())).stream()
            .anyMatch(finding -> finding.verdict() == Verdict.BROKEN && finding.limit() >= 0);
  }

  private Optional<Figures> measure(BenchmarkCase one, RunForm length, List<String> flags) {
    JmhOutput output = new JmhOutput();
    try {
      return new Runner(options(one, length, flags).build(), output)
          .run().stream().map(result -> figures(one.name(), result)).findFirst();
    } catch (RunnerException e) {
      // One process of several that failed: the figures of the others do not count either.
      progress.println("  FAILED: " + e.getMessage());
      progress.println(output.text().strip().indent(4).stripTrailing());
      return Optional.empty();
    }
  }

  private static ChainedOptionsBuilder options(
      BenchmarkCase one, RunForm length, List<String> flags) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(one.method()) + "$")
            .mode(one.mode())
            .shouldFailOnError(true)
            .timeout(TimeValue.seconds(TIMEOUT_SECONDS + 2L * length.paceSeconds()))
            .addProfiler(TurnsProfiler.class)
            .addProfiler(PaceProfiler.class)
            .jvmArgsAppend(flags.toArray(new String[0]));
    one.parameters().forEach((name, value) -> options.param(name, value));
    if (one.isSingleShot()) {
      return options.forks(Math.min(1, length.forks()));
    }
    TimeValue iteration = TimeValue.milliseconds(length.iterationMs());
    return options
        .forks(length.forks())
        .warmupIterations(length.warmUps())
        .warmupTime(iteration)
        .measurementIterations(length.iterations())
        .measurementTime(iteration);
  }

  private static Figures figures(String name, RunResult result) {
    Map<String, Double> values = new HashMap<>();
    List<CurvePoint> curve = List.of();
    for (Result<?> one : result.getSecondaryResults().values().toArray(new Result<?>[0])) {
      if (one instanceof LatencyResult latencies) {
        values.putAll(PaceProfiler.figures(latencies));
        curve = latencies.curve();
      } else {
        values.put(one.getLabel(), one.getScore());
      }
    }
    return new Figures(name, values, curve);
  }
}
