package io.telltale.ingest.csv;

import io.telltale.core.Kind;
import java.time.Duration;
import java.util.Objects;

/**
 * What is declared of one column with values, or of one name in the channel column.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object a column. <b>Lifetime:</b> as long
 * as wanted.
 *
 * @param column its name in the header, or the name in the channel column
 * @param channel the channel's name, empty when it is called like the column
 * @param kind the channel's kind; null: that of the options, of the known channel, or DOUBLE
 * @param unit unit of measure, empty when not declared
 * @param period time between two readings, zero when not declared
 * @param staleAfter how long a reading speaks, zero when not declared
 */
public record CsvColumn(
    String column, String channel, Kind kind, String unit, Duration period, Duration staleAfter) {
  /** Checks its parts. */
  public CsvColumn {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(unit, "unit");
    if (column.isEmpty()) {
      throw new IllegalArgumentException("a column without a name");
    }
    if (period.isNegative() || staleAfter.isNegative()) {
      throw new IllegalArgumentException("negative duration of column " + column);
    }
  }

  /**
   * Declares nothing.
   *
   * @param column its name
   * @return the column
   */
  public static CsvColumn of(String column) {
    return new CsvColumn(column, "", null, "", Duration.ZERO, Duration.ZERO);
  }
}
