package io.telltale.ingest.csv;

import io.telltale.core.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A mapping file: a CSV file that declares columns, one a row.
 *
 * <pre>
 * column,channel,kind,unit,period,stale-after
 * T1,kitchen.temperature,double,°C,10m,
 * lights,,long,Wh,10m,1h
 * </pre>
 *
 * <p>Only {@code column} is needed; the header may have the others in any order. An empty cell
 * declares nothing.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> by row. <b>Lifetime:</b> read once.
 */
public final class CsvMapping {
  private static final List<String> NAMES =
      List.of("column", "channel", "kind", "unit", "period", "stale-after");
  private static final int MAX_ROW_BYTES = 1 << 16;

  private final Path file;
  private final CsvRows rows;
  private final Map<String, Integer> header = new HashMap<>();

  private CsvMapping(Path file, CsvRows rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Reads a mapping file.
   *
   * @param file the file
   * @return the columns that it declares, in its order; at least one
   * @throws IOException when reading fails
   * @throws IllegalArgumentException when it is not such a file; names file, line and cause
   */
  public static List<CsvColumn> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new CsvMapping(file, new CsvRows(in, MAX_ROW_BYTES)).readAll();
    }
  }

  private List<CsvColumn> readAll() throws IOException {
    readHeader();
    List<CsvColumn> columns = new ArrayList<>();
    while (nextRow()) {
      if (rows.size() != header.size()) {
        throw bad(rows.size() + " cells, but the header has " + header.size());
      }
      try {
        columns.add(readColumn());
      } catch (IllegalArgumentException e) {
        throw bad(e.getMessage());
      }
    }
    if (columns.isEmpty()) {
      throw bad("no column is declared");
    }
    return columns;
  }

  private void readHeader() throws IOException {
    if (!nextRow()) {
      throw bad("no header");
    }
    for (int i = 0; i < rows.size(); i++) {
      String name = rows.cell(i);
      if (!NAMES.contains(name) || header.put(name, i) != null) {
        throw bad("the header may have, each once, " + String.join(",", NAMES) + ", not " + name);
      }
    }
    if (!header.containsKey("column")) {
      throw bad("the header lacks column");
    }
  }

  private boolean nextRow() throws IOException {
    int state = rows.next();
    if (state == CsvRows.REFUSED) {
      throw bad(rows.reason());
    }
    return state == CsvRows.ROW;
  }

  private CsvColumn readColumn() {
    return new CsvColumn(
        cell("column"),
        cell("channel"),
        kind(cell("kind")),
        cell("unit"),
        duration(cell("period")),
        duration(cell("stale-after")));
  }

  private String cell(String name) {
    Integer at = header.get(name);
    return at == null ? "" : rows.cell(at);
  }

  private static Kind kind(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind " + text + " is none of double, long, boolean, state"));
  }

  private static Duration duration(String text) {
    return text.isEmpty() ? Duration.ZERO : Duration.ofNanos(DurationCell.parse(text));
  }

  private IllegalArgumentException bad(String why) {
    return new IllegalArgumentException(
        "mapping file " + file + ", line " + rows.line() + ": " + why);
  }
}
