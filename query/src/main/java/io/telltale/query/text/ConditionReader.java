package io.telltale.query.text;

import io.telltale.query.Condition;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.LatchCondition;
import io.telltale.query.LogicCondition;
import io.telltale.query.SpanCondition;
import io.telltale.query.ValueTest;
import io.telltale.query.text.ParsedRule.Fits;
import io.telltale.query.text.Token.Type;
import java.util.ArrayList;
import java.util.List;

/** Reads conditions. Belongs to one thread and one text. */
final class ConditionReader {
  private static final String WANTED = "a condition, for instance temperature > 8";
  private static final String CHANNEL = "a channel's name";
  private static final String COMPARISONS = "one of > < >= <= ==";

  private final Tokens tokens;
  private final Mentions mentions;
  private final ValueReader values;

  ConditionReader(Tokens tokens, Mentions mentions, ValueReader values) {
    this.tokens = tokens;
    this.mentions = mentions;
    this.values = values;
  }

  /** Reads a whole condition, enter and exit included. */
  Condition condition() {
    Token first = tokens.peek();
    if (!tokens.takeWord("enter")) {
      return disjunction();
    }
    int mention = mentions.count();
    Condition enter = disjunction();
    tokens.expectWord("exit", "'and', 'or', 'minus' or 'exit'");
    Condition exit = disjunction();
    String hint = "(enter ... exit ...) in parentheses can be combined with other channels";
    requireOneChannel(first, "in enter ... exit ...", mention, hint, enter, exit);
    return new LatchCondition.Hysteresis(enter, exit);
  }

  private Condition disjunction() {
    List<Condition> terms = new ArrayList<>();
    do {
      terms.add(conjunction());
    } while (tokens.takeWord("or"));
    return terms.size() == 1 ? terms.get(0) : new LogicCondition.Or(terms);
  }

  private Condition conjunction() {
    List<Condition> terms = new ArrayList<>();
    terms.add(unary());
    while (true) {
      if (tokens.takeWord("and")) {
        terms.add(unary());
      } else if (tokens.takeWord("minus")) {
        Condition before = terms.size() == 1 ? terms.get(0) : new LogicCondition.And(terms);
        terms = new ArrayList<>();
        terms.add(before.minus(unary()));
      } else {
        return terms.size() == 1 ? terms.get(0) : new LogicCondition.And(terms);
      }
    }
  }

  private Condition unary() {
    Token first = tokens.peek();
    if (first.isWord("not") || first.isSymbol("(")) {
      tokens.down();
      tokens.take();
      Condition condition = first.isWord("not") ? new LogicCondition.Not(unary()) : inParentheses();
      tokens.up();
      return condition;
    }
    if (first.isSymbol("|")) {
      return absoluteRate();
    }
    if (first.isWord("enter")) {
      throw first.expected(WANTED, "enter ... exit ... stands in parentheses here");
    }
    if (first.type() == Type.WORD && tokens.peek(1).isSymbol("(")) {
      return withExample(first.text());
    }
    return comparison();
  }

  private Condition inParentheses() {
    Condition condition = condition();
    Token next = tokens.peek();
    boolean shaping =
        next.type() == Type.WORD
            && (Words.SHAPING.contains(next.text()) || next.text().equals("where"));
    if (shaping) {
      throw next.expected("')'", "'" + next.text() + "' stands behind the parentheses");
    }
    if (!tokens.takeSymbol(")")) {
      throw tokens.unexpected("'and', 'or', 'minus' or ')'", Words.JOINING);
    }
    return condition;
  }

  private Condition absoluteRate() {
    tokens.take();
    tokens.expectWord("rate", "rate(channel): only a rate stands between bars");
    tokens.expect("(");
    int mention = mention(Fits.NUMBERS);
    tokens.expect(")");
    tokens.expect("|");
    tokens.expect(">", "'>'");
    return new Condition.RateOutside(channel(mention), values.rate(mention));
  }

  private Condition comparison() {
    if (tokens.peek().type() == Type.NUMERAL) {
      boolean turned = tokens.peek(1).type() == Type.SYMBOL;
      throw tokens.peek().expected(WANTED, turned ? "the channel stands first: t > 8" : "");
    }
    int mention = mention(Fits.NUMBERS, WANTED);
    Token operator = tokens.peek();
    if (operator.isWord("in")) {
      tokens.take();
      mentions.fits(mention, Fits.STATES);
      return new Condition.Is(channel(mention), values.states());
    }
    Comparison comparison = comparisonSign(COMPARISONS + " or 'in'");
    Token limit = tokens.peek();
    if (comparison == Comparison.EQUAL_TO) {
      if (limit.type() == Type.STRING) {
        tokens.take();
        mentions.fits(mention, Fits.STATES);
        return new Condition.Is(channel(mention), List.of(limit.text()));
      }
      if (limit.isWord("true") || limit.isWord("false")) {
        tokens.take();
        return Condition.equalTo(channel(mention), limit.isWord("true") ? 1L : 0L);
      }
      if (NumberText.length(limit) == 0 && limit.type() != Type.NUMERAL) {
        values.string("a number, a state in \"quotes\", true or false");
      }
    }
    return new Condition.Compare(channel(mention), comparison, values.limit(mention));
  }

  private Comparison comparisonSign(String wanted) {
    Token sign = tokens.peek();
    Comparison comparison =
        switch (sign.type() == Type.SYMBOL ? sign.text() : "") {
          case ">" -> Comparison.ABOVE;
          case "<" -> Comparison.BELOW;
          case ">=" -> Comparison.AT_LEAST;
          case "<=" -> Comparison.AT_MOST;
          case "==" -> Comparison.EQUAL_TO;
          case "=" -> throw sign.expected("'=='", "one = is for attributes, behind 'where'");
          case "!=", "<>" -> throw sign.expected(wanted, "unequal is written not x == 3");
          case "=>" -> throw sign.expected(wanted, "did you mean '>='?");
          case "=<" -> throw sign.expected(wanted, "did you mean '<='?");
          default -> throw tokens.unexpected(wanted, List.of("in"));
        };
    tokens.take();
    return comparison;
  }

  private Condition withExample(String function) {
    tokens.down();
    try {
      return function();
    } catch (RuleSyntaxException e) {
      String example = Words.EXAMPLES.get(function);
      throw example == null ? e : e.orExample(example);
    } finally {
      tokens.up();
    }
  }

  private Condition function() {
    Token name = tokens.peek();
    if (!Words.FUNCTIONS.contains(name.text())) {
      throw notAFunction(name);
    }
    if (Words.AGGREGATES.contains(name.text())) {
      int mention = mentions.count();
      Aggregated of = aggregated();
      Comparison comparison = comparisonSign(COMPARISONS);
      return of.tested(new ValueTest.Compare(comparison, values.limit(mention)));
    }
    tokens.take();
    tokens.take();
    return switch (name.text()) {
      case "inside", "outside" -> between(name.isWord("inside"));
      case "debounce" -> debounce(name);
      case "count" -> count(name);
      case "kOf" -> kOf();
      case "rate" -> rate();
      case "jump" -> jump();
      default -> closed(ofOneChannel(name.text()));
    };
  }

  private static RuleSyntaxException notAFunction(Token name) {
    String wanted = "a condition";
    return switch (name.text()) {
      case "above" -> name.expected(wanted, "above(x) is written t > x");
      case "below" -> name.expected(wanted, "below(x) is written t < x");
      case "atLeast" -> name.expected(wanted, "atLeast(x) is written t >= x");
      case "atMost" -> name.expected(wanted, "atMost(x) is written t <= x");
      case "equalTo" -> name.expected(wanted, "equalTo(x) is written t == x");
      case "is" -> name.expected(wanted, "is(state) is written t == \"state\"");
      case "rateAbove" -> name.expected(wanted, "rateAbove(r) is written rate(t) > r");
      case "rateBelow" -> name.expected(wanted, "rateBelow(r) is written rate(t) < r");
      case "hysteresis" -> name.expected(wanted, "write enter t > 90 exit t < 85");
      case Words.K_OF_DEVICES ->
          name.expected(wanted, "kOfDevices stands around a whole rule, not within one");
      default -> name.expected(wanted, functionHint(name.text()));
    };
  }

  private static String functionHint(String name) {
    String hint = Spelling.hint(name, Words.FUNCTIONS);
    return hint.isEmpty()
        ? "no function of this name; a channel is compared without parentheses"
        : hint;
  }

  /**
   * Reads the arguments of a function whose first argument is a channel and that is a condition.
   */
  private Condition ofOneChannel(String function) {
    boolean any = List.of("changed", "silent", "neverSeen").contains(function);
    int mention = mention(any ? Fits.ANY : Fits.NUMBERS);
    String channel = channel(mention);
    switch (function) {
      case "changed":
        return new Condition.Changed(channel);
      case "notFinite":
        return new Condition.NotFinite(channel);
      default:
        tokens.expect(",");
    }
    switch (function) {
      case "silent":
        return new Condition.Silent(channel, values.durationAboveZero());
      case "neverSeen":
        return new Condition.NeverSeen(channel, values.duration());
      case "rateOutside":
        return new Condition.RateOutside(channel, values.rate(mention));
      case "flat":
        {
          Number eps = values.limit(mention);
          tokens.expect(",");
          return new SpanCondition.Flat(channel, eps, values.durationAboveZero());
        }
      default:
        return baseline(function, mention);
    }
  }

  private Condition baseline(String function, int mention) {
    String channel = channel(mention);
    double k = values.plainNumber();
    tokens.expect(",");
    long durationNs = values.durationAboveZero();
    tokens.expect(",");
    if (function.equals("seasonal")) {
      int cycles = values.count();
      tokens.expect(",");
      return new SpanCondition.Seasonal(channel, k, durationNs, cycles, floor(mention));
    }
    double floor = floor(mention);
    int samples = Condition.DEFAULT_MIN_SAMPLES;
    if (tokens.takeSymbol(",")) {
      tokens.expectWord("samples", "'samples' and the fewest readings, for instance samples 10");
      samples = values.count();
    }
    return function.equals("zscore")
        ? new SpanCondition.ZScore(channel, k, durationNs, floor, samples)
        : new SpanCondition.Mad(channel, k, durationNs, floor, samples);
  }

  private double floor(int mention) {
    tokens.expectWord("floor", "'floor' and the least deviation, for instance floor 0.01");
    return values.limit(mention).doubleValue();
  }

  private Condition between(boolean inside) {
    int mention = mentions.count();
    Token word = tokens.peek();
    boolean aggregate =
        word.type() == Type.WORD
            && Words.AGGREGATES.contains(word.text())
            && tokens.peek(1).isSymbol("(");
    Aggregated of = aggregate ? aggregated() : null;
    if (!aggregate) {
      mention(Fits.NUMBERS);
    }
    tokens.expect(",");
    Token loToken = tokens.peek();
    Number lo = values.limit(mention);
    tokens.expect(",");
    Number hi = values.limit(mention);
    tokens.expect(")");
    try {
      if (aggregate) {
        return of.tested(inside ? new ValueTest.Inside(lo, hi) : new ValueTest.Outside(lo, hi));
      }
      return inside
          ? new Condition.Inside(channel(mention), lo, hi)
          : new Condition.Outside(channel(mention), lo, hi);
    } catch (IllegalArgumentException e) {
      throw loToken.expected("a lower limit that is not above the upper one");
    }
  }

  /** What stands before a comparison: {@code mean(temperature, 10m)}. */
  private record Aggregated(String channel, SpanCondition.Aggregate aggregate, long windowNs) {
    Condition tested(ValueTest test) {
      return new SpanCondition.Trailing(channel, aggregate, windowNs, test);
    }
  }

  private Aggregated aggregated() {
    int index = Words.AGGREGATES.indexOf(tokens.take().text());
    tokens.expect("(");
    String channel = channel(mention(Fits.NUMBERS));
    tokens.expect(",");
    long windowNs = values.durationAboveZero();
    tokens.expect(")");
    return new Aggregated(channel, SpanCondition.Aggregate.values()[index], windowNs);
  }

  private Condition rate() {
    int mention = mention(Fits.NUMBERS);
    tokens.expect(")");
    boolean above = tokens.isSymbol(">");
    if (!above && !tokens.isSymbol("<")) {
      throw tokens.unexpected("'>' or '<'", List.of());
    }
    tokens.take();
    double perSecond = values.rate(mention);
    return above
        ? new Condition.RateAbove(channel(mention), perSecond)
        : new Condition.RateBelow(channel(mention), perSecond);
  }

  private Condition jump() {
    int mention = mention(Fits.NUMBERS);
    if (tokens.takeSymbol(",")) {
      return closed(new Condition.Jump(channel(mention), values.limit(mention)));
    }
    tokens.expect(")", "')' or ','");
    tokens.expect(">", "'>'");
    return new Condition.Jump(channel(mention), values.limit(mention));
  }

  private Condition debounce(Token name) {
    Condition condition = counted(name);
    int on = values.count();
    tokens.expect(",");
    return closed(new LatchCondition.Debounce(condition, on, values.count()));
  }

  private Condition count(Token name) {
    Condition condition = counted(name);
    int n = values.count();
    tokens.expect(",");
    return closed(new SpanCondition.Count(condition, n, values.durationAboveZero()));
  }

  private Condition counted(Token name) {
    Token first = tokens.peek();
    int mention = mentions.count();
    Condition condition = condition();
    tokens.expect(",", "'and', 'or', 'minus' or ','");
    requireOneChannel(first, "inside " + name.text() + "(...)", mention, "", condition);
    return condition;
  }

  private Condition kOf() {
    Token kToken = tokens.peek();
    int k = values.count();
    tokens.expect(",");
    List<Condition> terms = new ArrayList<>();
    do {
      terms.add(condition());
    } while (tokens.takeSymbol(","));
    tokens.expect(")", "'and', 'or', 'minus', ',' or ')'");
    if (k > terms.size()) {
      throw kToken.expected("at most " + terms.size() + ", as many as there are conditions");
    }
    return new LogicCondition.KOf(k, terms);
  }

  private void requireOneChannel(
      Token at, String where, int mention, String hint, Condition... conditions) {
    List<String> channels = mentions.channels(mention);
    if (channels.size() > 1) {
      throw new RuleSyntaxException(
          at.column(),
          "conditions of one and the same channel " + where,
          "'" + String.join("' and '", channels) + "'",
          hint);
    }
    for (Condition condition : conditions) {
      if (condition.namesArrival()) {
        throw new RuleSyntaxException(
            at.column(),
            "conditions about readings " + where,
            "silent or neverSeen, which are about the time between them");
      }
    }
  }

  private Condition closed(Condition condition) {
    tokens.expect(")");
    return condition;
  }

  private int mention(Fits fits) {
    return mention(fits, CHANNEL);
  }

  private int mention(Fits fits, String wanted) {
    return mentions.add(values.name(wanted), fits);
  }

  private String channel(int mention) {
    return mentions.all().get(mention).channel();
  }
}
