package io.telltale.query.internal.live;

import io.telltale.core.HotPath;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue of events. Who adds never waits for who takes: what does not fit is counted and
 * gone.
 *
 * <p><b>Threading:</b> any thread; a lock of its own, held while one event is copied.
 * <b>Allocation:</b> none after construction. <b>Lifetime:</b> that of the live rules.
 */
final class EventQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final long[] words;
  private final int capacity;
  private int first;
  private int size;
  private int waiting;
  private long lost;

  /** Creates one for so many events. */
  EventQueue(int capacity) {
    this.capacity = capacity;
    words = new long[capacity * EventRow.WORDS];
  }

  /** Adds an event, or counts it as lost. */
  @HotPath
  void add(long[] event) {
    lock.lock();
    try {
      if (size == capacity) {
        lost++;
        return;
      }
      int at = (first + size) % capacity * EventRow.WORDS;
      System.arraycopy(event, 0, words, at, EventRow.WORDS);
      size++;
      if (waiting > 0) {
        filled.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest event; false when there is none. */
  @HotPath
  boolean take(long[] event) {
    lock.lock();
    try {
      if (size == 0) {
        return false;
      }
      System.arraycopy(words, first * EventRow.WORDS, event, 0, EventRow.WORDS);
      first = (first + 1) % capacity;
      size--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is an event, or so long. */
  void await(long timeoutNs) throws InterruptedException {
    lock.lock();
    waiting++;
    try {
      long left = timeoutNs;
      while (size == 0 && left > 0) {
        left = filled.awaitNanos(left);
      }
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Returns how many events did not fit. */
  long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many events wait. */
  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
