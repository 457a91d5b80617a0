package io.telltale.query.text;

/**
 * A text is not a rule: says where, what would have fitted there, and what stands there.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one an error. <b>Lifetime:</b> as long as
 * wanted.
 */
public final class RuleSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String expected;
  private final String found;
  private final String hint;

  /**
   * Creates the exception.
   *
   * @param column where, from 1
   * @param expected what would have fitted there
   * @param found what stands there
   */
  public RuleSyntaxException(int column, String expected, String found) {
    this(column, expected, found, "");
  }

  /**
   * Creates the exception with a hint.
   *
   * @param column where, from 1
   * @param expected what would have fitted there
   * @param found what stands there
   * @param hint what may have been meant, or empty
   */
  public RuleSyntaxException(int column, String expected, String found, String hint) {
    super("column " + column + ": " + reason(expected, found, hint));
    this.column = column;
    this.expected = expected;
    this.found = found;
    this.hint = hint;
  }

  private static String reason(String expected, String found, String hint) {
    return "expected " + expected + ", found " + found + (hint.isEmpty() ? "" : "; " + hint);
  }

  /**
   * Where the text stops making sense.
   *
   * @return the column, from 1
   */
  public int column() {
    return column;
  }

  /**
   * What would have fitted there.
   *
   * @return for instance {@code a number}
   */
  public String expected() {
    return expected;
  }

  /**
   * What stands there.
   *
   * @return for instance {@code 'abc'}
   */
  public String found() {
    return found;
  }

  /**
   * What may have been meant, or how to write it.
   *
   * @return for instance {@code did you mean 'for'?}, or empty
   */
  public String hint() {
    return hint;
  }

  /**
   * The message without the column.
   *
   * @return what was expected, what was found, and the hint
   */
  public String reason() {
    return reason(expected, found, hint);
  }

  /** The same with an example, unless there is a hint already. */
  RuleSyntaxException orExample(String example) {
    return hint.isEmpty()
        ? new RuleSyntaxException(column, expected, found, "for instance " + example)
        : this;
  }
}
