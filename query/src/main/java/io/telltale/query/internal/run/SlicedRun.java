package io.telltale.query.internal.run;

import io.telltale.core.internal.view.View;
import io.telltale.query.internal.run.SlicePool.Worker;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A query over slices of the devices, by the thread that reads the answer and by others that an
 * executor gives, all in one view. Each takes the next slice that nobody has; answers are read in
 * the order of the slices. Whoever reads works on one too when the next answer is not there yet, so
 * that an executor which is busy, or has no thread, delays nothing.
 *
 * <p><b>Threading:</b> one thread reads and closes. <b>Allocation:</b> some objects a run; workers
 * and answers are the pool's. <b>Lifetime:</b> one run; {@link #close} returns when no other thread
 * is in the view any more.
 */
final class SlicedRun<A> {
  /**
   * Slices for each thread, so that one which is slow does not leave the others idle at the end.
   */
  private static final int SLICES_A_THREAD = 8;

  private static final long WAIT_NS = 10_000;
  private static final int SPINS = 200;

  private final View view;
  private final SlicePool<A> pool;
  private final int devices;
  private final int slices;
  private final AtomicInteger claimed = new AtomicInteger();
  private final AtomicInteger helping = new AtomicInteger();
  private final AtomicReferenceArray<A> answers;
  private volatile Throwable fault;
  private volatile boolean closed;
  private int read;

  /** The answer that was read last. */
  private A current;

  /**
   * Begins. Nobody works on it any more when that fails.
   *
   * @param view where to look, pinned until after {@link #close}
   * @param devices how many there are
   */
  SlicedRun(View view, int devices, SlicePool<A> pool, Executor executor, int threads) {
    this.view = view;
    this.devices = devices;
    this.pool = pool;
    slices = Math.min(devices, threads * SLICES_A_THREAD);
    answers = new AtomicReferenceArray<>(slices);
    for (int helper = 1; helper < Math.min(threads, slices); helper++) {
      try {
        executor.execute(this::help);
      } catch (RejectedExecutionException busy) {
        // the reader does it all
        return;
      } catch (RuntimeException | Error failure) {
        close();
        throw failure;
      }
    }
  }

  private void help() {
    helping.incrementAndGet();
    try {
      while (!closed && workOnOne()) {}
    } finally {
      helping.decrementAndGet();
    }
  }

  private boolean workOnOne() {
    int slice = claimed.get() < slices ? claimed.getAndIncrement() : slices;
    if (slice >= slices) {
      return false;
    }
    try {
      Worker<A> worker = pool.worker();
      A answer = pool.answer();
      int first = (int) ((long) devices * slice / slices);
      int end = (int) ((long) devices * (slice + 1) / slices);
      worker.run(view, first, end, answer);
      pool.giveBack(worker);
      answers.set(slice, answer);
    } catch (RuntimeException | Error failure) {
      fault = failure;
    }
    return true;
  }

  /** Returns the next answer, valid until the next call; null when there is none. */
  A next() {
    giveBackCurrent();
    if (read == slices) {
      return null;
    }
    for (int looks = 0; (current = answers.get(read)) == null; looks++) {
      rethrow();
      if (workOnOne()) {
        looks = 0;
      } else if (looks < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(WAIT_NS);
      }
    }
    answers.set(read++, null);
    return current;
  }

  private void giveBackCurrent() {
    A last = current;
    current = null;
    if (last != null) {
      pool.giveBack(last);
    }
  }

  private void rethrow() {
    Throwable failure = fault;
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Ends the run; waits for those who are at work in the view. */
  void close() {
    closed = true;
    claimed.set(slices);
    while (helping.get() > 0) {
      LockSupport.parkNanos(WAIT_NS);
    }
    giveBackCurrent();
    for (; read < slices; read++) {
      A answer = answers.get(read);
      if (answer != null) {
        pool.giveBack(answer);
      }
    }
  }
}
