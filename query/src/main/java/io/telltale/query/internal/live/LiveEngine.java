package io.telltale.query.internal.live;

import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.ReadingTap;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.events.EventRow;
import io.telltale.query.internal.events.Events;
import io.telltale.query.internal.events.Remembered;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Hears of every reading, finds the subjects that it may matter to, and has them looked at when the
 * frame is whole.
 *
 * <p><b>Threading:</b> any thread; a lock is held from the beginning of a frame to its end, so that
 * rules are attached and time passes between two frames. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> that of the live rules.
 */
public final class LiveEngine implements ReadingTap {
  private final TelemetryStore store;
  private final Catalog catalog;
  private final IntToLongFunction registeredAt;
  private final ReentrantLock lock = new ReentrantLock();
  private final SeriesWatches series = new SeriesWatches();
  private final Subjects subjects = new Subjects();
  private final Primer primer = new Primer();
  private final WakeQueue wakes = new WakeQueue();
  private final Events events;
  private final Announcer announcer;
  private final AttachedRules rules;

  private final Agenda agenda = new Agenda(subjects);
  private long newestNs;
  private long nowNs;
  private long deviceChanges;
  private int channelChanges;
  private boolean missed;

  private long runs;
  private volatile RuntimeException failure;

  /**
   * Creates one without rules; {@link #start} is to follow.
   *
   * @param events where to tell them; to be closed by whoever opened them
   * @param registeredAt what {@code neverSeen} needs, or null
   */
  public LiveEngine(TelemetryStore store, Events events, IntToLongFunction registeredAt) {
    this.store = store;
    this.events = events;
    this.registeredAt = registeredAt;
    catalog = StoreAccess.catalog(store);
    Remembered earlier = events.remembered();
    announcer = new Announcer(events, earlier);
    rules = new AttachedRules(earlier, events);
    // a time that no reading has reached may have been told of
    nowNs = earlier.nowNs();
    deviceChanges = catalog.deviceChanges();
    channelChanges = catalog.channelChanges();
  }

  /** Hears of readings from now on. */
  public void start() {
    StoreAccess.tap(store, this);
    lock.lock();
    try {
      newestNs = store.newestTimeNs();
      nowNs = Math.max(nowNs, newestNs);
    } finally {
      lock.unlock();
    }
  }

  /** Hears of nothing any more. */
  public void stop() {
    StoreAccess.tap(store, NONE);
  }

  /**
   * Attaches a rule, and looks at all of its subjects.
   *
   * @param sinceNs windows that end by then are none of its business
   * @param hasSince false: now
   */
  public void attach(String name, WindowRule rule, boolean hasSince, long sinceNs) {
    lock.lock();
    try {
      if (rules.find(name) != null) {
        throw new IllegalArgumentException("a rule is attached already as '" + name + "'");
      }
      nowNs = Math.max(nowNs, store.newestTimeNs());
      Remembered.Rule former = rules.former(name);
      long since = AttachedRules.since(former, hasSince ? sinceNs : nowNs, hasSince);
      int id = former == null ? rules.nextId() : former.id();
      LiveRule live = new LiveRule(catalog, name, id, rule, since, registeredAt, announcer);
      live.refresh(catalog);
      learnSeries();
      rules.add(live);
      try {
        select(live, null);
        if (former != null) {
          adopt(live, former.byDevice());
        }
        lookAtAll(live);
        arrange();
        wakeUp();
        lookAtDirty();
        events.flush();
        rules.adopted(live);
      } catch (RuntimeException | Error fault) {
        dismiss(live, former == null, fault);
        throw fault;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was told of a rule that could not be attached is taken back, unless it was there before.
   */
  private void dismiss(LiveRule live, boolean isNew, Throwable fault) {
    try {
      forget(live, isNew);
      rules.dismiss(live);
      events.flush();
    } catch (RuntimeException e) {
      fault.addSuppressed(e);
    }
  }

  /** Goes on from what an earlier run told of a rule, by device and start. */
  private void adopt(LiveRule rule, List<long[]> told) {
    for (int i = 0, end; i < told.size(); i = end) {
      long device = told.get(i)[EventRow.DEVICE];
      end = i;
      while (end < told.size() && told.get(end)[EventRow.DEVICE] == device) {
        end++;
      }
      boolean fits = rule.joinsDevices() == (device < 0) && device < catalog.deviceCount();
      if (fits) {
        int subject = subject(rule, (int) Math.max(device, 0));
        announcer.adopt(rule, subject, subjects, told.subList(i, end));
        agenda.soil(subject, rule.sinceNs());
      } else {
        told.subList(i, end).forEach(window -> announcer.takeBack(rule, window, nowNs));
      }
    }
  }

  /** Takes a rule away; its windows are told of no more. */
  public void detach(String name) {
    lock.lock();
    try {
      LiveRule live = rules.find(name);
      if (live != null) {
        rules.remove(live);
        forget(live, false);
      } else if (!rules.forget(name)) {
        throw new IllegalArgumentException("no rule is attached as '" + name + "'");
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(LiveRule live, boolean isTakenBack) {
    series.removeAll(live);
    agenda.forgetTurns();
    for (int subject = 0; subject < subjects.count(); subject++) {
      if (subjects.rule[subject] == live) {
        if (isTakenBack) {
          announcer.takeBack(live, subject, subjects, nowNs);
        }
        announcer.forget(subject, subjects);
        subjects.remove(subject);
      }
    }
  }

  /** Returns the names of rules that are or were attached, by id. */
  public List<String> names() {
    lock.lock();
    try {
      return rules.names();
    } finally {
      lock.unlock();
    }
  }

  /** Lets time pass up to a time, without a reading. */
  public void tick(long timeNs) {
    lock.lock();
    try {
      nowNs = Math.max(nowNs, timeNs);
      if (nowNs == Long.MAX_VALUE) {
        // what would be looked at later is looked at now
        rules.forEach(this::lookAtAll);
      }
      settle();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the time as of which everything was looked at last. */
  public long nowNs() {
    lock.lock();
    try {
      return nowNs;
    } finally {
      lock.unlock();
    }
  }

  /** Throws when a rule could not be looked at. */
  public void checkFailure() {
    RuntimeException fault = failure;
    if (fault != null) {
      throw new IllegalStateException("live rules stopped after a fault: " + fault, fault);
    }
  }

  @Override
  @HotPath
  public void beginFrame() {
    lock.lock();
    newestNs = Long.MIN_VALUE;
  }

  @Override
  @HotPath
  public void readings(int[] ofSeries, long[] times, long[] values, int count) {
    if (failure != null) {
      return;
    }
    long[] words = series.words();
    long[] more = series.more();
    ChannelWatch[] watches = series.watches();
    SeriesGates gates = series.gates();
    long newest = newestNs;
    for (int i = 0; i < count; i++) {
      newest = Math.max(newest, times[i]);
      if (ofSeries[i] >= series.series()) {
        learnSeries();
        words = series.words();
        more = series.more();
        watches = series.watches();
      }
      int place = gates.pass(ofSeries[i], times[i], values[i], more);
      boolean passes = place != SeriesGates.ALL;
      if (!passes) {
        series.openGate(ofSeries[i]);
        place = series.first(ofSeries[i]);
      }
      for (; place >= 0; place = PlaceLayout.next(words, place)) {
        ChannelWatch watch = watches[PlaceLayout.watch(words, place)];
        if (!watch.isQuiet(words, place, times[i], values[i], more, subjects)) {
          long from = Times.minus(watch.changesFrom(words, place, more), 1);
          int subject = PlaceLayout.subject(words, place);
          agenda.turn(subject, from, watch.turn(), watch.channel(), times[i], values[i]);
        }
      }
      if (!passes) {
        series.shutGate(ofSeries[i], times[i]);
      }
    }
    newestNs = newest;
  }

  @Override
  @HotPath
  public void endFrame() {
    try {
      nowNs = Math.max(nowNs, newestNs);
      settle();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void abandonFrame() {
    missed = true;
    agenda.forgetTurns();
    lock.unlock();
  }

  @Override
  public void missed() {
    missed = true;
  }

  /** Looks at whatever has to be looked at. */
  private void settle() {
    if (failure != null) {
      return;
    }
    try {
      if (missed) {
        nowNs = Math.max(nowNs, store.newestTimeNs());
      }
      adoptCatalog();
      arrange();
      wakeUp();
      lookAtDirty();
      events.flush();
    } catch (RuntimeException fault) {
      failure = fault;
    }
  }

  private void adoptCatalog() {
    if (missed) {
      // what comes next may be older than what was missed
      primer.primeAll(store, series, subjects);
    }
    if (missed || channelChanges != catalog.channelChanges()) {
      channelChanges = catalog.channelChanges();
      learnSeries();
      missed = false;
      for (LiveRule rule : rules) {
        rule.refresh(catalog);
        lookAtAll(rule);
      }
    }
    if (deviceChanges != catalog.deviceChanges()) {
      deviceChanges = catalog.deviceChanges();
      for (LiveRule rule : rules) {
        select(rule, rule.selected());
        if (rule.isCombined()) {
          // another side may speak of other devices
          lookAtAll(rule);
        }
      }
    }
  }

  /** Matches a rule's selectors anew, and looks at the devices that have come or gone. */
  private void select(LiveRule rule, RoaringBitmap before) {
    RoaringBitmap after = rule.select(catalog);
    if (rule.speaksOfUnseen()) {
      for (int device = 0; device < catalog.deviceCount(); device++) {
        if (rule.selects(device)) {
          subject(rule, device);
        }
      }
    }
    if (before != null && after != null) {
      PeekableIntIterator changed = RoaringBitmap.xor(before, after).getIntIterator();
      while (changed.hasNext()) {
        agenda.soil(subject(rule, changed.next()), rule.sinceNs());
      }
    } else if (rule.joinsDevices() && rule.speaksOfUnseen()) {
      agenda.soil(subject(rule, 0), rule.sinceNs());
    }
  }

  private void lookAtAll(LiveRule rule) {
    for (int s = 0; s < series.series(); s++) {
      int device = catalog.seriesDevice(s);
      if (rule.names(catalog.seriesChannel(s)) && rule.selects(device)) {
        subject(rule, device);
      }
    }
    for (int subject = 0; subject < subjects.count(); subject++) {
      if (subjects.rule[subject] == rule) {
        agenda.soil(subject, rule.sinceNs());
      }
    }
  }

  /** Returns the subject of a rule and a device, made if there is none. */
  private int subject(LiveRule rule, int device) {
    int known = rule.subjectOf(device);
    if (known >= 0 && !rule.joinsDevices()) {
      return known;
    }
    int subject = known >= 0 ? known : rule.addSubject(device, subjects);
    if (rule.isWatched(device)) {
      return subject;
    }
    rule.watched(device);
    for (int channel : rule.channels()) {
      int ofDevice = catalog.findSeries(device, channel);
      if (ofDevice >= 0 && ofDevice < series.series()) {
        watch(rule, subject, ofDevice, channel, false);
      }
    }
    agenda.soil(subject, rule.sinceNs());
    return subject;
  }

  private void watch(LiveRule rule, int subject, int ofSeries, int channel, boolean isNew) {
    int place = series.add(ofSeries, rule.watch(channel), subject);
    if (!isNew) {
      primer.prime(store, ofSeries, place, series, subjects);
    }
    if (!rule.joinsDevices()) {
      rule.place(subjects.number[subject], channel, place);
    }
  }

  /** Gets to know the series that were registered since. */
  private void learnSeries() {
    int known = catalog.seriesCount();
    while (series.series() < known) {
      int added = series.addSeries();
      int device = catalog.seriesDevice(added);
      int channel = catalog.seriesChannel(added);
      for (LiveRule rule : rules) {
        if (rule.names(channel) && (rule.selects(device) || rule.isWatched(device))) {
          boolean wasWatched = rule.isWatched(device);
          int subject = subject(rule, device);
          if (wasWatched) {
            watch(rule, subject, added, channel, !missed);
          }
        }
      }
    }
  }

  private void wakeUp() {
    while (wakes.isDue(nowNs)) {
      long time = wakes.earliest();
      int subject = wakes.subject();
      wakes.remove();
      LiveRule rule = subjects.rule[subject];
      if (rule == null || subjects.queued[subject] != time) {
        continue;
      }
      subjects.queued[subject] = Long.MAX_VALUE;
      long due = rule.nextWake(subject, subjects, series, subjects.lookedAt[subject]);
      if (due <= nowNs) {
        agenda.soil(subject, Times.minus(due, 2));
      } else {
        queue(subject, due);
      }
    }
  }

  private void queue(int subject, long time) {
    if (time < subjects.queued[subject]) {
      subjects.queued[subject] = time;
      wakes.add(time, subject);
    }
  }

  /** Has the places of each series lie together, once there are many that do not. */
  private void arrange() {
    if (series.isScattered()) {
      int[] newPlaces = series.arrange();
      for (LiveRule rule : rules) {
        rule.move(newPlaces);
      }
    }
  }

  private void lookAtDirty() {
    View view = null;
    runs++;
    try {
      for (int i = 0; i < agenda.count(); i++) {
        int subject = agenda.subject(i);
        LiveRule rule = subjects.rule[subject];
        if (rule == null) {
          continue;
        }
        if (!rule.takeTurn(agenda, i, subjects, series, nowNs)) {
          view = view == null ? StoreAccess.pin(store) : view;
          rule.look(subject, subjects, series, view, nowNs, runs);
        }
        queue(subject, rule.nextWake(subject, subjects, series, nowNs));
      }
    } finally {
      agenda.clear();
      if (view != null) {
        view.release();
      }
    }
  }
}
