package io.telltale.query.text;

import io.telltale.query.Selector;
import io.telltale.query.Shaping;
import io.telltale.query.Shaping.OnUnknown;
import io.telltale.query.text.Token.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what stands behind a condition: shaping, then {@code where}. Used for one rule. */
final class ShapingReader {
  private final Tokens tokens;
  private final ValueReader values;
  private final Map<String, Token> seen = new HashMap<>();
  private Shaping shaping = Shaping.NONE;
  private long staleNs;
  private Selector where;

  ShapingReader(Tokens tokens, ValueReader values) {
    this.tokens = tokens;
    this.values = values;
  }

  Shaping shaping() {
    return shaping;
  }

  long staleNs() {
    return staleNs;
  }

  /** The selector, or null. */
  Selector where() {
    return where;
  }

  /** Reads as far as there is shaping. */
  ShapingReader read() {
    while (tokens.peek().type() == Type.WORD && Words.SHAPING.contains(tokens.peek().text())) {
      Token word = tokens.take();
      requireFirst(word);
      step(word.text());
    }
    if (tokens.takeWord("where")) {
      where = new SelectorReader(tokens, values).selector();
      Token next = tokens.peek();
      if (next.type() == Type.WORD && Words.SHAPING.contains(next.text())) {
        throw next.expected(
            "'and', 'or' or the end of the rule", "'where' comes last, behind all shaping");
      }
    }
    return this;
  }

  /** Whether here stands a word that belonged before the shaping. */
  boolean isJoinedTooLate() {
    return where == null && !seen.isEmpty() && Words.JOINING.contains(tokens.peek().text());
  }

  /** What may follow here, for an error. */
  String expected(String end) {
    if (where != null) {
      return "'and', 'or' or " + end;
    }
    String left =
        Words.SHAPING.stream()
            .filter(word -> !seen.containsKey(stepOf(word)))
            .collect(Collectors.joining(", "));
    String shapingWords = left.isEmpty() ? "" : "shaping (" + left + "), ";
    return (seen.isEmpty() ? "'and', 'or', 'minus', " : "") + shapingWords + "'where' or " + end;
  }

  /** What may follow here, for a suggestion. */
  List<String> candidates() {
    if (where != null) {
      return List.of("and", "or");
    }
    return Words.AFTER_CONDITION.stream()
        .filter(word -> seen.isEmpty() || !Words.JOINING.contains(word))
        .filter(word -> !seen.containsKey(stepOf(word)))
        .toList();
  }

  /** {@code hold} and {@code onUnknown} are one step. */
  private static String stepOf(String word) {
    return word.equals("hold") ? "onUnknown" : word;
  }

  private void requireFirst(Token word) {
    Token before = seen.putIfAbsent(stepOf(word.text()), word);
    if (before != null) {
      throw word.expected(
          "'" + before.text() + "' only once: it stands at column " + before.column() + " already");
    }
  }

  private void step(String word) {
    switch (word) {
      case "stale" -> staleNs = values.durationAboveZero();
      case "hold" -> shaping = shaping.onUnknown(OnUnknown.HOLD);
      case "onUnknown" -> shaping = shaping.onUnknown(onUnknown());
      case "bridge" -> shaping = shaping.bridge(values.duration());
      case "for" -> shaping = shaping.atLeastFor(values.duration());
      case "samples" -> shaping = shaping.atLeastSamples(values.count(Long.MAX_VALUE));
      case "atMost" -> shaping = shaping.atMostFor(values.duration());
      case "clear" -> shaping = shaping.clearDelay(values.duration());
      case "merge" -> shaping = shaping.mergeWithin(values.duration());
      case "pad" -> shaping = pad();
      default -> throw new IllegalStateException(word);
    }
  }

  private OnUnknown onUnknown() {
    if (tokens.takeWord("hold")) {
      return OnUnknown.HOLD;
    }
    if (tokens.takeWord("break")) {
      return OnUnknown.BREAK;
    }
    throw tokens.unexpected("'hold' or 'break'", List.of("hold", "break"));
  }

  private Shaping pad() {
    long beforeNs = values.duration();
    if (tokens.peek().type() != Type.NUMERAL) {
      throw tokens.peek().expected("a second duration: pad takes what comes before and after");
    }
    return shaping.pad(beforeNs, values.duration());
  }
}
