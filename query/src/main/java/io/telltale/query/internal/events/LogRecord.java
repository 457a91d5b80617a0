package io.telltale.query.internal.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The records of an event log: docs/format/events.md.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none but for names. <b>Lifetime:</b> that of
 * the log.
 */
final class LogRecord {
  static final byte RULE = 1;
  static final byte GONE = 2;
  static final byte EVENT = 3;
  static final byte HEARD = 4;

  static final int LENGTH_OFFSET = 0;
  static final int CRC_OFFSET = 4;
  static final int TYPE_OFFSET = 8;
  static final int PAYLOAD_OFFSET = 9;

  static final int RULE_SINCE = Integer.BYTES;
  static final int RULE_NAME_BYTES = RULE_SINCE + Long.BYTES;
  static final int RULE_FIXED_BYTES = RULE_NAME_BYTES + Short.BYTES;
  static final int GONE_BYTES = Integer.BYTES;
  static final int EVENT_BYTES = EventRow.WORDS * Long.BYTES;
  static final int HEARD_BYTES = 3 * Long.BYTES;

  /** No payload is longer. */
  static final int MAX_PAYLOAD_BYTES = 1 << 15;

  private final CRC32C crc = new CRC32C();

  void rule(ByteBuffer to, int id, long sinceNs, byte[] name) {
    int at = begin(to, RULE, RULE_FIXED_BYTES + name.length);
    to.putInt(id).putLong(sinceNs).putShort((short) name.length).put(name);
    end(to, at);
  }

  void gone(ByteBuffer to, int id) {
    int at = begin(to, GONE, GONE_BYTES);
    to.putInt(id);
    end(to, at);
  }

  void event(ByteBuffer to, long[] event) {
    int at = begin(to, EVENT, EVENT_BYTES);
    for (int i = 0; i < EventRow.WORDS; i++) {
      to.putLong(event[i]);
    }
    end(to, at);
  }

  /** How far events were heard, and what is not to be given again: numbers of windows, times. */
  void heard(ByteBuffer to, long sequence, long lastWindow, long nowNs) {
    int at = begin(to, HEARD, HEARD_BYTES);
    to.putLong(sequence).putLong(lastWindow).putLong(nowNs);
    end(to, at);
  }

  private static int begin(ByteBuffer to, byte type, int payloadBytes) {
    int at = to.position();
    to.putInt(payloadBytes).putInt(0).put(type);
    return at;
  }

  private void end(ByteBuffer to, int at) {
    to.putInt(at + CRC_OFFSET, checksum(to, at, to.position() - at - PAYLOAD_OFFSET));
  }

  /** Returns the checksum that a record has to have. */
  int checksum(ByteBuffer in, int at, int payloadBytes) {
    int position = in.position();
    int limit = in.limit();
    crc.reset();
    crc.update(in.limit(at + CRC_OFFSET).position(at + LENGTH_OFFSET));
    crc.update(in.limit(at + PAYLOAD_OFFSET + payloadBytes).position(at + TYPE_OFFSET));
    in.limit(limit).position(position);
    return (int) crc.getValue();
  }

  static void readEvent(ByteBuffer in, int at, long[] event) {
    for (int i = 0; i < EventRow.WORDS; i++) {
      event[i] = in.getLong(at + PAYLOAD_OFFSET + i * Long.BYTES);
    }
  }

  /**
   * Whether a record of such a type may have such a length; for one that reaches behind the end of
   * the file.
   *
   * @param left bytes of it that are there, from its beginning
   */
  static boolean isPlausible(ByteBuffer in, int at, byte type, int payloadBytes, long left) {
    return switch (type) {
      case RULE ->
          payloadBytes <= MAX_PAYLOAD_BYTES
              && (left < PAYLOAD_OFFSET + RULE_FIXED_BYTES || isRule(in, at, payloadBytes));
      case GONE -> payloadBytes == GONE_BYTES;
      case EVENT -> payloadBytes == EVENT_BYTES;
      case HEARD -> payloadBytes == HEARD_BYTES;
      default -> false;
    };
  }

  /** Whether a rule's record is as long as its name demands. */
  static boolean isRule(ByteBuffer in, int at, int payloadBytes) {
    return payloadBytes >= RULE_FIXED_BYTES
        && payloadBytes - RULE_FIXED_BYTES
            == Short.toUnsignedInt(in.getShort(at + PAYLOAD_OFFSET + RULE_NAME_BYTES));
  }

  static byte[] name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_PAYLOAD_BYTES - RULE_FIXED_BYTES) {
      throw new IllegalArgumentException("the name of a rule has " + bytes.length + " bytes");
    }
    return bytes;
  }
}
