package io.telltale.core.internal.segment;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.ValueEncoder;
import io.telltale.core.internal.io.SectionFileWriter;

/** Gathers the series directory of a segment: five columns, a row a series. */
final class DirectoryWriter {
  private final ColumnWriter series;
  private final ColumnWriter devices;
  private final ColumnWriter channels;
  private final ColumnWriter kinds;
  private final ColumnWriter firstBlocks;
  private int rows;

  DirectoryWriter(ValueEncoder encoder) {
    series = new ColumnWriter(encoder, false);
    devices = new ColumnWriter(encoder, false);
    channels = new ColumnWriter(encoder, false);
    kinds = new ColumnWriter(encoder, false);
    firstBlocks = new ColumnWriter(encoder, false);
  }

  void add(int seriesId, int device, int channel, Kind kind, int firstBlock) {
    series.add(seriesId);
    devices.add(device);
    channels.add(channel);
    kinds.add(kind.ordinal());
    firstBlocks.add(firstBlock);
    rows++;
  }

  int rows() {
    return rows;
  }

  void writeTo(SectionFileWriter file) {
    file.beginSection(SegmentLayout.SECTION_DIRECTORY);
    series.writeTo(file);
    devices.writeTo(file);
    channels.writeTo(file);
    kinds.writeTo(file);
    firstBlocks.writeTo(file);
    file.endSection();
  }
}
