package io.telltale.ingest.csv;

import io.telltale.core.Kind;
import io.telltale.core.StoreLimitException;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Admission;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.ingest.ReadingAppender;
import io.telltale.ingest.internal.TimeGate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Takes rows into the store, each one whole or not at all. */
final class CsvTarget {
  private final TelemetryStore store;
  private final ReadingAppender appender;
  private final CsvOptions options;
  private final CsvColumns columns;
  private final TimeGate gate;
  private final Admission admission;

  /** How many cells without a header come first. */
  private final int offset;

  /** The row's cells by column. */
  private final String[] texts;

  private final CsvCell cell = new CsvCell();
  private final Map<String, CsvChannel> channels = new HashMap<>();
  private final Map<String, Device> devices = new HashMap<>();
  private final CsvChannel[] rowChannels;
  private final long[] rowValues;
  private final int[] rowSeries;
  private int errorColumn;
  private String reason;

  CsvTarget(
      TelemetryStore store,
      ReadingAppender appender,
      CsvOptions options,
      CsvColumns columns,
      TimeGate gate) {
    this.store = store;
    this.appender = appender;
    this.options = options;
    this.columns = columns;
    this.gate = gate;
    this.admission = new Admission(StoreAccess.catalog(store));
    offset = options.rowNames ? 1 : 0;
    texts = new String[columns.count()];
    rowChannels = new CsvChannel[columns.values.length];
    rowValues = new long[columns.values.length];
    rowSeries = new int[columns.values.length];
    if (columns.channel < 0) {
      for (int i = 0; i < rowChannels.length; i++) {
        rowChannels[i] = channel(columns.name(columns.values[i]));
        requireOwnName(i);
      }
    }
  }

  /** Two columns of one channel would give it two readings of one time. */
  private void requireOwnName(int value) {
    for (int i = 0; i < value; i++) {
      if (rowChannels[i].name().equals(rowChannels[value].name())) {
        throw new IllegalArgumentException(
            "columns "
                + columns.name(columns.values[i])
                + " and "
                + columns.name(columns.values[value])
                + " are both channel "
                + rowChannels[i].name());
      }
    }
  }

  /**
   * Appends the values of a row and returns their number; -1: none was, see {@link #reason} and
   * {@link #errorColumn}.
   */
  int take(CsvRows row) {
    if (row.size() != columns.count() + offset) {
      return refuse(Math.min(row.size(), columns.count() + offset) - offset, sizes(row));
    }
    for (int i = 0; i < texts.length; i++) {
      texts[i] = row.cell(i + offset);
    }
    String time = texts[columns.time];
    if (time.isEmpty()) {
      return refuse(columns.time, "no time");
    }
    String serial = columns.device < 0 ? options.device : texts[columns.device];
    if (serial.isEmpty()) {
      return refuse(columns.device, "no device");
    }
    int at = columns.time;
    try {
      long timeNs = options.time.parse(time);
      if (!gate.admits(timeNs)) {
        return refuse(at, gate.reason(timeNs));
      }
      at = columns.channel;
      if (columns.channel >= 0 && !value(0).isEmpty()) {
        String name = texts[columns.channel];
        if (name.isEmpty()) {
          return refuse(columns.channel, "no channel");
        }
        rowChannels[0] = channel(name);
      }
      int bad = readValues();
      if (bad >= 0) {
        return refuse(bad, reason);
      }
      at = Math.max(columns.device, 0);
      register(serial);
      return append(timeNs);
    } catch (IllegalArgumentException | StoreLimitException e) {
      return refuse(at, String.valueOf(e.getMessage()));
    }
  }

  private String sizes(CsvRows row) {
    boolean rowNames = offset == 0 && row.size() == columns.count() + 1;
    return row.size()
        + " cells, but the header has "
        + columns.count()
        + (rowNames ? ": is the first a row name (--row-names)?" : "")
        + (offset == 0 ? "" : " and rows have a name before them");
  }

  /** From 1. */
  int errorColumn() {
    return errorColumn;
  }

  String reason() {
    return reason;
  }

  /** Reads each cell that has a value; returns the column that cannot be read, or -1. */
  private int readValues() {
    for (int i = 0; i < rowChannels.length; i++) {
      String text = value(i);
      if (text.isEmpty() || rowChannels[i].kind() == Kind.STATE) {
        continue;
      }
      String bad = cell.read(text, rowChannels[i].kind());
      if (bad != null) {
        reason = columns.name(columns.values[i]) + ": " + bad;
        return columns.values[i];
      }
      rowValues[i] = cell.bits();
    }
    return -1;
  }

  /**
   * Makes device, attributes, channels, states and series known to the store before the first
   * reading is staged, unless the store does not take all of them.
   */
  private void register(String serial) {
    Device device = devices.get(serial);
    if (!isKnown(device)) {
      admit(serial);
    }
    if (device == null) {
      device = new Device(store.devices().register(serial));
      devices.put(serial, device);
    }
    for (int column : columns.attributes) {
      String value = present(column);
      if (!value.isEmpty() && !value.equals(device.attributes.put(columns.name(column), value))) {
        store.devices().setAttribute(device.id, columns.name(column), value);
      }
    }
    for (int i = 0; i < rowChannels.length; i++) {
      String text = value(i);
      if (!text.isEmpty()) {
        rowSeries[i] = device.series(store, rowChannels[i]);
        if (rowChannels[i].kind() == Kind.STATE) {
          rowValues[i] = rowChannels[i].state(text, store.channels());
        }
      }
    }
  }

  /** Whether the row needs nothing registered. */
  private boolean isKnown(Device device) {
    if (device == null) {
      return false;
    }
    boolean known = true;
    for (int column : columns.attributes) {
      String value = present(column);
      known &= value.isEmpty() || value.equals(device.attributes.get(columns.name(column)));
    }
    for (int i = 0; i < rowChannels.length && known; i++) {
      String text = value(i);
      known = text.isEmpty() || device.knows(rowChannels[i]) && rowChannels[i].knows(text);
    }
    return known;
  }

  /** Throws when the store does not take all that the row needs. */
  private void admit(String serial) {
    admission.begin(serial);
    for (int column : columns.attributes) {
      if (!present(column).isEmpty()) {
        admission.attribute(columns.name(column), present(column));
      }
    }
    for (int i = 0; i < rowChannels.length; i++) {
      String text = value(i);
      if (!text.isEmpty()) {
        admission.channel(rowChannels[i].name());
        if (rowChannels[i].kind() == Kind.STATE) {
          admission.state(rowChannels[i].name(), text);
        }
      }
    }
  }

  private int append(long timeNs) {
    int count = 0;
    for (int i = 0; i < rowChannels.length; i++) {
      if (value(i).isEmpty()) {
        continue;
      }
      if (rowChannels[i].kind() == Kind.DOUBLE) {
        appender.append(rowSeries[i], timeNs, Double.longBitsToDouble(rowValues[i]));
      } else {
        appender.append(rowSeries[i], timeNs, rowValues[i]);
      }
      count++;
    }
    return count;
  }

  /** The text of the row's i-th value, empty when it is missing. */
  private String value(int i) {
    return present(columns.values[i]);
  }

  private String present(int column) {
    String text = texts[column];
    return options.missing.contains(text) ? "" : text;
  }

  private CsvChannel channel(String name) {
    CsvChannel found = channels.get(name);
    if (found == null) {
      found = new CsvChannel(name, channels.size(), options, store.channels());
      channels.put(name, found);
    }
    return found;
  }

  private int refuse(int column, String why) {
    errorColumn = column + offset + 1;
    reason = why;
    return -1;
  }

  /** What an import knows of one device. */
  private static final class Device {
    private final int id;
    private final Map<String, String> attributes = new HashMap<>();
    private int[] series = new int[0];

    Device(int id) {
      this.id = id;
    }

    boolean knows(CsvChannel channel) {
      return channel.index() < series.length && series[channel.index()] >= 0;
    }

    int series(TelemetryStore store, CsvChannel channel) {
      int index = channel.index();
      if (index >= series.length) {
        int length = series.length;
        series = Arrays.copyOf(series, Math.max(index + 1, 2 * length));
        Arrays.fill(series, length, series.length, -1);
      }
      if (series[index] < 0) {
        series[index] = store.series(id, channel.register(store.channels()));
      }
      return series[index];
    }
  }
}
