package io.telltale.ingest.fleet;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import java.time.Duration;

/**
 * What every device of the fleet reports; the ordinal is the channel number that a {@link
 * FleetSink} hears.
 */
public enum FleetChannel {
  /** Degrees Celsius with two decimals: 15 to 35 unless the device overheats. */
  TEMPERATURE("temperature", Kind.DOUBLE, "degC"),
  /** Percent with one decimal. */
  HUMIDITY("humidity", Kind.DOUBLE, "%"),
  /**
   * Millimetres a second with all digits that a double has: 0.6 to 1.4, after a step 2.1 to 2.9.
   */
  VIBRATION("vibration", Kind.DOUBLE, "mm/s"),
  /** A counter of kilowatt hours with three decimals: at most 0.0042 a second, unless it jumps. */
  ENERGY("energy", Kind.DOUBLE, "kWh"),
  /** 1 while the door is open: at most 8 minutes, unless it was left open. */
  DOOR("door", Kind.BOOLEAN, "");

  private final ChannelSpec spec;

  FleetChannel(String name, Kind kind, String unit) {
    spec =
        ChannelSpec.of(name, kind).withUnit(unit).withPeriod(Duration.ofNanos(FleetClock.TICK_NS));
  }

  /**
   * The declaration to register the channel with.
   *
   * @return name, kind, unit and period
   */
  public ChannelSpec spec() {
    return spec;
  }
}
