package io.telltale.core;

/**
 * How much may be registered in a store: a guard against a mistake, such as a serial number in each
 * line's tags or a message in a state, that would fill memory with names. What a store holds
 * already stays usable when it is opened with lower limits.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> each {@code with} method makes a copy.
 * <b>Lifetime:</b> as long as wanted.
 *
 * @param devices most devices
 * @param channels most channels
 * @param series most series
 * @param statesPerChannel most different states of one channel
 * @param attributesPerDevice most attributes of one device
 */
public record StoreLimits(
    int devices, int channels, int series, int statesPerChannel, int attributesPerDevice) {
  /** The longest name, serial number, state, attribute or unit, in bytes of UTF-8. */
  public static final int MAX_TEXT_BYTES = 1024;

  /** Ten million devices, 100,000 channels, 100 million series, 10,000 states, 1,000 attributes. */
  public static final StoreLimits DEFAULTS =
      new StoreLimits(10_000_000, 100_000, 100_000_000, 10_000, 1_000);

  /** Checks its parts. */
  public StoreLimits {
    if (devices < 1
        || channels < 1
        || series < 1
        || statesPerChannel < 1
        || attributesPerDevice < 1) {
      throw new IllegalArgumentException(
          "a limit below 1: devices="
              + devices
              + " channels="
              + channels
              + " series="
              + series
              + " statesPerChannel="
              + statesPerChannel
              + " attributesPerDevice="
              + attributesPerDevice);
    }
  }

  /**
   * The same with another number of devices.
   *
   * @param most so many
   * @return a copy
   */
  public StoreLimits withDevices(int most) {
    return new StoreLimits(most, channels, series, statesPerChannel, attributesPerDevice);
  }

  /**
   * The same with another number of channels.
   *
   * @param most so many
   * @return a copy
   */
  public StoreLimits withChannels(int most) {
    return new StoreLimits(devices, most, series, statesPerChannel, attributesPerDevice);
  }

  /**
   * The same with another number of series.
   *
   * @param most so many
   * @return a copy
   */
  public StoreLimits withSeries(int most) {
    return new StoreLimits(devices, channels, most, statesPerChannel, attributesPerDevice);
  }

  /**
   * The same with another number of states of a channel.
   *
   * @param most so many
   * @return a copy
   */
  public StoreLimits withStatesPerChannel(int most) {
    return new StoreLimits(devices, channels, series, most, attributesPerDevice);
  }

  /**
   * The same with another number of attributes of a device.
   *
   * @param most so many
   * @return a copy
   */
  public StoreLimits withAttributesPerDevice(int most) {
    return new StoreLimits(devices, channels, series, statesPerChannel, most);
  }
}
