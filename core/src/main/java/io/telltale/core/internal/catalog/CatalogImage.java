package io.telltale.core.internal.catalog;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.core.StoreFormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** A catalog in memory, and how it is built from records. */
final class CatalogImage {
  private static final int DEVICE_PAGE_SHIFT = 12;

  final NameTable devices = new NameTable(DEVICE_PAGE_SHIFT);
  final ChannelTable channels = new ChannelTable();
  final SeriesTable series = new SeriesTable();
  final AttributeIndex attributes = new AttributeIndex();

  /** Says that a record whose checksum is right makes no sense. */
  static final class BadRecord extends Exception {
    private static final long serialVersionUID = 1L;

    BadRecord(String reason) {
      super(reason);
    }
  }

  /**
   * Applies a record of the file.
   *
   * @param type its type
   * @param payload its payload, position to limit
   * @throws BadRecord when it does not follow from the records before it
   * @throws StoreFormatException when the type is unknown
   */
  void apply(byte type, ByteBuffer payload) throws BadRecord {
    try {
      switch (type) {
        case CatalogLayout.TYPE_DEVICE -> applyDevice(payload);
        case CatalogLayout.TYPE_ATTRIBUTE -> applyAttribute(payload);
        case CatalogLayout.TYPE_CHANNEL -> applyChannel(payload);
        case CatalogLayout.TYPE_STATE -> applyState(payload);
        case CatalogLayout.TYPE_SERIES -> applySeries(payload);
        case CatalogLayout.TYPE_RENAME -> applyRename(payload);
        default ->
            throw new StoreFormatException("record type " + type + " is unknown to this build");
      }
    } catch (BufferUnderflowException e) {
      throw new BadRecord("record of type " + type + " is too short");
    } catch (CharacterCodingException e) {
      throw new BadRecord("record of type " + type + " holds a text that is not UTF-8");
    }
  }

  private void applyDevice(ByteBuffer payload) throws BadRecord, CharacterCodingException {
    requireNext("device", payload.getInt(), devices.count());
    String serial = rest(payload);
    if (devices.find(serial) >= 0) {
      throw new BadRecord(
          "serial number is already that of device " + devices.find(serial) + ": " + serial);
    }
    devices.add(serial);
  }

  private void applyAttribute(ByteBuffer payload) throws BadRecord, CharacterCodingException {
    int device = payload.getInt();
    requireKnown("device", device, devices.count());
    String key = text(payload, Short.toUnsignedInt(payload.getShort()));
    attributes.set(device, key, rest(payload));
  }

  private void applyChannel(ByteBuffer payload) throws BadRecord, CharacterCodingException {
    int id = payload.getInt();
    int kind = payload.get();
    long periodNs = payload.getLong();
    long staleAfterNs = payload.getLong();
    String name = text(payload, Short.toUnsignedInt(payload.getShort()));
    String unit = rest(payload);
    if (kind < 0 || kind >= Kind.values().length || periodNs < 0 || staleAfterNs < 0) {
      throw new BadRecord(
          "channel has kind=" + kind + " periodNs=" + periodNs + " staleAfterNs=" + staleAfterNs);
    }
    Channel channel = new Channel(id, name, Kind.of(kind), unit, periodNs, staleAfterNs);
    int known = channels.find(name);
    if (known < 0) {
      requireNext("channel", id, channels.count());
      channels.add(channel);
    } else if (known != id
        || channels.get(id).kind() != channel.kind()
        || !channels.get(id).name().equals(name)) {
      throw new BadRecord("channel id=" + id + " contradicts " + channels.get(known));
    } else {
      channels.update(channel);
    }
  }

  private void applyState(ByteBuffer payload) throws BadRecord, CharacterCodingException {
    int channel = payload.getInt();
    requireKnown("channel", channel, channels.count());
    NameTable states = channels.states(channel);
    if (states == null) {
      throw new BadRecord("state of a channel that has none: " + channels.get(channel));
    }
    requireNext("state", payload.getInt(), states.count());
    String state = rest(payload);
    if (states.find(state) >= 0) {
      throw new BadRecord("state has already code " + states.find(state) + ": " + state);
    }
    states.add(state);
  }

  private void applySeries(ByteBuffer payload) throws BadRecord {
    requireNext("series", payload.getInt(), series.count());
    int device = payload.getInt();
    int channel = payload.getInt();
    requireKnown("device", device, devices.count());
    requireKnown("channel", channel, channels.count());
    if (payload.hasRemaining()) {
      throw new BadRecord("series record is too long");
    }
    if (series.find(device, channel) >= 0) {
      throw new BadRecord(
          "device="
              + device
              + " channel="
              + channel
              + " is already series "
              + series.find(device, channel));
    }
    series.add(device, channel);
  }

  private void applyRename(ByteBuffer payload) throws BadRecord, CharacterCodingException {
    int channel = payload.getInt();
    requireKnown("channel", channel, channels.count());
    String name = rest(payload);
    int holder = channels.find(name);
    if (holder >= 0 && holder != channel) {
      throw new BadRecord(
          "channel id=" + channel + " cannot have the name of " + channels.get(holder));
    }
    if (name.isEmpty()) {
      throw new BadRecord("channel id=" + channel + " is given an empty name");
    }
    channels.rename(channel, name);
  }

  private static void requireNext(String what, int id, int count) throws BadRecord {
    if (id != count) {
      throw new BadRecord(
          what + " id=" + Integer.toUnsignedString(id) + " is out of order, expected " + count);
    }
  }

  private static void requireKnown(String what, int id, int count) throws BadRecord {
    if (id < 0 || id >= count) {
      throw new BadRecord(
          what + " id=" + Integer.toUnsignedString(id) + " is unknown, there are " + count);
    }
  }

  private static String rest(ByteBuffer payload) throws CharacterCodingException {
    return text(payload, payload.remaining());
  }

  private static String text(ByteBuffer payload, int bytes) throws CharacterCodingException {
    if (bytes > payload.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer slice = payload.slice(payload.position(), bytes);
    payload.position(payload.position() + bytes);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    return decoder.decode(slice).toString();
  }
}
