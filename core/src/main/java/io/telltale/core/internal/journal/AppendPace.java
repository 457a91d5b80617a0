package io.telltale.core.internal.journal;

/**
 * Slows appenders that are far ahead of indexing. Further ahead they help nobody: indexing gets
 * less of the processors, and more of the journal lies in memory that was never used before, where
 * memory that sealed journal files gave back would do.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none.
 */
final class AppendPace {
  /** Readings not indexed from which appending is slowed. */
  static final long FAR_AHEAD = 16L << 20;

  /** What a reading costs then: all appenders together come to 20 million a second. */
  static final long NS_A_READING = 50;

  /** Shorter waits would take much longer than they say. */
  private static final long SHORTEST_NS = 200_000;

  private long owedNs;

  /**
   * What the caller has to wait.
   *
   * @param ahead readings that are not indexed yet
   * @param appended readings that the caller has just appended
   * @return nanoseconds, mostly 0
   */
  synchronized long waitNs(long ahead, int appended) {
    if (ahead <= FAR_AHEAD) {
      owedNs = 0;
      return 0;
    }
    owedNs += appended * NS_A_READING;
    if (owedNs < SHORTEST_NS) {
      return 0;
    }
    long wait = owedNs;
    owedNs = 0;
    return wait;
  }
}
