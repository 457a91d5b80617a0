package io.telltale.query.internal.live;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.View;
import io.telltale.query.LatchCondition;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.plan.ChannelFinder;
import io.telltale.query.internal.plan.DeviceSelection;
import io.telltale.query.internal.prune.Reach;
import io.telltale.query.internal.run.SubjectWindows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.agrona.collections.Int2IntHashMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * A rule attached to a store: its subjects, and how one of them is looked at when something has
 * happened to it. What it finds is what a window query finds, for it asks the same engine.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> from attaching to detaching.
 */
final class LiveRule {
  private static final int NONE = -1;

  private final String name;
  private final int id;
  private final WindowRule rule;
  private final RuleParts parts;
  private final long sinceNs;
  private final IntToLongFunction registeredAt;
  private final SubjectWindows windows;
  private final Forecast forecast;
  private final Announcer announcer;
  private final Shaping shaping;
  private final long lingersNs;

  /** What ends earlier than so long before is not joined with what is TRUE. */
  private final long joinsWithinNs;

  /** By number of the channel in the rule. */
  private final ChannelWatch[] watches;

  /** The channel's number in the rule by its id. */
  private final Map<Integer, Integer> channels = new HashMap<>();

  /** Whether the times at which silence begins follow from the newest readings alone. */
  private final boolean silenceMoves;

  /** Whether what is TRUE now may not have been, as seen later. */
  private final boolean mayVanish;

  private final Int2IntHashMap subjectOf = new Int2IntHashMap(NONE);
  private final WindowBatch found = new WindowBatch();
  private final RoaringBitmap watched = new RoaringBitmap();
  private RoaringBitmap selected;

  /** Null: not known without a look. */
  private final Possibility possibility;

  /** Null: readings have to be looked at. */
  private final Turns turns;

  /** The places of a subject's series: number of the subject x channels + number of the channel. */
  private int[] places = new int[64];

  private int subjects;
  private long begun;

  /**
   * Compiles a rule.
   *
   * @param sinceNs windows that end by then are none of its business
   * @throws IllegalArgumentException when the store has no such channel, or a condition does not
   *     fit its channel's kind
   */
  LiveRule(
      Catalog catalog,
      String name,
      int id,
      WindowRule rule,
      long sinceNs,
      IntToLongFunction registeredAt,
      Announcer announcer) {
    this.name = name;
    this.id = id;
    this.rule = rule;
    this.sinceNs = sinceNs;
    this.registeredAt = registeredAt;
    this.announcer = announcer;
    parts = new RuleParts(rule);
    if (parts.namesNeverSeen() && registeredAt == null) {
      throw new IllegalStateException("neverSeen needs to know when devices were registered");
    }
    windows = new SubjectWindows(catalog, rule);
    Map<Channel, WatchSpec> specs = specs(catalog);
    silenceMoves =
        !parts.isCombined()
            && !parts.namesNeverSeen()
            && specs.values().stream().noneMatch(spec -> spec.severalSilences);
    watches = watches(specs);
    forecast = new Forecast(catalog, parts, silenceMoves);
    shaping = rule instanceof WindowRule.KOfDevices k ? k.shaping() : parts.leading().shaping();
    lingersNs = parts.lingersNs();
    mayVanish = !parts.isCombined() && parts.mixesArrival();
    Reach reach = Reach.of(shaping);
    joinsWithinNs =
        Times.plus(Times.plus(reach.bridgeNs(), reach.joinNs()), Times.plus(reach.padsNs(), 1));
    possibility =
        parts.isCombined()
            ? null
            : Possibility.of(
                parts.leading().condition(),
                channel -> channels.get(ChannelFinder.find(catalog, channel).id()),
                watches.length);
    turns =
        parts.isCombined()
            ? null
            : Turns.of(this, parts.leading(), possibility, watches, announcer);
  }

  /** Returns what is to be looked at of each channel that it names. */
  private Map<Channel, WatchSpec> specs(Catalog catalog) {
    Map<Integer, Channel> found = new LinkedHashMap<>();
    for (Rule part : parts.rules()) {
      for (String channel : part.condition().channels()) {
        Channel known = ChannelFinder.find(catalog, channel);
        found.put(known.id(), known);
      }
    }
    Map<Channel, WatchSpec> specs = new LinkedHashMap<>();
    for (Channel channel : found.values()) {
      WatchSpec spec =
          new WatchSpec(
              channel,
              named -> ChannelFinder.find(catalog, named).id() == channel.id(),
              parts.rules());
      spec.forgivesLate &= !parts.isCombined();
      spec.isAlone = !parts.isCombined() && found.size() == 1;
      spec.isLatch = spec.isAlone && parts.leading().condition() instanceof LatchCondition;
      specs.put(channel, spec);
    }
    return specs;
  }

  private ChannelWatch[] watches(Map<Channel, WatchSpec> specs) {
    ChannelWatch[] made = new ChannelWatch[specs.size()];
    specs.forEach(
        (channel, spec) -> {
          spec.always |= !silenceMoves && parts.mixesArrival();
          made[channels.size()] = new ChannelWatch(this, channel, spec);
          channels.put(channel.id(), channels.size());
        });
    return made;
  }

  String name() {
    return name;
  }

  int id() {
    return id;
  }

  long sinceNs() {
    return sinceNs;
  }

  /** Whether it speaks of all of its devices together. */
  boolean joinsDevices() {
    return rule instanceof WindowRule.KOfDevices;
  }

  /** Whether it is made of several rules. */
  boolean isCombined() {
    return parts.isCombined();
  }

  /** Whether a device without readings may have windows. */
  boolean speaksOfUnseen() {
    return parts.namesNeverSeen();
  }

  /** Whether readings of a channel matter to it. */
  boolean names(int channel) {
    return channels.containsKey(channel);
  }

  ChannelWatch watch(int channel) {
    return watches[channels.get(channel)];
  }

  /** Returns the ids of the channels that it names. */
  Iterable<Integer> channels() {
    return channels.keySet();
  }

  /** Takes over what a channel declares now. */
  void refresh(Catalog catalog) {
    for (ChannelWatch watch : watches) {
      watch.refresh(catalog);
    }
  }

  /** Matches its selectors anew; returns the devices that it speaks of now, null for all. */
  RoaringBitmap select(Catalog catalog) {
    RoaringBitmap now = DeviceSelection.select(catalog, parts.leading().where());
    if (rule instanceof WindowRule.KOfDevices k) {
      now = DeviceSelection.both(now, DeviceSelection.select(catalog, k.set()));
    }
    selected = now;
    windows.reselect(catalog);
    forecast.reselect(catalog);
    return now;
  }

  /** Returns the devices that it speaks of, null for all. */
  RoaringBitmap selected() {
    return selected;
  }

  /** Whether the series of a device are watched, new ones included. */
  boolean isWatched(int device) {
    return watched.contains(device);
  }

  /** Takes note that they are. */
  void watched(int device) {
    watched.add(device);
  }

  /** Whether it speaks of a device. */
  boolean selects(int device) {
    return selected == null || selected.contains(device);
  }

  /** Returns the subject that a device belongs to, one below 0 when there is none yet. */
  int subjectOf(int device) {
    return subjectOf.get(joinsDevices() ? NONE : device);
  }

  /** Adds the subject that a device belongs to. */
  int addSubject(int device, Subjects all) {
    int of = joinsDevices() ? NONE : device;
    int subject = all.add(this, subjects++, of);
    subjectOf.put(of, subject);
    if (subjects * watches.length > places.length) {
      places = Arrays.copyOf(places, 2 * subjects * watches.length);
    }
    Arrays.fill(places, (subjects - 1) * watches.length, subjects * watches.length, NONE);
    return subject;
  }

  /** Takes note that places have other numbers now. */
  void move(int[] newPlaces) {
    for (int i = 0; i < subjects * watches.length; i++) {
      places[i] = places[i] == NONE ? NONE : newPlaces[places[i]];
    }
  }

  /** Takes note of where a series of a subject is watched. */
  void place(int number, int channel, int place) {
    places[number * watches.length + channels.get(channel)] = place;
  }

  /**
   * Looks at a subject, and announces what has changed.
   *
   * @param run a number that is another one for each view and now
   */
  @HotPath
  void look(int subject, Subjects all, SeriesWatches series, View view, long nowNs, long run) {
    if (run != begun) {
      begun = run;
      refresh(view.catalog());
      windows.startRun(view, nowNs, registeredAt);
      forecast.startRun(view, nowNs, registeredAt);
    }
    long from = announcer.leastOpenStart(all.told[subject]);
    from = Math.min(from, all.dirtyFrom[subject]);
    if (!all.calm[subject]) {
      // what was TRUE may have ended since without a word
      from = Math.min(from, Times.minus(all.lookedAt[subject], 1));
    }
    if (shaping.atMostForNs() != Shaping.NO_LIMIT) {
      // one that is over may be joined with what is TRUE now, and be too long
      from = Times.minus(from, joinsWithinNs);
    }
    from = parts.isCombined() ? sinceNs : Math.max(from, sinceNs);
    found.clear();
    collect(all.device[subject], from);
    long least = least(from, all.told[subject]);
    while (least < from && from > sinceNs) {
      from = Math.max(least, sinceNs);
      found.clear();
      collect(all.device[subject], from);
      least = least(from, all.told[subject]);
    }
    // a stretch that ended before may still be a window, by shaping
    long mattersFrom = Times.minus(Math.min(from, nowNs), joinsWithinNs);
    forecast.look(subject, all, mattersFrom, this, series);
    if (mayVanish && !forecast.isTrue() && (found.hasOpen() || forecast.hasOpenCandidate())) {
      // what a silence that begins just now ends was never there
      all.wake[subject] = Math.min(all.wake[subject], Times.plus(nowNs, 1));
    }
    if (nowNs <= sinceNs) {
      // what was over when the rule was attached may go on yet
      all.waitsFor[subject] = Long.MIN_VALUE;
    }
    setCalm(subject, all, series);
    long settled = settledUpTo(subject, all, series, nowNs);
    announcer.announce(this, subject, all, from, found, forecast, nowNs, settled);
    all.dirtyFrom[subject] = Subjects.CLEAN;
    all.lookedAt[subject] = nowNs;
  }

  private void setCalm(int subject, Subjects all, SeriesWatches series) {
    int first = all.number[subject] * watches.length;
    for (int c = 0; c < watches.length; c++) {
      if (places[first + c] != NONE) {
        int place = places[first + c];
        boolean hides = watches[c].hides(series.words(), place, series.more());
        series.calm(place, all.calm[subject] && !hides);
      }
    }
  }

  /** Whether a reading at a place, going by what was said last of the others, may make it TRUE. */
  boolean mayBeTrue(long[] words, int place, long pattern, long time, int number) {
    return possibility == null
        || possibility.isOpen(words, places, number * watches.length, place, pattern, time);
  }

  /** Returns what a reading makes of its subject, one of {@link Turns}. */
  int turn(long[] words, int place, long before, long time, int number) {
    return turns == null
        ? Turns.NONE
        : turns.judge(words, places, number * watches.length, place, before, time);
  }

  /** After a reading that changed nothing: the subject may be calm now that it has come. */
  void calmDown(long[] words, int subject, Subjects all) {
    if (turns != null) {
      turns.calmDown(words, places, all.number[subject] * watches.length, subject, all);
    }
  }

  /** Tells what a reading has made of a subject; false when it has to be looked at. */
  @HotPath
  boolean takeTurn(Agenda agenda, int at, Subjects all, SeriesWatches series, long nowNs) {
    int subject = agenda.subject(at);
    int first = all.number[subject] * watches.length;
    if (agenda.turnOf(at) == Turns.NONE
        || nowNs <= sinceNs
        || !selects(all.device[subject])
        || !turns.take(agenda, at, all, series, places, first, nowNs)) {
      return false;
    }
    setCalm(subject, all, series);
    return true;
  }

  private void collect(int device, long from) {
    if (device >= 0) {
      windows.collect(device, from, found);
    } else {
      windows.collect(members(), from, found);
    }
  }

  /** Returns all of its devices. */
  RoaringBitmap members() {
    return selected != null ? selected : forecast.allDevices();
  }

  private long least(long from, int told) {
    long least = announcer.leastStart(told, from);
    return found.isEmpty() ? least : Math.min(least, found.leastStartNs());
  }

  /** Returns when a window can no longer be changed by readings from then on. */
  long finalAfter(WindowBatch window) {
    long end = window.unpaddedEndNs();
    if (end == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long joined = Times.plus(end, shaping.mergeWithinNs());
    long bridged = Times.plus(window.lastTrueNs(), shaping.bridgeNs());
    return Times.plus(Math.max(joined, bridged), lingersNs);
  }

  long padBeforeNs() {
    return shaping.padBeforeNs();
  }

  SubjectWindows windows() {
    return windows;
  }

  /**
   * Returns when a subject has to be looked at though no reading comes: when silence begins, or
   * what is TRUE ceases to be, too.
   *
   * @param afterNs what silence began up to then has been seen
   */
  long nextWake(int subject, Subjects all, SeriesWatches series, long afterNs) {
    long wake = all.wake[subject];
    if (silenceMoves) {
      int first = all.number[subject] * watches.length;
      for (int c = 0; c < watches.length; c++) {
        int place = places[first + c];
        if (place != NONE) {
          long last = series.lastTime(place);
          long begins = watches[c].silentFrom(last);
          wake = begins > afterNs ? Math.min(wake, begins) : wake;
          long ends = all.calm[subject] ? Long.MAX_VALUE : watches[c].staleFrom(last);
          wake = ends > afterNs ? Math.min(wake, ends) : wake;
        }
      }
    }
    return wake;
  }

  /**
   * Returns up to when only late readings can still change what is TRUE, and has the subject looked
   * at again when that is so of all.
   */
  private long settledUpTo(int subject, Subjects all, SeriesWatches series, long nowNs) {
    long least = nowNs;
    int first = all.number[subject] * watches.length;
    for (int c = 0; c < watches.length; c++) {
      int place = places[first + c];
      if (place != NONE && watches[c].isUnsettled(series.words(), place, series.more(), nowNs)) {
        least = Math.min(least, watches[c].settledUpTo(series.words(), place, series.more()));
        long by = watches[c].staleFrom(series.lastTime(place));
        all.wake[subject] = Math.min(all.wake[subject], Times.plus(by, 1));
      }
    }
    return least;
  }

  /** Returns the newest time that all series of a device have reached. */
  long reached(int subject, Subjects all, SeriesWatches series) {
    long least = Long.MAX_VALUE;
    int first = all.number[subject] * watches.length;
    for (int c = 0; c < watches.length; c++) {
      if (places[first + c] != NONE) {
        least = Math.min(least, series.lastTime(places[first + c]));
      }
    }
    return least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
  }
}
