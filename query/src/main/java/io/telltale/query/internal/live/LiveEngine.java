package io.telltale.query.internal.live;

import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.ReadingTap;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.Times;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final WakeQueue wakes = new WakeQueue();
  private final EventQueue queue;
  private final Announcer announcer;

  /** By id; null: taken away. */
  private final List<LiveRule> rules = new ArrayList<>();

  /** By id, of rules that were taken away, too. */
  private final List<String> names = new ArrayList<>();

  /** Subjects to be looked at. */
  private int[] dirty = new int[64];

  private int dirtyCount;
  private long newestNs;
  private long nowNs;
  private long deviceChanges;
  private int channelChanges;
  private boolean missed;

  /** So that no compiler drops the reads of {@link SeriesWatches#fetch}. */
  private long fetched;

  private long runs;
  private volatile RuntimeException failure;

  /** Creates one without rules; {@link #start} is to follow. */
  public LiveEngine(TelemetryStore store, int queueCapacity, IntToLongFunction registeredAt) {
    this.store = store;
    this.registeredAt = registeredAt;
    catalog = StoreAccess.catalog(store);
    queue = new EventQueue(queueCapacity);
    announcer = new Announcer(queue);
    deviceChanges = catalog.deviceChanges();
    channelChanges = catalog.channelChanges();
  }

  /** Hears of readings from now on. */
  public void start() {
    StoreAccess.tap(store, this);
    lock.lock();
    try {
      newestNs = store.newestTimeNs();
      nowNs = newestNs;
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
   * @return its id
   */
  public int attach(String name, WindowRule rule, boolean hasSince, long sinceNs) {
    lock.lock();
    try {
      if (find(name) != null) {
        throw new IllegalArgumentException("a rule is attached already as '" + name + "'");
      }
      int id = rules.size();
      nowNs = Math.max(nowNs, store.newestTimeNs());
      // a range has to begin before the end of time
      long since = Math.min(hasSince ? sinceNs : nowNs, Long.MAX_VALUE - 1);
      LiveRule live = new LiveRule(catalog, name, id, rule, since, registeredAt, announcer);
      live.refresh(catalog);
      learnSeries();
      rules.add(live);
      names.add(name);
      try {
        select(live, null);
        lookAtAll(live);
        arrange();
        wakeUp();
        lookAtDirty();
      } catch (RuntimeException | Error fault) {
        remove(live);
        throw fault;
      }
      return id;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a rule away; its windows are told of no more. */
  public void detach(String name) {
    lock.lock();
    try {
      LiveRule live = find(name);
      if (live == null) {
        throw new IllegalArgumentException("no rule is attached as '" + name + "'");
      }
      remove(live);
    } finally {
      lock.unlock();
    }
  }

  private void remove(LiveRule live) {
    rules.set(live.id(), null);
    series.removeAll(live);
    for (int subject = 0; subject < subjects.count(); subject++) {
      if (subjects.rule[subject] == live) {
        announcer.forget(subject, subjects);
        subjects.remove(subject);
      }
    }
  }

  private LiveRule find(String name) {
    for (LiveRule rule : rules) {
      if (rule != null && rule.name().equals(name)) {
        return rule;
      }
    }
    return null;
  }

  /** Returns the name of a rule that is or was attached. */
  public List<String> names() {
    lock.lock();
    try {
      return List.copyOf(names);
    } finally {
      lock.unlock();
    }
  }

  /** Lets time pass up to a time, without a reading. */
  public void tick(long timeNs) {
    lock.lock();
    try {
      nowNs = Math.max(nowNs, timeNs);
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

  /** Waits until there is an event, or so long. */
  public void awaitEvent(long timeoutNs) throws InterruptedException {
    queue.await(timeoutNs);
  }

  /** Whether there is an event. */
  public boolean hasEvents() {
    return queue.size() > 0;
  }

  /** Returns how many events did not fit into the queue. */
  public long lostEvents() {
    return queue.lost();
  }

  EventQueue queue() {
    return queue;
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
    fetched += series.fetch(ofSeries, count);
    long newest = newestNs;
    for (int i = 0; i < count; i++) {
      newest = Math.max(newest, times[i]);
      if (ofSeries[i] >= series.series()) {
        learnSeries();
        words = series.words();
        more = series.more();
        watches = series.watches();
      }
      for (int place = series.first(ofSeries[i]);
          place >= 0;
          place = PlaceLayout.next(words, place)) {
        ChannelWatch watch = watches[PlaceLayout.watch(words, place)];
        if (!watch.isQuiet(words, place, times[i], values[i], more, subjects)) {
          long from = watch.changesFrom(words, place, times[i], more);
          soil(PlaceLayout.subject(words, place), Times.minus(from, 1));
        }
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
    } catch (RuntimeException fault) {
      failure = fault;
    }
  }

  private void adoptCatalog() {
    if (missed) {
      // what comes next may be older than what was missed
      series.clear();
    }
    if (missed || channelChanges != catalog.channelChanges()) {
      channelChanges = catalog.channelChanges();
      learnSeries();
      missed = false;
      for (LiveRule rule : rules) {
        if (rule != null) {
          rule.refresh(catalog);
          lookAtAll(rule);
        }
      }
    }
    if (deviceChanges != catalog.deviceChanges()) {
      deviceChanges = catalog.deviceChanges();
      for (LiveRule rule : rules) {
        if (rule != null) {
          select(rule, rule.selected());
          if (rule.isCombined()) {
            // another side may speak of other devices
            lookAtAll(rule);
          }
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
        soil(subject(rule, changed.next()), rule.sinceNs());
      }
    } else if (rule.joinsDevices() && rule.speaksOfUnseen()) {
      soil(subject(rule, 0), rule.sinceNs());
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
        soil(subject, rule.sinceNs());
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
        watch(rule, subject, ofDevice, channel, !hasReadings(ofDevice));
      }
    }
    soil(subject, rule.sinceNs());
    return subject;
  }

  private boolean hasReadings(int ofSeries) {
    View view = StoreAccess.pin(store);
    try {
      boolean any = view.hasUnsealedOf(ofSeries);
      for (int s = 0; s < view.segmentCount() && !any; s++) {
        any = view.segment(s).directoryRow(ofSeries) >= 0;
      }
      return any;
    } finally {
      view.release();
    }
  }

  private void watch(LiveRule rule, int subject, int ofSeries, int channel, boolean unseen) {
    int place = series.add(ofSeries, rule.watch(channel), subject, unseen);
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
        if (rule != null && rule.names(channel) && rule.selects(device)) {
          boolean wasWatched = rule.isWatched(device);
          int subject = subject(rule, device);
          if (wasWatched) {
            watch(rule, subject, added, channel, !missed);
          }
        }
      }
    }
  }

  /** Takes note that something may have changed for a subject from a time on. */
  private void soil(int subject, long fromNs) {
    if (!subjects.isDirty(subject)) {
      if (dirtyCount == dirty.length) {
        dirty = Arrays.copyOf(dirty, 2 * dirtyCount);
      }
      dirty[dirtyCount++] = subject;
    }
    subjects.dirtyFrom[subject] = Math.min(subjects.dirtyFrom[subject], fromNs);
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
        soil(subject, Times.minus(due, 2));
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
        if (rule != null) {
          rule.move(newPlaces);
        }
      }
    }
  }

  private void lookAtDirty() {
    if (dirtyCount == 0) {
      return;
    }
    View view = StoreAccess.pin(store);
    runs++;
    try {
      for (int i = 0; i < dirtyCount; i++) {
        int subject = dirty[i];
        LiveRule rule = subjects.rule[subject];
        if (rule != null) {
          rule.look(subject, subjects, series, view, nowNs, runs);
          queue(subject, rule.nextWake(subject, subjects, series, nowNs));
        }
      }
    } finally {
      for (int i = 0; i < dirtyCount; i++) {
        subjects.dirtyFrom[dirty[i]] = Subjects.CLEAN;
      }
      dirtyCount = 0;
      view.release();
    }
  }
}
