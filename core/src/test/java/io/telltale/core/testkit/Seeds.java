package io.telltale.core.testkit;

import java.util.Random;

/**
 * Where random tests get their seed from: {@code -Dtest.seed=N}, else a fixed one; a failure names
 * it.
 */
public final class Seeds {
  private static final String PROPERTY = "test.seed";
  private static final long FIXED = 0x7E11_7A1EL;

  private Seeds() {}

  /**
   * The seed of this run.
   *
   * @return the seed
   */
  public static long seed() {
    return Long.getLong(PROPERTY, FIXED);
  }

  /**
   * Runs a test with a generator made from {@link #seed}.
   *
   * @param test what to run
   * @throws AssertionError when it fails, with the seed in the message and the failure as its cause
   */
  public static void run(SeededTest test) {
    run(1, test);
  }

  /**
   * Runs a test several times, each with a seed of its own; the first seed is {@link #seed}, so a
   * failing one can be run first.
   *
   * @param times how often
   * @param test what to run
   * @throws AssertionError when it fails, with the failing seed in the message and the failure as
   *     its cause
   */
  public static void run(int times, SeededTest test) {
    for (int i = 0; i < times; i++) {
      long seed = seed() + i;
      try {
        test.run(new Random(seed));
      } catch (Throwable failure) {
        throw new AssertionError(
            "failed with seed " + seed + ", again with -D" + PROPERTY + "=" + seed + ": " + failure,
            failure);
      }
    }
  }

  /** A test that takes all its randomness from one generator. */
  @FunctionalInterface
  public interface SeededTest {
    /**
     * Runs it.
     *
     * @param random the only source of randomness
     * @throws Exception when it fails
     */
    void run(Random random) throws Exception;
  }
}
