package io.telltale.jmh;

import io.telltale.ingest.fleet.FleetChannel;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;
import java.util.ArrayList;
import java.util.List;

/** The simulated fleet's first readings as text: each line has the five channels of a device. */
final class FleetTexts {
  private static final int CHANNELS = FleetChannel.values().length;

  private FleetTexts() {}

  /** Line protocol. */
  static String lines(int count) {
    StringBuilder text = new StringBuilder();
    for (Line line : first(count)) {
      text.append("machine,device=SN-").append(line.device).append(",model=RF20 ");
      for (FleetChannel channel : FleetChannel.values()) {
        text.append(channel.ordinal() == 0 ? "" : ",").append(channel.spec().name()).append('=');
        text.append(channel == FleetChannel.DOOR ? line.isOpen() : line.value(channel));
      }
      text.append(' ').append(line.timeNs).append('\n');
    }
    return text.toString();
  }

  /** CSV with a header. */
  static String csv(int count) {
    StringBuilder text = new StringBuilder("time,device");
    for (FleetChannel channel : FleetChannel.values()) {
      text.append(',').append(channel.spec().name());
    }
    text.append('\n');
    for (Line line : first(count)) {
      text.append(line.timeNs).append(",SN-").append(line.device);
      for (FleetChannel channel : FleetChannel.values()) {
        text.append(',');
        text.append(channel == FleetChannel.DOOR ? line.isOpen() ? "1" : "0" : line.value(channel));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static List<Line> first(int count) {
    List<Line> lines = new ArrayList<>();
    FleetSpec spec = FleetSpec.ofReadings(count * (long) CHANNELS * 144).withLateShare(0);
    new FleetSimulator(spec)
        .run(
            (device, channel, timeNs, bits) -> {
              if (channel == 0 && lines.size() < count) {
                lines.add(new Line(device, timeNs, new long[CHANNELS]));
              }
              Line last = lines.get(lines.size() - 1);
              if (last.device == device && last.bits[channel] == 0) {
                last.bits[channel] = bits;
              }
            });
    return lines;
  }

  private record Line(int device, long timeNs, long[] bits) {
    double value(FleetChannel channel) {
      return Double.longBitsToDouble(bits[channel.ordinal()]);
    }

    boolean isOpen() {
      return bits[FleetChannel.DOOR.ordinal()] == 1;
    }
  }
}
