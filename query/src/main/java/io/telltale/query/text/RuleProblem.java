package io.telltale.query.text;

import java.util.Objects;

/**
 * What is wrong with a rule, and where.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one a problem. <b>Lifetime:</b> as long as
 * wanted.
 *
 * @param line in a file of rules, from 1; 1 for a lone rule
 * @param column in that line, from 1
 * @param message what is wrong
 */
public record RuleProblem(int line, int column, String message) {
  public RuleProblem {
    Objects.requireNonNull(message, "message");
  }

  /**
   * The problem as editors and terminals can jump to it.
   *
   * @param source name of the file
   * @return {@code source:line:column: message}
   */
  public String in(String source) {
    return source + ":" + line + ":" + column + ": " + message;
  }
}
