package io.telltale.query.internal.events;

/**
 * Where events wait until they are taken. Who adds never waits for who takes.
 *
 * <p><b>Threading:</b> any thread; one thread at a time adds, one takes. <b>Allocation:</b> none in
 * steady state. <b>Lifetime:</b> that of the live rules.
 */
public interface Events extends AutoCloseable {
  /**
   * Adds an event.
   *
   * @param event words as {@link EventRow} has them
   */
  void add(long[] event);

  /** Has all that was added ready to be taken. */
  void flush();

  /**
   * Takes the oldest event.
   *
   * @param event where its words go
   * @return false when there is none
   */
  boolean take(long[] event);

  /** Puts back the event that was taken last, whose handler has failed. */
  void back();

  /**
   * Takes note that events up to a sequence have been dealt with, so that they need not be
   * remembered for who listens.
   */
  void heard(long sequence);

  /** Waits until there is an event, or so long. */
  void await(long timeoutNs) throws InterruptedException;

  /** Returns the number of the last event that was added, by another run if by none; 0: none. */
  long last();

  /** Returns how many events wait to be taken. */
  long size();

  /** Returns how many events found no room. */
  long lost();

  /** Takes note of a rule that events will name by its id, or that its beginning has changed. */
  void rule(int id, long sinceNs, String name);

  /** Takes note that nothing will be told of a rule any more. */
  void gone(int id);

  /** Returns what was told before, by another run. */
  Remembered remembered();

  /** Lets go of whatever it holds; what was added before can be taken no more. */
  @Override
  void close();
}
