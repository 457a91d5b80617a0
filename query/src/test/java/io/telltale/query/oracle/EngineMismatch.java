package io.telltale.query.oracle;

import io.telltale.query.Extent;
import io.telltale.query.WindowRule;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** Engine and oracle disagree on one question. */
final class EngineMismatch extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient Question question;
  private final transient StoreStage stage;

  /**
   * One question.
   *
   * @param rule the rule
   * @param devices limit of the query, null for none
   * @param now when it is asked, null for the default
   * @param from start of the range
   * @param to end of the range
   * @param extent whole or cut
   */
  record Question(
      WindowRule rule, RoaringBitmap devices, Long now, long from, long to, Extent extent) {
    Question over(long newFrom, long newTo, Extent newExtent) {
      return new Question(rule, devices, now, newFrom, newTo, newExtent);
    }
  }

  EngineMismatch(
      StoreStage stage, Question question, List<OracleWindow> expected, List<OracleWindow> actual) {
    super(message(stage, question, expected, actual));
    this.stage = stage;
    this.question = question;
  }

  Question question() {
    return question;
  }

  StoreStage stage() {
    return stage;
  }

  private static String message(
      StoreStage stage, Question question, List<OracleWindow> expected, List<OracleWindow> actual) {
    int at = 0;
    while (at < Math.min(expected.size(), actual.size())
        && expected.get(at).matches(actual.get(at))) {
      at++;
    }
    return "at stage %s%n  %s%n  oracle has %d windows, engine %d; they part at number %d:%n  oracle %s%n  engine %s"
        .formatted(
            stage,
            question,
            expected.size(),
            actual.size(),
            at,
            at < expected.size() ? expected.get(at) : "has no more",
            at < actual.size() ? actual.get(at) : "has no more");
  }
}
