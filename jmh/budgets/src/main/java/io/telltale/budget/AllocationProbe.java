package io.telltale.budget;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures what the calling thread allocates on the heap, by the JVM's own count for each thread.
 *
 * <p><b>Threading:</b> any thread; what other threads allocate is not seen. <b>Allocation:</b> none
 * by {@link #allocatedBytes()}. <b>Lifetime:</b> no instances.
 */
public final class AllocationProbe {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP_ROUNDS = 4;
  private static final int ROUNDS = 5;

  private AllocationProbe() {}

  /**
   * Bytes that the calling thread has allocated so far: the difference of two calls is what lies
   * between them.
   *
   * @return bytes
   */
  public static long allocatedBytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /**
   * Bytes that the calling thread allocates while it runs an operation once.
   *
   * @param operation what to run
   * @return bytes
   */
  public static long allocatedBytes(Runnable operation) {
    long before = allocatedBytes();
    operation.run();
    return allocatedBytes() - before;
  }

  /**
   * Fails unless an operation allocates nothing once it is warm. The JVM itself allocates now and
   * then on behalf of a thread (class loading, a deoptimisation), so the best of a few rounds
   * counts: an operation that allocates does so in each of them.
   *
   * @param what names the operation in the failure message
   * @param iterations calls in a round; each round makes as many
   * @param operation what to run
   */
  public static void assertAllocatesNothing(String what, int iterations, Runnable operation) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      allocatedBytes(iterations, operation);
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > 0; round++) {
      least = Math.min(least, allocatedBytes(iterations, operation));
    }
    if (least > 0) {
      throw new AssertionError(
          what
              + " allocates: "
              + least
              + " bytes in "
              + iterations
              + " calls, at best of "
              + ROUNDS
              + " rounds");
    }
  }

  private static long allocatedBytes(int iterations, Runnable operation) {
    long before = allocatedBytes();
    for (int i = 0; i < iterations; i++) {
      operation.run();
    }
    return allocatedBytes() - before;
  }
}
