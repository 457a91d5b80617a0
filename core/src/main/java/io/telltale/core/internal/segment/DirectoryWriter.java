package io.telltale.core.internal.segment;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.ValueEncoder;
import io.telltale.core.internal.io.SectionFileWriter;

/** Gathers the series directory of a segment: five columns, a row a series. */
final class DirectoryWriter {
  private static final int COLUMNS = 5;

  private final ColumnWriter[] columns = new ColumnWriter[COLUMNS];
  private final long[] row = new long[COLUMNS];
  private int rows;

  DirectoryWriter(ValueEncoder encoder) {
    for (int i = 0; i < COLUMNS; i++) {
      columns[i] = new ColumnWriter(encoder, false);
    }
  }

  void add(int series, int device, int channel, Kind kind, int firstBlock) {
    row[0] = series;
    row[1] = device;
    row[2] = channel;
    row[3] = kind.ordinal();
    row[4] = firstBlock;
    for (int i = 0; i < COLUMNS; i++) {
      columns[i].add(row[i]);
    }
    rows++;
  }

  int rows() {
    return rows;
  }

  void writeTo(SectionFileWriter file) {
    file.beginSection(SegmentLayout.SECTION_DIRECTORY);
    for (ColumnWriter column : columns) {
      column.writeTo(file);
    }
    file.endSection();
  }
}
