package io.telltale.core.internal.catalog;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A fixed sequence of registrations, each of which makes one record, and what a catalog looks like
 * after each.
 */
final class CatalogScript {
  static final UUID STORE = new UUID(0x5EED_CA7A_1061_0001L, 0x0123_4567_89AB_CDEFL);
  static final String NAME = "catalog";

  static final List<Consumer<Catalog>> STEPS =
      List.of(
          c -> c.registerDevice("fridge-1"),
          c -> c.registerChannel(ChannelSpec.ofDouble("temperature").withUnit("°C")),
          c -> c.registerSeries(0, 0),
          c -> c.setAttribute(0, "model", "RF28"),
          c -> c.registerDevice("Kühlschrank \uD83E\uDDCA"),
          c -> c.registerChannel(ChannelSpec.of("door", Kind.STATE)),
          c -> c.registerState(1, "open"),
          c -> c.registerState(1, "closed"),
          c -> c.registerSeries(1, 1),
          c -> c.registerSeries(1, 0),
          c -> c.setAttribute(1, "model", "RF28"),
          c -> c.setAttribute(0, "model", "RF29"),
          c -> c.setAttribute(0, "site", ""),
          c ->
              c.registerChannel(
                  ChannelSpec.ofDouble("temperature")
                      .withPeriod(Duration.ofSeconds(10))
                      .withStaleAfter(Duration.ofMinutes(1))),
          c -> c.registerChannel(ChannelSpec.of("count", Kind.LONG)),
          c -> c.registerChannel(ChannelSpec.of("alarm", Kind.BOOLEAN)));

  private CatalogScript() {}

  /**
   * Runs the whole script and returns the length of the file after each step; the first is that
   * before any.
   */
  static List<Long> write(FileOps ops, Path file) {
    List<Long> lengths = new ArrayList<>();
    try (Catalog catalog = Catalog.open(ops, file, STORE, 0)) {
      lengths.add(catalog.force());
      for (Consumer<Catalog> step : STEPS) {
        step.accept(catalog);
        lengths.add(catalog.force());
      }
    }
    return lengths;
  }

  /** What the catalog looks like before the first step and after each. */
  static List<String> images(Path scratch) {
    List<String> images = new ArrayList<>();
    try (Catalog catalog = Catalog.open(SystemFileOps.INSTANCE, scratch, STORE, 0)) {
      images.add(dump(catalog));
      for (Consumer<Catalog> step : STEPS) {
        step.accept(catalog);
        images.add(dump(catalog));
      }
    }
    return images;
  }

  /** Everything that a catalog says, by all its ways in. */
  static String dump(Catalog catalog) {
    StringBuilder out = new StringBuilder();
    for (int device = 0; device < catalog.deviceCount(); device++) {
      String serial = catalog.deviceSerial(device);
      out.append("device ").append(device).append('=').append(catalog.findDevice(serial));
      out.append(' ').append(serial).append(' ').append(catalog.attributes(device)).append('\n');
    }
    for (int id = 0; id < catalog.channelCount(); id++) {
      Channel channel = catalog.channel(id);
      out.append(channel.equals(catalog.findChannel(channel.name()))).append(' ').append(channel);
      for (int code = 0; code < catalog.stateCount(id); code++) {
        String state = catalog.state(id, code);
        out.append(' ').append(state).append('=').append(catalog.findState(id, state));
      }
      out.append('\n');
    }
    for (int series = 0; series < catalog.seriesCount(); series++) {
      int device = catalog.seriesDevice(series);
      int channel = catalog.seriesChannel(series);
      out.append("series ").append(series).append('=').append(catalog.findSeries(device, channel));
      out.append(" device=").append(device).append(" channel=").append(channel).append('\n');
    }
    for (String model : List.of("RF28", "RF29")) {
      out.append(model).append(' ').append(catalog.devicesWith("model", model)).append('\n');
    }
    return out.toString();
  }
}
