package io.telltale.peers;

import java.io.IOException;

/**
 * A store on trial, open in a folder of its own. Opening an empty folder creates the store, opening
 * a folder that holds one continues with what is in it.
 *
 * <p>One thread appends, asks and closes. What an engine does on threads of its own is its own
 * affair.
 */
interface Engine extends AutoCloseable {
  /**
   * Takes a reading; it need not be visible before {@link #barrier}.
   *
   * @param device number of the device, from 0
   * @param channel number of the channel, from 0
   * @param timeNs event time, epoch nanoseconds
   * @param value the value, 0 or 1 for a door
   * @throws Exception whatever the engine throws: the trial has failed
   */
  void append(int device, int channel, long timeNs, double value) throws Exception;

  /**
   * Makes everything that was appended visible to questions. Nobody asks for a sync to the disk.
   *
   * @throws Exception whatever the engine throws: the trial has failed
   */
  void barrier() throws Exception;

  /**
   * Answers a question.
   *
   * @param question what is asked; an engine may keep what it prepared for it
   * @param answer empty; takes the rows, in any order
   * @throws Exception whatever the engine throws: the trial has failed
   */
  void ask(Question question, Answer answer) throws Exception;

  /**
   * Closes the store; its folder can then be opened again.
   *
   * @throws IOException when that fails
   */
  @Override
  void close() throws IOException;
}
