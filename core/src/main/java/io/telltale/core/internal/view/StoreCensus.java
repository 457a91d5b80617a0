package io.telltale.core.internal.view;

import io.telltale.core.Channel;
import io.telltale.core.StoreStats;
import io.telltale.core.StoreStats.ChannelStats;
import io.telltale.core.StoreStats.EncodingStats;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.core.internal.segment.SegmentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a view holds, duplicates apart. One use, one thread. */
public final class StoreCensus {
  private final View view;
  private final SeriesScan scan = new SeriesScan();
  private long firstTime = Long.MAX_VALUE;
  private long lastTime = Long.MIN_VALUE;

  public StoreCensus(View view) {
    this.view = view;
  }

  public StoreStats take() {
    Catalog catalog = view.catalog();
    long[] readings = new long[catalog.channelCount()];
    int[] series = new int[readings.length];
    for (int s = 0; s < catalog.seriesCount(); s++) {
      long count = readingsOf(s);
      if (count > 0) {
        readings[catalog.seriesChannel(s)] += count;
        series[catalog.seriesChannel(s)]++;
      }
    }
    long all = 0;
    List<ChannelStats> channels = new ArrayList<>();
    for (int c = 0; c < readings.length; c++) {
      Channel channel = catalog.channel(c);
      channels.add(new ChannelStats(channel, readings[c], series[c], encodingsOf(c)));
      all += readings[c];
    }
    long bytes = 0;
    long appended = 0;
    for (int i = 0; i < view.segmentCount(); i++) {
      bytes += view.segment(i).info().bytes();
      appended += view.segment(i).appended();
    }
    for (int i = 0; i < view.headCount(); i++) {
      HeadArena head = view.head(i);
      appended += head.appended();
    }
    return new StoreStats(
        all,
        appended,
        catalog.deviceCount(),
        channels,
        view.segmentCount(),
        bytes,
        firstTime,
        lastTime);
  }

  private long readingsOf(int series) {
    long count = 0;
    scan.open(view, series);
    while (scan.next()) {
      count += scan.size();
    }
    int parts = scan.partCount();
    if (parts > 0) {
      firstTime = Math.min(firstTime, scan.partFirstTime(0));
      lastTime = Math.max(lastTime, scan.partLastTime(parts - 1));
    }
    return count;
  }

  private List<EncodingStats> encodingsOf(int channel) {
    Map<String, EncodingStats> found = new TreeMap<>();
    for (int i = 0; i < view.segmentCount(); i++) {
      SegmentReader segment = view.segment(i);
      for (int d = segment.channelStart(channel); d < segment.channelEnd(channel); d++) {
        for (int b = segment.directoryFirstBlock(d); b < segment.directoryEndBlock(d); b++) {
          long count = segment.statistic(BlockColumn.COUNT, b);
          add(found, "time", String.valueOf(segment.timeEncoding(b)), count, segment.timeBytes(b));
          add(
              found,
              "value",
              String.valueOf(segment.valueEncoding(b)),
              count,
              segment.valueBytes(b));
          if (segment.stripBytes(b) > 0) {
            add(found, "strips", "MIN_MAX_SUM", count, segment.stripBytes(b));
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static void add(
      Map<String, EncodingStats> found, String column, String encoding, long readings, long bytes) {
    found.merge(
        column + " " + encoding,
        new EncodingStats(column, encoding, 1, readings, bytes),
        (a, b) ->
            new EncodingStats(
                column, encoding, a.blocks() + 1, a.readings() + readings, a.bytes() + bytes));
  }
}
