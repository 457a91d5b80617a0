package io.telltale.query.internal.live;

import static io.telltale.query.internal.live.PlaceLayout.CALM;
import static io.telltale.query.internal.live.PlaceLayout.LAST;
import static io.telltale.query.internal.live.PlaceLayout.LONGEST_RUN;
import static io.telltale.query.internal.live.PlaceLayout.NEVER;
import static io.telltale.query.internal.live.PlaceLayout.PATTERN;
import static io.telltale.query.internal.live.PlaceLayout.PATTERN_BITS;
import static io.telltale.query.internal.live.PlaceLayout.PATTERN_MASK;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.LongRangeTruth;
import io.telltale.query.internal.plan.StateTruth;
import io.telltale.query.internal.plan.Truth;
import java.util.Arrays;

/**
 * Decides which readings of a channel can change what a rule has told, so that the others cost but
 * a few comparisons. It may err on one side only: who is looked at in vain comes to no harm.
 *
 * <p>Where nothing of a subject is TRUE, a reading is quiet when it cannot make anything TRUE.
 * Elsewhere it is when the value conditions say of it what they said of the one before, when all
 * others provably do not hold, and when no time that matters has passed since.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none after construction.
 * <b>Lifetime:</b> that of its rule.
 */
final class ChannelWatch {
  private static final long FALSE = 0;
  private static final long UNKNOWN = 1;
  private static final long TRUE = 2;

  /** In place of a run: no later reading can make anything TRUE up to the newest one. */
  private static final long SETTLED = LONGEST_RUN;

  /** Readings by which a debounce is most likely settled. */
  private static final int PRIMED_BY = 64;

  /** Of a calm subject, whose newest reading makes nothing TRUE. */
  static final long SAFE = CALM | SETTLED << PATTERN_BITS;

  private static final long ALL_UNKNOWN_BITS = 0x5555_5555_5555L;

  private final LiveRule rule;
  private final int channel;
  private final Kind kind;
  private final Truth[] values;

  private final SafeRange safe;

  private final PastWatch past;

  /** How near a reading has to be to the one before; null: that does not matter. */
  private final Neighbours neighbours;

  private final long[] turning;
  private final long raising;
  private final long silentNs;
  private final int settlesIn;
  private final boolean neverSettles;
  private final boolean rises;
  private final boolean forgivesLate;
  private final boolean always;
  private final long leastSpeaksNs;
  private final boolean asDeclared;
  private final boolean latches;
  private final boolean quick;
  private final boolean isLatch;

  /** Whether all that is said of a reading follows from itself. */
  private final boolean judgesAlone;

  /** Whether late readings can be judged though there is a latch. */
  private final boolean keepsLoud;

  /** Whether a late reading matters that is the first of all. */
  private final boolean keepsOldest;

  private long speaksNs;

  /** From when on the last reading may have changed something. */
  private long reachesBackTo;

  /** What the last reading that was not quiet has made of its subject. */
  private int turn;

  private int states;

  ChannelWatch(LiveRule rule, Channel channel, WatchSpec spec) {
    this.rule = rule;
    this.channel = channel.id();
    kind = channel.kind();
    values = spec.values.toArray(new Truth[0]);

    boolean looksBack = !spec.hunches.isEmpty() || spec.counted != 0;
    past = looksBack ? new PastWatch(kind, spec) : null;
    turning = spec.turning.stream().mapToLong(Long::longValue).toArray();
    raising = spec.raising;
    SafeRange ofValues = SafeRange.of(kind == Kind.DOUBLE, spec.values, raising);
    safe = past == null ? ofValues : past.safe(ofValues, raising);
    neighbours = past != null && past.keeps() ? past.neighbours() : null;
    silentNs = spec.silentNs;
    settlesIn = spec.settlesIn;
    neverSettles = spec.neverSettles;
    rises = spec.rises;
    always = spec.always;
    forgivesLate = rises && spec.forgivesLate && !always && (past == null || past.forgivesLate());
    leastSpeaksNs = spec.leastSpeaksNs;
    asDeclared = spec.asDeclared;
    latches = spec.latches;
    quick = rises && safe != null && !always && kind != Kind.STATE;
    isLatch = spec.isLatch;
    keepsLoud = latches && quick && past == null && spec.isAlone;
    keepsOldest = forgivesLate && silentNs != Long.MAX_VALUE;
    judgesAlone =
        spec.isAlone
            && past == null
            && !always
            && !latches
            && kind != Kind.STATE
            && silentNs == Long.MAX_VALUE;
  }

  /** Takes over what the catalog says now of the channel and its states. */
  void refresh(Catalog catalog) {
    long declaredNs = asDeclared ? catalog.channel(channel).speaksForNs() : Long.MAX_VALUE;
    speaksNs = Math.min(leastSpeaksNs, declaredNs);
    states = kind == Kind.STATE ? catalog.stateCount(channel) : 0;
    for (Truth truth : values) {
      if (truth != null) {
        truth.startRun(catalog, speaksNs);
      }
    }
  }

  LiveRule rule() {
    return rule;
  }

  int channel() {
    return channel;
  }

  /** Whether the value of a reading and the time of the one before most often suffice. */
  boolean isQuick() {
    return quick;
  }

  /** Returns the values that are SAFE, of a calm subject. */
  SafeRange safe() {
    return safe;
  }

  /** Returns how near a reading has to be to the one before; null when that does not matter. */
  Neighbours neighbours() {
    return neighbours;
  }

  /** Returns where {@link PastWatch} keeps what it knows of a place. */
  int pastWords(long[] words, int place) {
    return ofPast(PlaceLayout.more(words, place));
  }

  /** Returns how long without a reading may be silent; Long.MAX_VALUE: none is. */
  long silentNs() {
    return silentNs;
  }

  Kind kind() {
    return kind;
  }

  /** Returns what the reading that was just taken note of makes of its subject. */
  int turn() {
    return turn;
  }

  /**
   * Returns how many further words a place of it has: when it settled, the last reading that was
   * not SAFE, the oldest reading, what is known of several readings.
   */
  int extraWords() {
    return ofPast(0) + (past == null ? 0 : past.words());
  }

  private int ofLoud(int further) {
    return further + (isRetroactive() ? 1 : 0);
  }

  private int ofOldest(int further) {
    return ofLoud(further) + (keepsLoud ? 1 : 0);
  }

  private int ofPast(int further) {
    return ofOldest(further) + (keepsOldest ? 1 : 0);
  }

  /** Returns how many of the newest readings it has to know of a series that has some already. */
  int primedBy() {
    return isRetroactive() ? Math.max(PRIMED_BY, 2 * settlesIn) : 1;
  }

  /** Knows nothing of a series, or that there is nothing to know. */
  void clear(long[] words, int place, long[] more, boolean unseen) {
    words[place * PlaceLayout.WORDS + LAST] = NEVER;
    words[place * PlaceLayout.WORDS + PATTERN] = 0;
    int further = PlaceLayout.more(words, place);
    Arrays.fill(more, further, ofPast(further), NEVER);
    if (past != null) {
      PastWatch.clear(more, ofPast(further), unseen);
    }
  }

  /** Returns when a series whose newest reading is of this time falls silent; MAX_VALUE: never. */
  long silentFrom(long lastNs) {
    return lastNs == NEVER || silentNs == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Times.plus(Times.plus(lastNs, silentNs), 1);
  }

  /** Returns when a reading of this time speaks no more; Long.MAX_VALUE: never. */
  long staleFrom(long lastNs) {
    return lastNs == NEVER ? Long.MAX_VALUE : Times.staleAt(lastNs, speaksNs);
  }

  /**
   * Takes note of a reading.
   *
   * @param words where those of the place are
   * @return whether it cannot change what was told of the subject
   */
  @HotPath
  boolean isQuiet(long[] words, int place, long time, long bits, long[] more, Subjects subjects) {
    int at = place * PlaceLayout.WORDS;
    long last = words[at + LAST];
    long gap = time - last;
    if (words[at + PATTERN] < 0
        && quick
        && time > last
        && gap > 0
        && gap <= silentNs
        && safe.has(bits)
        && (past == null || isPastQuiet(words, place, time, bits, more))) {
      words[at + LAST] = time;
      words[at + PATTERN] = SAFE;
      return true;
    }
    long pattern = pattern(bits);
    turn = Turns.NONE;
    reachesBackTo = time;
    if (time <= last) {
      if (isAmongSafe(words, place, time, bits, more, subjects)
          || isAmongTrue(words, place, time, pattern, subjects)) {
        return true;
      }
      boolean harmless = isHarmless(words, place, time, bits, more, last);
      return forgivesLate
          && harmless
          && !isOldest(words, place, time, more)
          && time != last
          && (pattern & raising) == 0
          && time > subjects.trueEnd[PlaceLayout.subject(words, place)];
    }
    words[at + LAST] = time;
    return isQuietOtherwise(words, place, time, bits, more, subjects, last, pattern);
  }

  private boolean isPastQuiet(long[] words, int place, long time, long bits, long[] more) {
    int ofPast = ofPast(PlaceLayout.more(words, place));
    return past.isSettled(more, ofPast, words[place * PlaceLayout.WORDS + LAST])
        && (neighbours == null || PastWatch.follow(more, ofPast, neighbours, time, bits));
  }

  private boolean isQuietOtherwise(
      long[] words,
      int place,
      long time,
      long bits,
      long[] more,
      Subjects subjects,
      long last,
      long pattern) {
    int at = place * PlaceLayout.WORDS;
    long before = words[at + PATTERN];
    int further = PlaceLayout.more(words, place);
    long gap = Times.minus(time, last);
    boolean same = pattern == (before & PATTERN_MASK);
    long run = (before & ~CALM) >>> PATTERN_BITS;
    if (run == SETTLED && isRetroactive()) {
      more[further] = last;
    }
    if (keepsLoud) {
      more[ofLoud(further)] = time;
    }
    if (keepsOldest && last == NEVER) {
      more[ofOldest(further)] = time;
    }
    run = same && gap <= speaksNs && run < SETTLED ? Math.min(run, SETTLED - 2) + 1 : 1;
    words[at + PATTERN] = before & CALM | run << PATTERN_BITS | pattern;
    boolean settled = settlesIn == 1 || settles(more, further, time, last, gap, run, pattern);
    boolean mayHold =
        past != null && past.mayHold(more, ofPast(further), time, bits, last, pattern);
    if (gap > silentNs) {
      // it was silent, and may have been over before this reading
      reachesBackTo = last;
      return false;
    }
    if (always || last == NEVER || mayHold) {
      return false;
    }
    if (before < 0
        && rises
        && ((pattern & raising) == 0
            || !rule.mayBeTrue(
                words, place, pattern, time, subjects.number[PlaceLayout.subject(words, place)]))) {
      return true;
    }
    int subject = PlaceLayout.subject(words, place);
    boolean quiet =
        same
            && settled
            && time < subjects.waitsFor[subject]
            && !mayTurn(pattern)
            && time >= subjects.lookedAt[subject]
            // when it comes just as the one before ceases to speak, others may have spoken then
            && gap < speaksNs;
    if (!quiet) {
      turn = rule.turn(words, place, before, time, subjects.number[subject]);
    } else if (before >= 0) {
      rule.calmDown(words, subject, subjects);
    }
    return quiet;
  }

  /** Whether a late reading makes nothing TRUE, as those before and behind it did not. */
  private boolean isAmongSafe(
      long[] words, int place, long time, long bits, long[] more, Subjects subjects) {
    int at = place * PlaceLayout.WORDS;
    return keepsLoud
        && words[at + PATTERN] == SAFE
        && time < words[at + LAST]
        && time > more[ofLoud(PlaceLayout.more(words, place))]
        && time > subjects.trueEnd[PlaceLayout.subject(words, place)]
        && safe.has(bits);
  }

  /** Whether a late reading is TRUE as those before and behind it are. */
  private boolean isAmongTrue(long[] words, int place, long time, long pattern, Subjects subjects) {
    int at = place * PlaceLayout.WORDS;
    int subject = PlaceLayout.subject(words, place);
    return judgesAlone
        && time < words[at + LAST]
        && time > subjects.trueSince[subject]
        && words[at + LAST] < subjects.waitsFor[subject]
        && pattern == (words[at + PATTERN] & PATTERN_MASK);
  }

  /** Whether a late reading comes before all others, and what was unknown may be silence. */
  private boolean isOldest(long[] words, int place, long time, long[] more) {
    if (!keepsOldest) {
      return false;
    }
    int at = ofOldest(PlaceLayout.more(words, place));
    boolean oldest = time < more[at];
    more[at] = Math.min(more[at], time);
    return oldest;
  }

  private boolean settles(
      long[] more, int at, long time, long last, long gap, long run, long pattern) {
    if (gap > speaksNs) {
      // neighbours so far apart begin anew
      more[at] = last;
    }
    boolean settled = !neverSettles && run >= settlesIn && (pattern & ALL_UNKNOWN_BITS) == 0;
    if (settled) {
      more[at] = time;
    }
    return settled;
  }

  /**
   * Takes note of a late reading; returns whether no condition about several holds because of it.
   */
  private boolean isHarmless(
      long[] words, int place, long time, long bits, long[] more, long last) {
    int at = place * PlaceLayout.WORDS;
    int further = PlaceLayout.more(words, place);
    boolean wasSafe = words[at + PATTERN] == SAFE;
    if (time == last || isRetroactive()) {
      // what counts of the newest reading, or in a row, is not known here: the next one is looked
      // at
      words[at + PATTERN] = words[at + PATTERN] & CALM | PATTERN_MASK;
    }
    if (isRetroactive()) {
      boolean isBetween = keepsLoud && wasSafe && time > more[ofLoud(further)];
      if (isBetween) {
        // those before it were SAFE and stay so
        more[further] = Times.minus(time, 1);
      } else if (Times.minus(time, more[further]) <= speaksNs) {
        // it is older, or a neighbour where there was none: then that had settled the others
        more[further] = NEVER;
      }
    }
    if (keepsLoud) {
      more[ofLoud(further)] = last;
    }
    return past == null || past.isHarmless(more, ofPast(further), time, bits, last);
  }

  /**
   * Whether a reading that makes nothing TRUE may matter though the subject is calm: there was none
   * yet, or what was heard last may hide that a hysteresis or a debounce is TRUE, or a debounce is
   * not decided, beside other conditions.
   */
  boolean hides(long[] words, int place, long[] more) {
    int at = place * PlaceLayout.WORDS;
    boolean undecided =
        isRetroactive() && !isLatch && settledUpTo(words, place, more) < words[at + LAST];
    return words[at + LAST] == NEVER
        || undecided
        || latches && (words[at + PATTERN] & ALL_UNKNOWN_BITS) != 0;
  }

  private long pattern(long bits) {
    long pattern = 0;
    for (int i = 0; i < values.length; i++) {
      pattern |= truth(values[i], bits) << 2 * i;
    }
    return pattern;
  }

  private long truth(Truth truth, long bits) {
    if (truth instanceof DoubleRangeTruth range) {
      double v = Double.longBitsToDouble(bits);
      return v != v ? UNKNOWN : range.test(v) ? TRUE : FALSE;
    }
    if (truth instanceof LongRangeTruth range) {
      return range.test(bits) ? TRUE : FALSE;
    }
    if (truth instanceof StateTruth is) {
      // of a state that was not looked up yet anything may be so
      return bits >= states ? TRUE | UNKNOWN : is.test(bits) ? TRUE : FALSE;
    }
    return kind == Kind.DOUBLE && !Double.isFinite(Double.longBitsToDouble(bits)) ? TRUE : FALSE;
  }

  /** Whether both conditions of a hysteresis may be TRUE, which turns it over each time. */
  private boolean mayTurn(long pattern) {
    for (int i = 0; i < turning.length; i += 2) {
      if ((pattern & turning[i]) != 0 && (pattern & turning[i + 1]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns from when on the reading that was just taken note of may have changed something. */
  long changesFrom(long[] words, int place, long[] more) {
    return isRetroactive()
        ? Math.min(settledUpTo(words, place, more), reachesBackTo)
        : reachesBackTo;
  }

  /** Whether a reading from now on may still change what is said of earlier ones. */
  boolean isUnsettled(long[] words, int place, long[] more, long nowNs) {
    long last = words[place * PlaceLayout.WORDS + LAST];
    return isRetroactive() && settledUpTo(words, place, more) < last && nowNs <= staleFrom(last);
  }

  /** Returns the time of the last reading that none from now on can change. */
  long settledUpTo(long[] words, int place, long[] more) {
    long run = (words[place * PlaceLayout.WORDS + PATTERN] & ~CALM) >>> PATTERN_BITS;
    return run == SETTLED
        ? words[place * PlaceLayout.WORDS + LAST]
        : more[PlaceLayout.more(words, place)];
  }

  /** A debounce is TRUE from the first of several readings on, which is known at the last. */
  private boolean isRetroactive() {
    return settlesIn > 1;
  }
}
