package io.telltale.core.internal.engine;

import io.telltale.core.Backlog;
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
  private volatile long indexedReadings;
  private volatile long indexedBytes;
  private volatile long sealedReadings;
  private volatile long sealedBytes;
  private volatile long sealRequested = -1;
  private boolean failing;
  private volatile long compacted = Long.MIN_VALUE;
  private volatile long compactionRequested = Long.MIN_VALUE;
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

  /** A frame of so many readings and bytes can be queried. */
  void indexed(long position, int readings, int bytes) {
    indexedReadings += readings;
    journal.indexed(indexedReadings);
    indexedBytes += bytes;
    indexed = position;
  }

  long sealed() {
    return sealed;
  }

  /** Frames of so many readings and bytes more lie in segments. */
  void sealed(long position, long readings, long bytes) {
    sealedReadings += readings;
    sealedBytes += bytes;
    sealed = position;
  }

  /** What waits; agents go on meanwhile, so each figure is of its own moment. */
  Backlog backlog() {
    long doneReadings = indexedReadings;
    long doneBytes = indexedBytes;
    long keptReadings = sealedReadings;
    long keptBytes = sealedBytes;
    long readings = journal.appendedReadings();
    long bytes = journal.appendedBytes();
    return new Backlog(
        readings - doneReadings, bytes - doneBytes, readings - keptReadings, bytes - keptBytes);
  }

  long sealRequested() {
    return sealRequested;
  }

  synchronized void requestSeal(long position) {
    sealRequested = Math.max(sealRequested, position);
  }

  /** Sealed position up to which nothing is left to be merged. */
  long compacted() {
    return compacted;
  }

  void compacted(long position) {
    compacted = position;
  }

  boolean isCompactionRequested() {
    return compactionRequested > compacted;
  }

  synchronized void requestCompaction(long position) {
    compactionRequested = Math.max(compactionRequested, position);
  }

  /** Tells of a fault that the store goes on after. */
  void tell(Throwable fault) {
    errorHandler.accept(fault);
  }

  boolean hasFailed() {
    return failure != null;
  }

  /** Stops the store; whoever waits for it learns of the fault once the handler was told. */
  synchronized void fail(Throwable fault) {
    if (failing) {
      return;
    }
    failing = true;
    try {
      journal.stop(fault);
      errorHandler.accept(fault);
    } finally {
      failure = fault;
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
