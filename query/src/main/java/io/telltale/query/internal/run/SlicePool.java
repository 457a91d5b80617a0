package io.telltale.query.internal.run;

import io.telltale.core.internal.view.View;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Workers and answers of {@link SlicedRun}s of one query, kept from run to run with the buffers
 * that they have grown.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> what nobody gave back. <b>Lifetime:</b> that
 * of its query.
 */
final class SlicePool<A> {
  private final Supplier<Worker<A>> workers;
  private final Supplier<A> answers;
  private final Queue<Worker<A>> spareWorkers = new ConcurrentLinkedQueue<>();
  private final Queue<A> spareAnswers = new ConcurrentLinkedQueue<>();

  /** Answers devices one after another, on one thread at a time. */
  interface Worker<A> {
    /** Replaces an answer by that of devices from first to before end. */
    void run(View view, int firstDevice, int endDevice, A answer);
  }

  SlicePool(Supplier<Worker<A>> workers, Supplier<A> answers) {
    this.workers = workers;
    this.answers = answers;
  }

  Worker<A> worker() {
    Worker<A> spare = spareWorkers.poll();
    return spare != null ? spare : workers.get();
  }

  void giveBack(Worker<A> worker) {
    spareWorkers.add(worker);
  }

  A answer() {
    A spare = spareAnswers.poll();
    return spare != null ? spare : answers.get();
  }

  void giveBack(A answer) {
    spareAnswers.add(answer);
  }
}
