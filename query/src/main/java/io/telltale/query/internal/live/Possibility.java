package io.telltale.query.internal.live;

import io.telltale.query.Condition;
import io.telltale.query.LogicCondition;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Whether a condition of value conditions may be TRUE, going by what each of them said last.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * that of its rule.
 */
final class Possibility {
  /** At least so many of the terms; 0: a value condition. */
  private final int least;

  private final Possibility[] terms;
  private final int channel;
  private final long bit;

  private Possibility(int least, Possibility[] terms, int channel, long bit) {
    this.least = least;
    this.terms = terms;
    this.channel = channel;
    this.bit = bit;
  }

  /**
   * Compiles a condition.
   *
   * @param channelOf number of a channel in the rule by its name
   * @return null when it has others than value conditions, a {@code not}, or too many of them
   */
  static Possibility of(Condition condition, ToIntFunction<String> channelOf, int channels) {
    int[] seen = new int[channels];
    Possibility compiled = isOfValues(condition) ? compile(condition, channelOf, seen) : null;
    // of those beyond what there is room for, watches say nothing
    boolean all = Arrays.stream(seen).allMatch(count -> count <= WatchSpec.MOST_VALUES);
    return all ? compiled : null;
  }

  private static boolean isOfValues(Condition condition) {
    if (condition instanceof LogicCondition && !(condition instanceof LogicCondition.Not)) {
      return condition.inner().stream().allMatch(Possibility::isOfValues);
    }
    return condition instanceof Condition.Compare
        || condition instanceof Condition.Inside
        || condition instanceof Condition.Outside
        || condition instanceof Condition.Is
        || condition instanceof Condition.NotFinite;
  }

  /** Numbers the value conditions of each channel in the order in which a watch has them. */
  private static Possibility compile(
      Condition condition, ToIntFunction<String> channelOf, int[] seen) {
    if (!(condition instanceof LogicCondition)) {
      int channel = channelOf.applyAsInt(condition.channel());
      return new Possibility(0, null, channel, 2L << 2 * seen[channel]++);
    }
    List<Condition> inner = condition.inner();
    Possibility[] terms =
        inner.stream().map(each -> compile(each, channelOf, seen)).toArray(Possibility[]::new);
    int least =
        condition instanceof LogicCondition.And
            ? terms.length
            : condition instanceof LogicCondition.KOf kOf ? kOf.k() : 1;
    return new Possibility(least, terms, 0, 0);
  }

  /**
   * Returns whether it may be TRUE.
   *
   * @param places the place of each of the rule's channels from one number on, below 0 for none
   * @param place one of them, which says something else now
   * @param time of what it says
   */
  boolean isOpen(long[] words, int[] places, int first, int place, long pattern, long time) {
    if (least == 0) {
      int of = places[first + channel];
      if (of == place || of < 0) {
        return of == place && (pattern & bit) != 0;
      }
      long last = words[of * PlaceLayout.WORDS + PlaceLayout.LAST];
      // what it said at that time is not known: nothing was heard yet, or something newer was
      return last == PlaceLayout.NEVER
          || last > time
          || (words[of * PlaceLayout.WORDS + PlaceLayout.PATTERN] & bit) != 0;
    }
    int open = 0;
    for (Possibility term : terms) {
      open += term.isOpen(words, places, first, place, pattern, time) ? 1 : 0;
    }
    return open >= least;
  }

  /** Returns whether it surely is TRUE at a time that no reading is later than. */
  boolean isSure(long[] words, int[] places, int first, ChannelWatch[] watches, long time) {
    if (least == 0) {
      int of = places[first + channel];
      if (of < 0) {
        return false;
      }
      long last = words[of * PlaceLayout.WORDS + PlaceLayout.LAST];
      long said = words[of * PlaceLayout.WORDS + PlaceLayout.PATTERN];
      // with the bit below, it may as well be UNKNOWN
      return last != PlaceLayout.NEVER
          && last <= time
          && (said & (bit | bit >>> 1)) == bit
          && watches[channel].staleFrom(last) > time;
    }
    int sure = 0;
    for (Possibility term : terms) {
      sure += term.isSure(words, places, first, watches, time) ? 1 : 0;
    }
    return sure >= least;
  }
}
