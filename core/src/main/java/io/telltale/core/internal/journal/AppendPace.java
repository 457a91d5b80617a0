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

  /** What appending itself took counts, but not a pause. */
  private static final long MOST_CREDIT_NS = 1_000_000;

  /** When all that was appended so far ahead would have been appended at that pace. */
  private long paidAtNs;

  private boolean slowing;

  /**
   * What the caller has to wait.
   *
   * @param ahead readings that are not indexed yet
   * @param appended readings that the caller has just appended
   * @param nowNs of a clock that only goes forward
   * @return nanoseconds, mostly 0
   */
  synchronized long waitNs(long ahead, int appended, long nowNs) {
    if (ahead <= FAR_AHEAD) {
      slowing = false;
      return 0;
    }
    if (!slowing) {
      paidAtNs = nowNs;
      slowing = true;
    }
    paidAtNs = nowNs + Math.max(paidAtNs - nowNs, -MOST_CREDIT_NS);
    paidAtNs += appended * NS_A_READING;
    return paidAtNs - nowNs < SHORTEST_NS ? 0 : paidAtNs - nowNs;
  }
}
