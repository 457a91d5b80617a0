package io.telltale.query.internal.live;

import io.telltale.core.Kind;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.plan.Limit;

/**
 * What the newest reading of a subject alone decides, where a rule demands no more than that value
 * conditions hold for a duration: it is TRUE from this reading on, or ceases to be before it was
 * for long enough. Nothing else has to be looked at for that, if no other channel reports just
 * then.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none after construction.
 * <b>Lifetime:</b> that of its rule.
 */
final class Turns {
  /** The subject has to be looked at. */
  static final int NONE = 0;

  /** It is TRUE from the reading on, and was not before. */
  static final int OPENS = 1;

  /** It is not TRUE any more. */
  static final int CEASES = 2;

  private final LiveRule rule;
  private final Possibility possibility;
  private final ChannelWatch[] watches;
  private final Announcer announcer;
  private final long atLeastForNs;
  private final int firstChannel;
  private final Kind kind;
  private final boolean measured;

  private Turns(
      LiveRule rule,
      Rule plain,
      Possibility possibility,
      ChannelWatch[] watches,
      Announcer announcer) {
    this.rule = rule;
    this.possibility = possibility;
    this.watches = watches;
    this.announcer = announcer;
    atLeastForNs = plain.shaping().atLeastForNs();
    firstChannel = rule.windows().channel();
    kind = rule.watch(firstChannel).kind();
    measured = Limit.of(plain.condition(), kind).isMeasured();
  }

  /**
   * Returns them for a rule of one device, null where readings have to be looked at.
   *
   * @param possibility of its condition, null when not known
   */
  static Turns of(
      LiveRule rule,
      Rule plain,
      Possibility possibility,
      ChannelWatch[] watches,
      Announcer announcer) {
    Shaping shaping = plain.shaping();
    long durationNs = shaping.atLeastForNs();
    boolean demandsDuration = durationNs > 0 && shaping.equals(Shaping.NONE.atLeastFor(durationNs));
    return demandsDuration && possibility != null
        ? new Turns(rule, plain, possibility, watches, announcer)
        : null;
  }

  /**
   * Returns what a reading makes of its subject, of which its place tells by now.
   *
   * @param places those of the subject are from the first on
   * @param before what the place's word said before the reading
   */
  int judge(long[] words, int[] places, int first, int place, long before, long time) {
    if (before >= 0) {
      return mayBeTrue(words, places, first, time) ? NONE : CEASES;
    }
    for (int c = 0; c < watches.length; c++) {
      int other = places[first + c];
      if (other != place && other >= 0 && last(words, other) >= time) {
        // others have come as far: what was TRUE then is not known here
        return NONE;
      }
    }
    long said = before & PlaceLayout.PATTERN_MASK;
    boolean wasTrue = possibility.isOpen(words, places, first, place, said, time);
    return !wasTrue && isTrue(words, places, first, time) ? OPENS : NONE;
  }

  private static long last(long[] words, int place) {
    return words[place * PlaceLayout.WORDS + PlaceLayout.LAST];
  }

  /** Whether another reading of that time or a later one was heard. */
  private boolean isJoined(SeriesWatches series, int[] places, int first, int channel, long time) {
    boolean joined = false;
    for (int c = 0; c < watches.length; c++) {
      if (places[first + c] >= 0) {
        long last = series.lastTime(places[first + c]);
        joined |= watches[c].channel() == channel ? last > time : last >= time;
      }
    }
    return joined;
  }

  private boolean isTrue(long[] words, int[] places, int first, long time) {
    return possibility.isSure(words, places, first, watches, time);
  }

  private boolean mayBeTrue(long[] words, int[] places, int first, long time) {
    return possibility.isOpen(words, places, first, PlaceLayout.NO_PLACE, 0, time);
  }

  /**
   * Tells what a reading has made of a subject, if it is still so; false when it has to be looked
   * at.
   */
  boolean take(
      Agenda agenda,
      int at,
      Subjects all,
      SeriesWatches series,
      int[] places,
      int first,
      long nowNs) {
    long[] words = series.words();
    int subject = agenda.subject(at);
    boolean calm = all.calm[subject];
    long time = agenda.time(at);
    int told = all.told[subject];
    if (agenda.turnOf(at) == OPENS) {
      if (!calm
          || !announcer.isOver(told)
          || isJoined(series, places, first, agenda.channel(at), time)
          || !isTrue(words, places, first, nowNs)) {
        return false;
      }
      open(subject, all, time, agenda.channel(at), agenda.value(at), nowNs);
    } else {
      boolean shortOf = time < all.waitsFor[subject];
      if (!shortOf
          || !announcer.isOpenedBefore(told, time)
          || mayBeTrue(words, places, first, nowNs)) {
        return false;
      }
      cease(subject, all, time, series, nowNs);
    }
    all.wake[subject] = Long.MAX_VALUE;
    all.lookedAt[subject] = nowNs;
    all.dirtyFrom[subject] = Subjects.CLEAN;
    return true;
  }

  /** Once all of a subject's series have come as far as what was TRUE, nothing adds to it. */
  void calmDown(long[] words, int[] places, int first, int subject, Subjects all) {
    // a gate that is shut hides how far a series has come: then it is found a little later
    for (int c = 0; c < watches.length; c++) {
      int place = places[first + c];
      if (place >= 0 && last(words, place) < all.trueEnd[subject]) {
        return;
      }
    }
    all.calm[subject] = true;
    for (int c = 0; c < watches.length; c++) {
      if (places[first + c] >= 0) {
        PlaceLayout.calm(words, places[first + c], true);
      }
    }
  }

  private void open(int subject, Subjects all, long time, int channel, long bits, long nowNs) {
    boolean has = channel == firstChannel && kind != Kind.STATE;
    double value = has ? Values.asDouble(kind, bits) : Double.NaN;
    announcer.open(rule, subject, all, time, value, measured ? 0 : Double.NaN, nowNs);
    all.calm[subject] = false;
    all.trueSince[subject] = time;
    all.trueEnd[subject] = Long.MAX_VALUE;
    all.waitsFor[subject] = Times.plus(time, atLeastForNs);
  }

  private void cease(int subject, Subjects all, long time, SeriesWatches series, long nowNs) {
    announcer.takeBackOpened(rule, subject, all, nowNs);
    all.ended[subject] = Math.max(all.ended[subject], time);
    all.calm[subject] = all.ended[subject] <= rule.reached(subject, all, series);
    all.trueSince[subject] = Long.MAX_VALUE;
    all.trueEnd[subject] = all.ended[subject];
    all.waitsFor[subject] = Long.MAX_VALUE;
  }
}
