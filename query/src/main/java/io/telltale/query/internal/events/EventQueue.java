package io.telltale.query.internal.events;

import io.telltale.core.HotPath;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue of events in memory: what does not fit is counted and gone.
 *
 * <p><b>Threading:</b> any thread; a lock of its own, held while one event is copied.
 * <b>Allocation:</b> none after construction. <b>Lifetime:</b> that of the live rules.
 */
public final class EventQueue implements Events {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final long[] words;
  private final int capacity;
  private int first;
  private int size;
  private int waiting;
  private long lost;
  private long last;

  /** Creates one for so many events. */
  public EventQueue(int capacity) {
    this.capacity = capacity;
    words = new long[capacity * EventRow.WORDS];
  }

  @Override
  @HotPath
  public void add(long[] event) {
    lock.lock();
    try {
      last = event[EventRow.SEQUENCE];
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

  /** Nothing to do: an event can be taken once it is added. */
  @Override
  public void flush() {}

  @Override
  @HotPath
  public boolean take(long[] event) {
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

  @Override
  public void await(long timeoutNs) throws InterruptedException {
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

  @Override
  public long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /** If its place was taken meanwhile, it is counted as lost. */
  @Override
  public void back() {
    lock.lock();
    try {
      if (size == capacity) {
        lost++;
      } else {
        first = (first + capacity - 1) % capacity;
        size++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is remembered. */
  @Override
  public void heard(long sequence) {}

  /** Nothing is remembered. */
  @Override
  public void rule(int id, long sinceNs, String name) {}

  /** Nothing is remembered. */
  @Override
  public void gone(int id) {}

  /** Returns nothing. */
  @Override
  public Remembered remembered() {
    return new Remembered();
  }

  /** Nothing to let go of. */
  @Override
  public void close() {}
}
