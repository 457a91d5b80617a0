package io.telltale.query.internal.events;

import io.telltale.query.EndReason;
import io.telltale.query.live.LiveEventKind;

/**
 * Where the fields of an event stand among its words.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
public final class EventRow {
  public static final int SEQUENCE = 0;
  public static final int WINDOW = 1;

  /** Kind in the lower half, stage in the upper one. */
  public static final int KIND = 2;

  public static final int RULE = 3;
  public static final int DEVICE = 4;
  public static final int CHANNEL = 5;
  public static final int START = 6;
  public static final int END = 7;
  public static final int REASON = 8;
  public static final int ONSET = 9;
  public static final int LAST_TRUE = 10;
  public static final int HELD = 11;
  public static final int SAMPLES = 12;
  public static final int MIN = 13;
  public static final int MAX = 14;
  public static final int MEAN = 15;
  public static final int PEAK = 16;
  public static final int PEAK_TIME = 17;
  public static final int AREA = 18;
  public static final int NOW = 19;
  public static final int WORDS = 20;

  /** Stage of a window that is there no more. */
  public static final int TAKEN_BACK = -1;

  private static final int KINDS = LiveEventKind.values().length;
  private static final int STAGES = 3;
  private static final int REASONS = EndReason.values().length;

  private EventRow() {}

  /** Puts kind and stage, what the window is after the event, into one word. */
  public static long kindAndStage(int kind, int stage) {
    return (long) stage << Integer.SIZE | kind & 0xffff_ffffL;
  }

  /** Whether kind, stage and end reason are among those that there are. */
  static boolean isKnown(long[] event) {
    int kind = kind(event);
    int stage = stage(event);
    long reason = event[REASON];
    return kind >= 0
        && kind < KINDS
        && stage >= TAKEN_BACK
        && stage < STAGES
        && reason >= 0
        && reason < REASONS;
  }

  /** Returns the ordinal of the kind of an event. */
  public static int kind(long[] event) {
    return (int) event[KIND];
  }

  /** Returns what the window is after an event. */
  public static int stage(long[] event) {
    return (int) (event[KIND] >>> Integer.SIZE);
  }
}
