package io.telltale.budget;

/**
 * How long benchmarks run. Those in single shot mode, which run at a fixed rate, take the number of
 * iterations from their annotations and the seconds from their parameter {@link
 * #PACE_SECONDS_PARAMETER}.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> unlimited.
 *
 * @param name in the report
 * @param forks processes of each benchmark, 0 to measure in this one
 * @param warmUps iterations before the figures count
 * @param iterations iterations whose figures count
 * @param iterationMs milliseconds of an iteration
 * @param paceSeconds seconds of a run at a fixed rate, which has one fork
 */
public record RunForm(
    String name, int forks, int warmUps, int iterations, int iterationMs, int paceSeconds) {
  /** Parameter of a benchmark at a fixed rate: how many seconds it runs. */
  public static final String PACE_SECONDS_PARAMETER = "seconds";

  /**
   * Short, for every build.
   *
   * @return 1 fork, 2 and 3 iterations of 300 ms, 2 s at a fixed rate
   */
  public static RunForm quick() {
    return new RunForm("quick", 1, 2, 3, 300, 2);
  }

  /**
   * For figures to publish.
   *
   * @return 3 forks, 5 and 5 iterations of 1 s, 60 s at a fixed rate
   */
  public static RunForm full() {
    return new RunForm("full", 3, 5, 5, 1_000, 60);
  }

  /** The same, longer: what the compiler had no time for while a machine was busy, it has then. */
  RunForm again() {
    return new RunForm(name, forks, 4 * warmUps, 2 * iterations, iterationMs, paceSeconds);
  }
}
