package io.telltale.query.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of rules has lines that are none: names each of them.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one an error. <b>Lifetime:</b> as long as
 * wanted.
 */
public final class RuleFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<RuleProblem> problems;

  /**
   * Creates the exception.
   *
   * @param source name of the file
   * @param problems at least one
   */
  public RuleFileException(String source, List<RuleProblem> problems) {
    super(problems.stream().map(p -> p.in(source)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * What is wrong.
   *
   * @return the problems, by line
   */
  public List<RuleProblem> problems() {
    return problems;
  }
}
