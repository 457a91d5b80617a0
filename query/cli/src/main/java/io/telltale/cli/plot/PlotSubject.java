package io.telltale.cli.plot;

import io.telltale.core.Kind;
import java.util.List;
import java.util.Objects;

/**
 * What a plot is about.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object. <b>Lifetime:</b> as long as
 * wanted.
 *
 * @param device serial number
 * @param channel name
 * @param kind the channel's kind
 * @param unit the channel's unit, empty when unknown
 * @param states texts of the channel's states by code; empty for other kinds
 * @param rule text of the rule that the windows are of; null: there is none
 * @param windows the rule's windows, by start
 */
public record PlotSubject(
    String device,
    String channel,
    Kind kind,
    String unit,
    List<String> states,
    String rule,
    List<PlotWindow> windows) {

  public PlotSubject {
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(unit, "unit");
    states = List.copyOf(states);
    windows = List.copyOf(windows);
  }

  /**
   * A heading.
   *
   * @return channel, unit and device
   */
  public String title() {
    String of = unit.isEmpty() ? channel : channel + " (" + unit + ")";
    return of + " of " + device;
  }
}
