package io.telltale.ingest.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which column of a header holds what the options name. */
final class CsvColumns {
  private static final int NONE = -1;

  private final String[] names;
  final int device;
  final int time;
  final int channel;
  final int[] values;
  final int[] attributes;

  /** Throws an IllegalArgumentException when a column is missing or there are two of one name. */
  CsvColumns(CsvOptions options, CsvRows header) {
    names = new String[header.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = header.cell(i);
    }
    device = options.deviceColumn == null ? NONE : find(options.deviceColumn);
    time = find(options.timeColumn);
    channel = options.channelColumn == null ? NONE : find(options.channelColumn);
    attributes = options.attributeColumns.stream().mapToInt(this::find).toArray();
    values =
        options.valueColumns.isEmpty()
            ? remaining()
            : options.valueColumns.stream().mapToInt(this::find).toArray();
    if (values.length == 0) {
      throw new IllegalArgumentException("no value column in the header " + describe());
    }
    if (options.channel != null && values.length > 1) {
      throw new IllegalArgumentException(
          "one channel (--channel) for "
              + values.length
              + " columns: name the value column (--value-column) in the header "
              + describe());
    }
  }

  int count() {
    return names.length;
  }

  String name(int column) {
    return names[column];
  }

  private int find(String column) {
    int found = Arrays.asList(names).indexOf(column);
    if (found < 0) {
      throw new IllegalArgumentException("no column " + column + " in the header " + describe());
    }
    if (Arrays.asList(names).lastIndexOf(column) != found) {
      throw new IllegalArgumentException("two columns " + column + " in the header " + describe());
    }
    return found;
  }

  private int[] remaining() {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      int column = i;
      boolean taken =
          i == device
              || i == time
              || i == channel
              || Arrays.stream(attributes).anyMatch(attribute -> attribute == column);
      if (!taken) {
        if (names[i].isEmpty()) {
          throw new IllegalArgumentException(
              "column " + (i + 1) + " has no name in the header " + describe());
        }
        columns.add(find(names[i]));
      }
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  private String describe() {
    return String.join(",", names);
  }
}
