package io.telltale.jmh;

/**
 * Whether a benchmark measures what its name says. The negative controls switch these checks off,
 * so that it is the budget that has to notice.
 */
final class SelfCheck {
  /** Set to {@code off}, no check is made. */
  static final String PROPERTY = "telltale.jmh.checks";

  private static final boolean OFF = "off".equals(System.getProperty(PROPERTY));

  private SelfCheck() {}

  static void require(boolean holds, String what, Object found) {
    if (!OFF && !holds) {
      throw new IllegalStateException("this was to be measured: " + what + "; found: " + found);
    }
  }
}
