package io.telltale.cli.output;

import java.util.Objects;

/**
 * One column of an answer.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object a column. <b>Lifetime:</b> as long
 * as wanted.
 *
 * @param name heading, CSV column and JSON field
 * @param alignment on which side a table pads
 */
public record Column(String name, Alignment alignment) {
  /** On which side of a column the texts stand. */
  public enum Alignment {
    /** Texts. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(alignment, "alignment");
  }

  /**
   * A column of texts or times.
   *
   * @param name its name
   * @return the column
   */
  public static Column text(String name) {
    return new Column(name, Alignment.LEFT);
  }

  /**
   * A column of numbers.
   *
   * @param name its name
   * @return the column
   */
  public static Column number(String name) {
    return new Column(name, Alignment.RIGHT);
  }
}
