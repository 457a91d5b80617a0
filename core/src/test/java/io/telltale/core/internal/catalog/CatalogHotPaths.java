package io.telltale.core.internal.catalog;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.testkit.HotPathCoverage;

/** Cases for the catalog: look-ups by id and by name, hits and misses. */
public final class CatalogHotPaths {
  private static final int ENTRIES = 100;
  private static final int ITERATIONS = 1_000;

  private final Catalog catalog;
  private final NameTable names = new NameTable(5);
  private final SeriesTable series = new SeriesTable();
  private final ChannelTable channels = new ChannelTable();
  private final StringBuilder text = new StringBuilder("name-57");
  private final int stateChannel;
  private long sink;
  private int at;

  private CatalogHotPaths(Catalog catalog) {
    this.catalog = catalog;
    for (int i = 0; i < ENTRIES; i++) {
      names.add("name-" + i);
      series.add(i, i % 7);
    }
    stateChannel = catalog.registerChannel(ChannelSpec.of("hot-state", Kind.STATE)).id();
    catalog.registerState(stateChannel, "E42");
    for (int i = 0; i <= stateChannel; i++) {
      channels.add(catalog.channel(i));
    }
    catalog.flush();
  }

  /** Adds the cases; the catalog has devices, channels and series, and gets a channel more. */
  public static void addTo(HotPathCoverage coverage, Catalog catalog) {
    CatalogHotPaths paths = new CatalogHotPaths(catalog);
    coverage.add(
        "names by id and text",
        paths::names,
        ITERATIONS,
        methods(NameTable.class, "count", "get", "find"));
    coverage.add(
        "series by id and pair",
        paths::series,
        ITERATIONS,
        methods(SeriesTable.class, "count", "device", "channel", "find"));
    coverage.add(
        "channels of the table",
        paths::channels,
        ITERATIONS,
        methods(ChannelTable.class, "count", "get", "find", "states", "changes"));
    coverage.add(
        "the catalog's look-ups",
        paths::lookUps,
        ITERATIONS,
        methods(
            Catalog.class,
            "findDevice",
            "deviceCount",
            "channel",
            "channelCount",
            "findState",
            "findSeries",
            "seriesCount",
            "seriesDevice",
            "seriesChannel",
            "deviceChanges",
            "channelChanges",
            "flush"),
        methods(AttributeIndex.class, "changes"));
  }

  private void names() {
    int id = at++ % names.count();
    sink += names.find(names.get(id)) + names.find(text) + names.find("nobody");
  }

  private void series() {
    int id = at++ % series.count();
    sink += series.find(series.device(id), series.channel(id)) + series.find(id, 77);
  }

  private void channels() {
    int id = at++ % channels.count();
    sink += channels.find(channels.get(id).name()) + channels.find(text);
    sink += channels.states(stateChannel).count() + channels.changes();
  }

  private void lookUps() {
    int id = at++ % catalog.seriesCount();
    sink += catalog.findSeries(catalog.seriesDevice(id), catalog.seriesChannel(id));
    sink += catalog.findDevice(text) + catalog.deviceCount();
    sink += catalog.findState(stateChannel, "E42") + catalog.findState(stateChannel, text);
    sink += catalog.channel(id % catalog.channelCount()).id();
    sink += catalog.deviceChanges() + catalog.channelChanges();
    catalog.flush();
  }
}
