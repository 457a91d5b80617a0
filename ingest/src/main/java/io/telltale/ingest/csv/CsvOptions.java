package io.telltale.ingest.csv;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How to read a CSV file. Nothing is guessed: building fails, and says which option is missing,
 * when device or time are not told.
 *
 * <p><b>Threading:</b> immutable; the builder belongs to one thread. <b>Allocation:</b> a few small
 * objects. <b>Lifetime:</b> as long as wanted.
 */
public final class CsvOptions {
  final String device;
  final String deviceColumn;
  final String timeColumn;
  final CsvTime time;
  final String channelColumn;
  final List<String> valueColumns;
  final List<String> attributeColumns;
  final String channel;
  final Kind kind;
  final Set<String> missing;
  final boolean rowNames;
  private final Map<String, CsvColumn> columns;
  private final Map<String, Kind> kinds;
  private final String unit;
  private final Duration period;
  private final Duration staleAfter;

  private CsvOptions(Builder from) {
    device = from.device;
    deviceColumn = from.deviceColumn;
    timeColumn = from.timeColumn;
    time = CsvTime.of(from.timeFormat, from.zone);
    channelColumn = from.channelColumn;
    columns = Map.copyOf(from.columns);
    valueColumns = List.copyOf(from.chosenColumns());
    missing = Set.copyOf(from.missing);
    rowNames = from.rowNames;
    attributeColumns = List.copyOf(from.attributeColumns);
    channel = from.channel;
    kind = from.kind;
    kinds = Map.copyOf(from.kinds);
    unit = from.unit;
    period = from.period;
    staleAfter = from.staleAfter;
  }

  /**
   * Starts with nothing told.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** The kind that was asked for a channel, or null. */
  Kind kindOf(String source, String name) {
    CsvColumn column = columns.get(source);
    return column != null && column.kind() != null ? column.kind() : kinds.getOrDefault(name, kind);
  }

  /** What is declared of a column, or of a name in the channel column. */
  ChannelSpec specOf(String source) {
    CsvColumn column = columns.getOrDefault(source, CsvColumn.of(source));
    boolean named = !column.channel().isEmpty();
    String name = named ? column.channel() : channel != null ? channel : source;
    Kind asked = kindOf(source, name);
    return ChannelSpec.of(name, asked == null ? Kind.DOUBLE : asked)
        .withUnit(column.unit().isEmpty() ? unit : column.unit())
        .withPeriod(column.period().isZero() ? period : column.period())
        .withStaleAfter(column.staleAfter().isZero() ? staleAfter : column.staleAfter());
  }

  /** Collects options. */
  public static final class Builder {
    private String device;
    private String deviceColumn;
    private String timeColumn;
    private String timeFormat;
    private ZoneId zone;
    private String channelColumn;
    private final List<String> valueColumns = new ArrayList<>();
    private final List<String> attributeColumns = new ArrayList<>();
    private String channel;
    private Kind kind;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, CsvColumn> columns = new LinkedHashMap<>();
    private final Set<String> missing = new HashSet<>();
    private boolean rowNames;
    private String unit = "";
    private Duration period = Duration.ZERO;
    private Duration staleAfter = Duration.ZERO;

    private Builder() {}

    /**
     * Says that all readings are of one device.
     *
     * @param serial its serial number
     * @return this
     */
    public Builder device(String serial) {
      device = Objects.requireNonNull(serial, "serial");
      return this;
    }

    /**
     * Names the column with the device's serial number.
     *
     * @param column its name in the header
     * @return this
     */
    public Builder deviceColumn(String column) {
      deviceColumn = Objects.requireNonNull(column, "column");
      return this;
    }

    /**
     * Names the column with the time.
     *
     * @param column its name in the header
     * @return this
     */
    public Builder timeColumn(String column) {
      timeColumn = Objects.requireNonNull(column, "column");
      return this;
    }

    /**
     * Says how times are written.
     *
     * @param format {@code ns}, {@code us}, {@code ms} or {@code s} since 1970, {@code iso}, or a
     *     pattern of {@link java.time.format.DateTimeFormatter}
     * @return this
     */
    public Builder timeFormat(String format) {
      timeFormat = Objects.requireNonNull(format, "format");
      return this;
    }

    /**
     * Says which zone times without one are in.
     *
     * @param newZone the zone
     * @return this
     */
    public Builder zone(ZoneId newZone) {
      zone = Objects.requireNonNull(newZone, "newZone");
      return this;
    }

    /**
     * Names the column with the channel's name; then there is one value column.
     *
     * @param column its name in the header
     * @return this
     */
    public Builder channelColumn(String column) {
      channelColumn = Objects.requireNonNull(column, "column");
      return this;
    }

    /**
     * Names a column with values, one more with each call. Without any call and without a channel
     * column, every column that no other option names has values.
     *
     * @param column its name in the header
     * @return this
     */
    public Builder valueColumn(String column) {
      valueColumns.add(Objects.requireNonNull(column, "column"));
      return this;
    }

    /**
     * Names a column whose text becomes an attribute of the device, one more with each call.
     *
     * @param column its name in the header, the attribute's name too
     * @return this
     */
    public Builder attributeColumn(String column) {
      attributeColumns.add(Objects.requireNonNull(column, "column"));
      return this;
    }

    /**
     * Declares a column, or with a channel column a name in it. The columns declared are the ones
     * that have values, unless {@link #valueColumn} or {@link #channelColumn} is called.
     *
     * @param column what is known of it
     * @return this
     * @throws IllegalArgumentException when it is declared already
     */
    public Builder column(CsvColumn column) {
      require(
          columns.putIfAbsent(column.column(), column) == null,
          "column " + column.column() + " is declared twice");
      return this;
    }

    /**
     * Names a text that stands for a missing value, such as {@code NA}, one more with each call. An
     * empty cell is always one.
     *
     * @param text a cell's text
     * @return this
     */
    public Builder missing(String text) {
      missing.add(text.strip());
      return this;
    }

    /**
     * Says that each row begins with a cell that has no header, as R writes its row names. It is
     * passed over.
     *
     * @return this
     */
    public Builder rowNames() {
      rowNames = true;
      return this;
    }

    /**
     * Names the channel of the one value column; else it is called like the column.
     *
     * @param name the channel's name
     * @return this
     */
    public Builder channel(String name) {
      channel = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Says which kind all channels are of. Else known channels keep theirs and new ones are DOUBLE.
     *
     * @param newKind the kind
     * @return this
     */
    public Builder kind(Kind newKind) {
      kind = Objects.requireNonNull(newKind, "newKind");
      return this;
    }

    /**
     * Says which kind one channel is of.
     *
     * @param channelName its name
     * @param newKind the kind
     * @return this
     */
    public Builder kind(String channelName, Kind newKind) {
      kinds.put(
          Objects.requireNonNull(channelName, "channelName"),
          Objects.requireNonNull(newKind, "newKind"));
      return this;
    }

    /**
     * Declares the unit of the channels.
     *
     * @param newUnit unit of measure
     * @return this
     */
    public Builder unit(String newUnit) {
      unit = Objects.requireNonNull(newUnit, "newUnit");
      return this;
    }

    /**
     * Declares the period of the channels.
     *
     * @param newPeriod time between two readings
     * @return this
     */
    public Builder period(Duration newPeriod) {
      period = Objects.requireNonNull(newPeriod, "newPeriod");
      return this;
    }

    /**
     * Declares how long a reading of the channels speaks.
     *
     * @param newStaleAfter that long
     * @return this
     */
    public Builder staleAfter(Duration newStaleAfter) {
      staleAfter = Objects.requireNonNull(newStaleAfter, "newStaleAfter");
      return this;
    }

    /**
     * Checks what was told.
     *
     * @return the options
     * @throws IllegalArgumentException when something is missing or contradicts something else;
     *     names the option
     */
    public CsvOptions build() {
      require(
          device != null || deviceColumn != null,
          "no device: name a device column (--device-column) or one device (--device)");
      require(
          device == null || deviceColumn == null,
          "both a device column (--device-column) and one device (--device)");
      require(timeColumn != null, "no time column (--time-column)");
      require(
          timeFormat != null, "no time format (--time-format): ns, us, ms, s, iso or a pattern");
      require(
          channelColumn == null || valueColumns.size() == 1,
          "a channel column (--channel-column) needs one value column (--value-column)");
      require(
          channelColumn == null || channel == null,
          "both a channel column (--channel-column) and one channel (--channel)");
      require(
          channel == null || chosenColumns().size() <= 1,
          "one channel (--channel) for several value columns (--value-column)");
      return new CsvOptions(this);
    }

    /** The columns that have values; empty: all that are left. */
    private Collection<String> chosenColumns() {
      return valueColumns.isEmpty() && channelColumn == null ? columns.keySet() : valueColumns;
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
