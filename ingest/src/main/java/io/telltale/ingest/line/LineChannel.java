package io.telltale.ingest.line;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Channels;
import io.telltale.core.Kind;
import io.telltale.ingest.internal.ByteKeyMap;
import io.telltale.ingest.internal.ExactNumbers;

/**
 * What an import knows of one channel. It is registered with the first line that is taken; until
 * then its kind is that of the line at hand.
 */
final class LineChannel {
  private final String name;
  private final int index;
  private final ByteKeyMap<Integer> states = new ByteKeyMap<>();
  private int id = -1;
  private Kind kind;
  private long tentativeLine = -1;

  /** Looks the channel up; index counts the channels of one import. */
  LineChannel(String name, int index, Channels channels) {
    this.name = name;
    this.index = index;
    lookUp(channels);
  }

  int index() {
    return index;
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  boolean isDouble() {
    return kind == Kind.DOUBLE;
  }

  boolean isState() {
    return kind == Kind.STATE;
  }

  /**
   * Tells why a value cannot be taken without loss, or null: then {@link #convert} may be called.
   */
  String refusal(FieldType type, long bits, long line, Channels channels) {
    if (id < 0 && tentativeLine != line) {
      kind = type.kind();
      tentativeLine = line;
      // Another importer may have registered it since.
      lookUp(channels);
    }
    if (type == FieldType.UNSIGNED && bits < 0) {
      return kind == Kind.LONG || kind == Kind.DOUBLE
          ? "unsigned integer above 9223372036854775807"
          : type.noun() + " for " + describe();
    }
    if (kind == type.kind()) {
      return null;
    }
    if (kind == Kind.DOUBLE && type.kind() == Kind.LONG) {
      return ExactNumbers.fitsDouble(bits) ? null : "integer is not exact in " + describe();
    }
    if (kind == Kind.LONG && type == FieldType.FLOAT) {
      boolean fits = ExactNumbers.fitsLong(Double.longBitsToDouble(bits));
      return fits ? null : "float is not an integer, as needs " + describe();
    }
    return type.noun() + " for " + describe();
  }

  /** The 64 bits that the channel holds for a number or boolean. */
  long convert(FieldType type, long bits) {
    if (kind == Kind.DOUBLE && type.kind() == Kind.LONG) {
      return Double.doubleToRawLongBits((double) bits);
    }
    if (kind == Kind.LONG && type == FieldType.FLOAT) {
      return (long) Double.longBitsToDouble(bits);
    }
    return bits;
  }

  void register(Channels channels) {
    if (id < 0) {
      id = channels.register(ChannelSpec.of(name, kind)).id();
    }
  }

  /** The code of a state as it is written in a string, or -1 when it was not asked for yet. */
  int knownState(byte[] bytes, int from, int to) {
    Integer code = states.get(bytes, from, to);
    return code == null ? -1 : code;
  }

  /** The code of a state as it is written in a string, registered when it is new. */
  int state(byte[] bytes, int from, int to, Channels channels) {
    Integer code = states.get(bytes, from, to);
    if (code == null) {
      code = channels.registerState(id, Escapes.string(bytes, from, to));
      states.put(bytes, from, to, code);
    }
    return code;
  }

  private void lookUp(Channels channels) {
    Channel known = channels.find(name);
    if (known != null) {
      id = known.id();
      kind = known.kind();
    }
  }

  private String describe() {
    return "channel " + name + " (" + kind + ")";
  }
}
