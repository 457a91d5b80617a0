package io.telltale.core.internal.engine;

import io.telltale.core.StoreClosedException;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.StoppedStore;
import java.util.function.Consumer;

/**
 * How far the agents got, and whether one failed: what callers wait for.
 *
 * <p><b>Threading:</b> any thread reads; each field has one writing agent.
 */
final class Progress {
  private final Journal journal;
  private final Consumer<Throwable> errorHandler;
  private volatile long indexed;
  private volatile long sealed;
  private volatile long sealRequested = -1;
  private volatile Throwable failure;
  private volatile boolean closed;

  Progress(Journal journal, long sealedPosition, Consumer<Throwable> errorHandler) {
    this.journal = journal;
    this.indexed = sealedPosition;
    this.sealed = sealedPosition;
    this.errorHandler = errorHandler;
  }

  long indexed() {
    return indexed;
  }

  void indexed(long position) {
    indexed = position;
  }

  long sealed() {
    return sealed;
  }

  void sealed(long position) {
    sealed = position;
  }

  long sealRequested() {
    return sealRequested;
  }

  synchronized void requestSeal(long position) {
    sealRequested = Math.max(sealRequested, position);
  }

  boolean hasFailed() {
    return failure != null;
  }

  synchronized void fail(Throwable fault) {
    if (failure == null) {
      failure = fault;
      journal.stop(fault);
      errorHandler.accept(fault);
    }
  }

  /** Nothing will get any further. */
  void close() {
    closed = true;
  }

  /** Throws when an agent failed, or the store is closed. */
  void check() {
    checkFailure();
    if (closed) {
      throw new StoreClosedException("the store is closed");
    }
  }

  /** Throws when an agent failed. */
  void checkFailure() {
    Throwable fault = failure;
    if (fault != null) {
      throw StoppedStore.because(fault);
    }
  }
}
