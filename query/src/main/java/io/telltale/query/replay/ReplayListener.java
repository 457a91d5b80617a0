package io.telltale.query.replay;

/** Is told of the readings of a {@link Replay}. */
@FunctionalInterface
public interface ReplayListener {
  /**
   * A reading, when it is due.
   *
   * @param series id of the pair of device and channel, as in the store
   * @param device id of the device
   * @param channel id of the channel
   * @param timeNs epoch nanoseconds
   * @param bits the value as 64 bits of the channel's kind: a double's raw bits, an integer, 0 or
   *     1, or the code of a state
   */
  void onReading(int series, int device, int channel, long timeNs, long bits);

  /** Nothing is due for some milliseconds: a good moment to hand on what was gathered. */
  default void onPause() {}
}
