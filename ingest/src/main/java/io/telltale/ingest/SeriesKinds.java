package io.telltale.ingest;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.ingest.internal.ExactNumbers;
import java.util.Arrays;

/**
 * What an appender remembers of the catalog: the kind of each series it met, and how many states
 * its channel has.
 */
final class SeriesKinds {
  private static final byte UNKNOWN = -1;
  private static final byte DOUBLE = (byte) Kind.DOUBLE.ordinal();
  private static final byte LONG = (byte) Kind.LONG.ordinal();
  private static final byte BOOLEAN = (byte) Kind.BOOLEAN.ordinal();

  private final Catalog catalog;
  private byte[] kinds = new byte[0];
  private int[] stateCounts = new int[0];

  SeriesKinds(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The 64 bits that a series holds for a double; throws unless it is DOUBLE, or LONG and the
   * double an integer.
   */
  @HotPath
  long bitsOf(int series, double value) {
    return kind(series) == DOUBLE ? Double.doubleToRawLongBits(value) : exactInteger(series, value);
  }

  /**
   * The 64 bits that a series holds for a long: any LONG, a BOOLEAN's 0 or 1, a known code of a
   * STATE, and a DOUBLE that is exactly the long; throws otherwise.
   */
  @HotPath
  long bitsOf(int series, long value) {
    byte kind = kind(series);
    if (kind == LONG) {
      return value;
    }
    if (kind == DOUBLE) {
      return exactDouble(series, value);
    }
    if (kind == BOOLEAN) {
      if ((value & ~1L) != 0) {
        throw new IllegalArgumentException(
            "value " + value + " for " + describe(series) + ": only 0 and 1");
      }
    } else if (value < 0 || value >= stateCounts[series]) {
      checkState(series, value);
    }
    return value;
  }

  /** The 64 bits for an integer, which is neither a boolean nor the code of a state. */
  @HotPath
  long bitsOfInteger(int series, long value) {
    byte kind = kind(series);
    if (kind == LONG) {
      return value;
    }
    if (kind != DOUBLE) {
      throw wrongKind(series, "a long");
    }
    return exactDouble(series, value);
  }

  /** Throws unless the series is of this kind. */
  @HotPath
  void checkKind(int series, Kind kind) {
    if (kind(series) != (byte) kind.ordinal()) {
      throw wrongKind(series, "a " + kind);
    }
  }

  private long exactInteger(int series, double value) {
    if (kind(series) != LONG) {
      throw wrongKind(series, "a double");
    }
    if (!ExactNumbers.fitsLong(value)) {
      throw wrongKind(series, "a double that is no integer of 64 bits, " + value + ",");
    }
    return (long) value;
  }

  private long exactDouble(int series, long value) {
    if (!ExactNumbers.fitsDouble(value)) {
      throw wrongKind(series, "a long that no double equals, " + value + ",");
    }
    return Double.doubleToRawLongBits((double) value);
  }

  private byte kind(int series) {
    byte kind = series >= 0 && series < kinds.length ? kinds[series] : UNKNOWN;
    return kind == UNKNOWN ? learn(series) : kind;
  }

  private byte learn(int series) {
    int known = catalog.seriesCount();
    if (series < 0 || series >= known) {
      throw new IllegalArgumentException(
          "unknown series " + series + ": the store has " + known + ", from 0");
    }
    if (series >= kinds.length) {
      int from = kinds.length;
      int capacity = Math.max(known, Math.max(64, from + (from >> 1)));
      kinds = Arrays.copyOf(kinds, capacity);
      Arrays.fill(kinds, from, capacity, UNKNOWN);
      stateCounts = Arrays.copyOf(stateCounts, capacity);
    }
    byte kind = (byte) channel(series).kind().ordinal();
    kinds[series] = kind;
    return kind;
  }

  private void checkState(int series, long code) {
    int states = catalog.stateCount(catalog.seriesChannel(series));
    stateCounts[series] = states;
    if (code < 0 || code >= states) {
      throw new IllegalArgumentException(
          "code " + code + " for " + describe(series) + ": it has " + states + " states, from 0");
    }
  }

  private IllegalArgumentException wrongKind(int series, String given) {
    return new IllegalArgumentException(given + " for " + describe(series));
  }

  private String describe(int series) {
    Channel channel = channel(series);
    return "channel " + channel.name() + " (" + channel.kind() + "), series " + series;
  }

  private Channel channel(int series) {
    return catalog.channel(catalog.seriesChannel(series));
  }
}
