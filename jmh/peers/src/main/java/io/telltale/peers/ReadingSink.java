package io.telltale.peers;

/** Takes readings, one by one. */
@FunctionalInterface
interface ReadingSink {
  /**
   * Takes a reading.
   *
   * @param device number of the device, from 0
   * @param channel number of the channel, from 0
   * @param timeNs event time, epoch nanoseconds
   * @param value the value
   * @throws Exception when it cannot
   */
  void take(int device, int channel, long timeNs, double value) throws Exception;
}
