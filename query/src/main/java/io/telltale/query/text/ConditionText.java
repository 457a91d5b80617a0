package io.telltale.query.text;

import io.telltale.query.Condition;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.LatchCondition;
import io.telltale.query.LogicCondition;
import io.telltale.query.SpanCondition;
import io.telltale.query.ValueTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes conditions. Belongs to one thread. */
final class ConditionText {
  /** How tightly the parts of a condition hang together: a looser one needs parentheses. */
  private enum Bond {
    LATCH,
    OR,
    AND,
    UNARY
  }

  private final Map<String, String> units;

  /** Writes the numbers of these channels with these units. */
  ConditionText(Map<String, String> units) {
    this.units = units;
  }

  String print(Condition condition) {
    return print(condition, Bond.LATCH);
  }

  private String print(Condition condition, Bond least) {
    Condition only = onlyTerm(condition);
    if (only != null) {
      return print(only, least);
    }
    String text = bare(condition);
    return bond(condition).compareTo(least) < 0 ? "(" + text + ")" : text;
  }

  /** Returns the term of an And or Or of one term, which is written as that term; else null. */
  private static Condition onlyTerm(Condition condition) {
    boolean list =
        condition instanceof LogicCondition.And || condition instanceof LogicCondition.Or;
    return list && condition.inner().size() == 1 ? condition.inner().get(0) : null;
  }

  private static Bond bond(Condition condition) {
    if (condition instanceof LatchCondition.Hysteresis) {
      return Bond.LATCH;
    }
    if (condition instanceof LogicCondition.Or) {
      return Bond.OR;
    }
    return condition instanceof LogicCondition.And ? Bond.AND : Bond.UNARY;
  }

  private String bare(Condition condition) {
    if (condition instanceof LogicCondition logic) {
      return logic(logic);
    }
    if (condition instanceof LatchCondition latch) {
      return latch(latch);
    }
    if (condition instanceof SpanCondition span) {
      return span(span);
    }
    return ofReadings(condition);
  }

  private String logic(LogicCondition condition) {
    if (condition instanceof LogicCondition.And) {
      return joined(condition.inner(), " and ", Bond.UNARY);
    }
    if (condition instanceof LogicCondition.Or) {
      return joined(condition.inner(), " or ", Bond.AND);
    }
    if (condition instanceof LogicCondition.Not not) {
      return "not " + print(not.condition(), Bond.UNARY);
    }
    LogicCondition.KOf kOf = (LogicCondition.KOf) condition;
    return "kOf(" + kOf.k() + ", " + joined(kOf.terms(), ", ", Bond.LATCH) + ")";
  }

  private String joined(List<Condition> terms, String between, Bond least) {
    return terms.stream().map(term -> print(term, least)).collect(Collectors.joining(between));
  }

  private String latch(LatchCondition condition) {
    if (condition instanceof LatchCondition.Hysteresis c) {
      return "enter " + print(c.enter(), Bond.OR) + " exit " + print(c.exit(), Bond.OR);
    }
    LatchCondition.Debounce c = (LatchCondition.Debounce) condition;
    return "debounce(" + print(c.condition()) + ", " + c.on() + ", " + c.off() + ")";
  }

  private String span(SpanCondition condition) {
    if (condition instanceof SpanCondition.Trailing c) {
      return trailing(c);
    }
    if (condition instanceof SpanCondition.Count c) {
      return function("count", print(c.condition()), c.n(), duration(c.windowNs()));
    }
    String channel = condition.channel();
    String name = Names.written(channel);
    if (condition instanceof SpanCondition.Flat c) {
      return function("flat", name, limit(channel, c.eps()), duration(c.windowNs()));
    }
    if (condition instanceof SpanCondition.ZScore c) {
      return baseline("zscore", c.channel(), c.k(), c.windowNs(), c.floor(), c.minSamples());
    }
    if (condition instanceof SpanCondition.Mad c) {
      return baseline("mad", c.channel(), c.k(), c.windowNs(), c.floor(), c.minSamples());
    }
    SpanCondition.Seasonal c = (SpanCondition.Seasonal) condition;
    return function(
        "seasonal",
        name,
        NumberText.printDouble(c.k()),
        duration(c.periodNs()),
        c.cycles(),
        floor(channel, c.floor()));
  }

  private String trailing(SpanCondition.Trailing c) {
    String aggregate = c.aggregate().name().toLowerCase(Locale.ROOT);
    String of = function(aggregate, Names.written(c.channel()), duration(c.windowNs()));
    if (c.test() instanceof ValueTest.Compare test) {
      return of + sign(test.comparison()) + limit(c.channel(), test.limit());
    }
    if (c.test() instanceof ValueTest.Inside test) {
      return function("inside", of, limit(c.channel(), test.lo()), limit(c.channel(), test.hi()));
    }
    ValueTest.Outside test = (ValueTest.Outside) c.test();
    return function("outside", of, limit(c.channel(), test.lo()), limit(c.channel(), test.hi()));
  }

  private String baseline(
      String name, String channel, double k, long windowNs, double floor, int minSamples) {
    String text =
        Names.written(channel)
            + ", "
            + NumberText.printDouble(k)
            + ", "
            + duration(windowNs)
            + ", "
            + floor(channel, floor);
    return minSamples == Condition.DEFAULT_MIN_SAMPLES
        ? function(name, text)
        : function(name, text, "samples " + minSamples);
  }

  private String floor(String channel, double floor) {
    return "floor " + withUnit(channel, NumberText.printDouble(floor));
  }

  private String ofReadings(Condition condition) {
    String channel = condition.channel();
    String name = Names.written(channel);
    if (condition instanceof Condition.Compare c) {
      return name + sign(c.comparison()) + limit(channel, c.limit());
    }
    if (condition instanceof Condition.Inside c) {
      return function("inside", name, limit(channel, c.lo()), limit(channel, c.hi()));
    }
    if (condition instanceof Condition.Outside c) {
      return function("outside", name, limit(channel, c.lo()), limit(channel, c.hi()));
    }
    if (condition instanceof Condition.Is c) {
      return name
          + (c.states().size() == 1
              ? " == " + RuleText.quoted(c.states().get(0))
              : " in " + RuleText.list(c.states()));
    }
    if (condition instanceof Condition.NotFinite) {
      return function("notFinite", name);
    }
    if (condition instanceof Condition.Changed) {
      return function("changed", name);
    }
    if (condition instanceof Condition.Silent c) {
      return function("silent", name, duration(c.durationNs()));
    }
    if (condition instanceof Condition.NeverSeen c) {
      return function("neverSeen", name, duration(c.graceNs()));
    }
    return change(condition, function("rate", name));
  }

  private String change(Condition condition, String rate) {
    String channel = condition.channel();
    if (condition instanceof Condition.RateAbove c) {
      return rate + " > " + rate(channel, c.perSecond());
    }
    if (condition instanceof Condition.RateBelow c) {
      return rate + " < " + rate(channel, c.perSecond());
    }
    if (condition instanceof Condition.RateOutside c) {
      return "|" + rate + "| > " + rate(channel, c.perSecond());
    }
    Condition.Jump c = (Condition.Jump) condition;
    return function("jump", Names.written(channel)) + " > " + limit(channel, c.distance());
  }

  private static String sign(Comparison comparison) {
    return switch (comparison) {
      case ABOVE -> " > ";
      case BELOW -> " < ";
      case AT_LEAST -> " >= ";
      case AT_MOST -> " <= ";
      case EQUAL_TO -> " == ";
    };
  }

  private String limit(String channel, Number number) {
    return withUnit(channel, NumberText.print(number));
  }

  private String rate(String channel, double perSecond) {
    return withUnit(channel, NumberText.printDouble(perSecond)) + "/s";
  }

  private String withUnit(String channel, String number) {
    String unit = units.get(channel);
    return unit == null ? number : number + " " + Names.writtenUnit(unit);
  }

  private static String duration(long durationNs) {
    return DurationText.print(durationNs);
  }

  private static String function(String name, Object... arguments) {
    return name
        + List.of(arguments).stream()
            .map(Object::toString)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
