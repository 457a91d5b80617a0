package io.telltale.query.internal.events;

import io.telltale.core.StoreFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an event log says was told: its rules, and the last event about each window that has not
 * been taken back.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> an array for each window.
 * <b>Lifetime:</b> of a rule, until it is attached.
 */
public final class Remembered implements LogReader.Visitor {
  private static final int MOST_RULES = 1 << 20;

  private final Map<Integer, Rule> rules = new TreeMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<Integer, Long> lastOfRule = new HashMap<>();
  private final long[] event = new long[EventRow.WORDS];
  private long sequence;
  private long heard;
  private long lastWindow;
  private long nowNs = Long.MIN_VALUE;

  /**
   * A rule and the last events about its windows.
   *
   * @param id that events name it by
   * @param name that it was attached by
   * @param sinceNs from when on it looks for windows, epoch nanoseconds
   * @param windows by number
   */
  public record Rule(int id, String name, long sinceNs, Map<Long, long[]> windows) {
    /** Returns the last event about each window: by device, then by start. */
    public List<long[]> byDevice() {
      List<long[]> sorted = new ArrayList<>(windows.values());
      sorted.sort(
          Comparator.<long[]>comparingLong(event -> event[EventRow.DEVICE])
              .thenComparingLong(event -> event[EventRow.START])
              .thenComparingLong(event -> event[EventRow.WINDOW]));
      return sorted;
    }
  }

  @Override
  public String visit(byte type, ByteBuffer in, int at, int payloadBytes) {
    int payload = at + LogRecord.PAYLOAD_OFFSET;
    return switch (type) {
      case LogRecord.RULE -> rule(in, at, payloadBytes);
      case LogRecord.GONE -> gone(in, payload, payloadBytes);
      case LogRecord.EVENT -> event(in, at, payloadBytes);
      case LogRecord.HEARD -> heard(in, payload, payloadBytes);
      default -> throw new StoreFormatException("a record of type " + type + " is not known");
    };
  }

  private String rule(ByteBuffer in, int at, int payloadBytes) {
    int payload = at + LogRecord.PAYLOAD_OFFSET;
    if (!LogRecord.isRule(in, at, payloadBytes)) {
      return "length " + payloadBytes + " of a rule";
    }
    int id = in.getInt(payload);
    if (id < 0 || id >= MOST_RULES) {
      return "a rule of id " + id;
    }
    byte[] name = new byte[payloadBytes - LogRecord.RULE_FIXED_BYTES];
    in.get(payload + LogRecord.RULE_FIXED_BYTES, name);
    Rule known = rules.get(id);
    rules.put(
        id,
        new Rule(
            id,
            new String(name, StandardCharsets.UTF_8),
            in.getLong(payload + LogRecord.RULE_SINCE),
            known == null ? new HashMap<>() : known.windows()));
    while (names.size() <= id) {
      names.add(null);
    }
    names.set(id, rules.get(id).name());
    return null;
  }

  private String gone(ByteBuffer in, int payload, int payloadBytes) {
    if (payloadBytes != LogRecord.GONE_BYTES) {
      return "length " + payloadBytes + " of a rule that is gone";
    }
    return rules.remove(in.getInt(payload)) == null ? "a rule is gone that was not there" : null;
  }

  private String event(ByteBuffer in, int at, int payloadBytes) {
    if (payloadBytes != LogRecord.EVENT_BYTES) {
      return "length " + payloadBytes + " of an event";
    }
    LogRecord.readEvent(in, at, event);
    if (event[EventRow.SEQUENCE] <= sequence) {
      return "event " + event[EventRow.SEQUENCE] + " behind event " + sequence;
    }
    if (!EventRow.isKnown(event)) {
      return "an event of a kind, stage or end that is not known";
    }
    sequence = event[EventRow.SEQUENCE];
    lastWindow = Math.max(lastWindow, event[EventRow.WINDOW]);
    nowNs = Math.max(nowNs, event[EventRow.NOW]);
    long id = event[EventRow.RULE];
    if (id < 0 || id >= names.size() || names.get((int) id) == null) {
      return "an event of rule " + id + ", which was not named";
    }
    lastOfRule.put((int) id, sequence);
    told(event);
    return null;
  }

  /** Takes note of an event, if it is about a rule that nobody has attached since. */
  void told(long[] of) {
    Rule rule = rules.isEmpty() ? null : rules.get((int) of[EventRow.RULE]);
    if (rule == null) {
      return;
    }
    if (EventRow.stage(of) == EventRow.TAKEN_BACK) {
      rule.windows().remove(of[EventRow.WINDOW]);
    } else {
      rule.windows().put(of[EventRow.WINDOW], of.clone());
    }
  }

  private String heard(ByteBuffer in, int payload, int payloadBytes) {
    if (payloadBytes != LogRecord.HEARD_BYTES) {
      return "length " + payloadBytes + " of what was heard";
    }
    heard = Math.max(heard, in.getLong(payload));
    lastWindow = Math.max(lastWindow, in.getLong(payload + Long.BYTES));
    nowNs = Math.max(nowNs, in.getLong(payload + 2 * Long.BYTES));
    return null;
  }

  /** Returns the rule of a name and forgets it; null when there is none. */
  public Rule take(String name) {
    Rule rule = find(name);
    if (rule != null) {
      rules.remove(rule.id());
    }
    return rule;
  }

  /** Returns the rule of a name, or null. */
  public Rule find(String name) {
    for (Rule rule : rules.values()) {
      if (rule.name().equals(name)) {
        return rule;
      }
    }
    return null;
  }

  /** Returns the rule of an id, null when it is gone. */
  Rule rule(int id) {
    return rules.get(id);
  }

  /** Returns the number of the last event about a rule, 0: there was none. */
  long lastOf(int id) {
    return lastOfRule.getOrDefault(id, 0L);
  }

  /** Whether an event is the last one about its window. */
  boolean isLast(long[] of) {
    Rule rule = rules.get((int) of[EventRow.RULE]);
    long[] last = rule == null ? null : rule.windows().get(of[EventRow.WINDOW]);
    return last != null && last[EventRow.SEQUENCE] == of[EventRow.SEQUENCE];
  }

  /** Returns names by id, those of rules that are gone, too; null: no rule has that id. */
  public List<String> names() {
    return names;
  }

  /** Returns the number of the last event, 0: there was none. */
  public long lastSequence() {
    return Math.max(sequence, heard);
  }

  /** Returns the number of the last event that was heard. */
  long heard() {
    return heard;
  }

  /** Returns the highest number that was given to a window, 0: none. */
  public long lastWindow() {
    return lastWindow;
  }

  /** Returns as of when the last event was told, Long.MIN_VALUE: there was none. */
  public long nowNs() {
    return nowNs;
  }
}
