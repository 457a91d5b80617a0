package io.telltale.query.text;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.plan.ChannelFinder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A rule and what its text takes for granted of the channels: their units, where numbers bear some,
 * and whether they hold numbers or states.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 *
 * @param rule what was written
 * @param mentions of channels, as they stand in the text
 */
public record ParsedRule(WindowRule rule, List<Mention> mentions) {
  public ParsedRule {
    Objects.requireNonNull(rule, "rule");
    mentions = List.copyOf(mentions);
  }

  /** What a condition can be about. */
  public enum Fits {
    /** Readings of any channel. */
    ANY,
    /** Numbers and booleans. */
    NUMBERS,
    /** States. */
    STATES
  }

  /**
   * One mention of a channel, with its first number that bears a unit.
   *
   * @param channel its name
   * @param column where it stands, from 1
   * @param fits which channels the condition fits
   * @param unit the number's unit, empty when none is written
   * @param unitColumn where the unit stands, from 1; 0 when none is written
   */
  public record Mention(String channel, int column, Fits fits, String unit, int unitColumn) {
    public Mention {
      Objects.requireNonNull(channel, "channel");
      Objects.requireNonNull(fits, "fits");
      Objects.requireNonNull(unit, "unit");
    }
  }

  /**
   * The units that are written. One rule has one unit for a channel.
   *
   * @return channel name to unit
   */
  public Map<String, String> units() {
    Map<String, String> units = new LinkedHashMap<>();
    for (Mention mention : mentions) {
      if (!mention.unit().isEmpty()) {
        units.put(mention.channel(), mention.unit());
      }
    }
    return Collections.unmodifiableMap(units);
  }

  /**
   * What keeps the rule from running on a store: channels that it does not have, that hold states
   * where numbers are meant or the other way round, and units that are not the channel's.
   *
   * @param store where it is to run
   * @return the problems in the order of the text, empty when there are none
   */
  public List<RuleProblem> problems(TelemetryStore store) {
    List<RuleProblem> problems = new ArrayList<>();
    for (Mention mention : mentions) {
      check(mention, store, problems);
    }
    return problems;
  }

  /**
   * The rule, if it can run on a store.
   *
   * @param store where it is to run
   * @return the rule
   * @throws IllegalArgumentException naming the first of {@link #problems}
   */
  public WindowRule checked(TelemetryStore store) {
    List<RuleProblem> problems = problems(store);
    if (!problems.isEmpty()) {
      RuleProblem first = problems.get(0);
      throw new IllegalArgumentException("column " + first.column() + ": " + first.message());
    }
    return rule;
  }

  private static void check(Mention mention, TelemetryStore store, List<RuleProblem> problems) {
    Channel channel;
    try {
      channel = ChannelFinder.find(StoreAccess.catalog(store), mention.channel());
    } catch (IllegalArgumentException e) {
      problems.add(new RuleProblem(1, mention.column(), e.getMessage()));
      return;
    }
    boolean states = channel.kind() == Kind.STATE;
    if (states && mention.fits() == Fits.NUMBERS) {
      String message =
          named(channel) + " holds states, which are no numbers: write " + stateExample(channel);
      problems.add(new RuleProblem(1, mention.column(), message));
    } else if (!states && mention.fits() == Fits.STATES) {
      String message =
          named(channel)
              + " is of kind "
              + channel.kind()
              + ", not STATE: "
              + "compare it with "
              + (channel.kind() == Kind.BOOLEAN ? "== true or == false" : "a number");
      problems.add(new RuleProblem(1, mention.column(), message));
    } else if (!mention.unit().isEmpty() && !mention.unit().equals(channel.unit())) {
      problems.add(new RuleProblem(1, mention.unitColumn(), unitMessage(mention.unit(), channel)));
    }
  }

  private static String stateExample(Channel channel) {
    return Names.written(channel.name()) + " == \"a state\"";
  }

  private static String unitMessage(String unit, Channel channel) {
    if (channel.unit().isEmpty()) {
      return named(channel) + " declares no unit, so a number of it cannot be in " + unit;
    }
    String rate = channel.unit().equals(unit + "/s") ? " (its rate: " + channel.unit() + "/s)" : "";
    return named(channel) + " is in " + channel.unit() + ", not in " + unit + rate;
  }

  private static String named(Channel channel) {
    return "channel '" + channel.name() + "'";
  }
}
