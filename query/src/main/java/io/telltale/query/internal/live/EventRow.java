package io.telltale.query.internal.live;

/**
 * Where the fields of an event stand among its words.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
final class EventRow {
  static final int SEQUENCE = 0;
  static final int WINDOW = 1;
  static final int KIND = 2;
  static final int RULE = 3;
  static final int DEVICE = 4;
  static final int CHANNEL = 5;
  static final int START = 6;
  static final int END = 7;
  static final int REASON = 8;
  static final int ONSET = 9;
  static final int LAST_TRUE = 10;
  static final int HELD = 11;
  static final int SAMPLES = 12;
  static final int MIN = 13;
  static final int MAX = 14;
  static final int MEAN = 15;
  static final int PEAK = 16;
  static final int PEAK_TIME = 17;
  static final int AREA = 18;
  static final int NOW = 19;
  static final int WORDS = 20;

  private EventRow() {}
}
