package io.telltale.query.internal.sweep;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.scan.Parts;

/**
 * The feeds of a device and the truth of a condition over them, moved from one moment to the next:
 * a moment is the time of a reading, of a reading's ceasing to speak, or of silence's beginning.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once the feeds have grown.
 * <b>Lifetime:</b> reused device after device.
 */
final class Clockwork {
  private final ChannelFeed[] feeds;
  private final SweepTruth.OfReadings[] leaves;
  private final ArrivalTruth[] arrivals;
  private final SweepTruth root;

  /** For each feed: whether its last reading will cease to speak, and when. */
  private final boolean[] staling;

  private final long[] staleAt;

  /** For each feed: whether a reading of it stands at the current moment, and its value. */
  private final boolean[] arrived;

  private final long[] values;
  private long time;
  private boolean hasReading;

  /** Whether readings were left out, and the time of the last of them. */
  private boolean leftOut;

  private long lastLeftOut;

  Clockwork(
      ChannelFeed[] feeds,
      SweepTruth.OfReadings[] leaves,
      ArrivalTruth[] arrivals,
      SweepTruth root) {
    this.feeds = feeds.clone();
    this.leaves = leaves.clone();
    this.arrivals = arrivals.clone();
    this.root = root;
    staling = new boolean[feeds.length];
    staleAt = new long[feeds.length];
    arrived = new boolean[feeds.length];
    values = new long[feeds.length];
  }

  /** Starts a run. */
  void startRun(Catalog catalog, long ruleStaleNs) {
    for (ChannelFeed feed : feeds) {
      long speaksNs = ruleStaleNs > 0 ? ruleStaleNs : catalogSpeaksNs(catalog, feed);
      feed.startRun(catalog, speaksNs);
    }
  }

  private static long catalogSpeaksNs(Catalog catalog, ChannelFeed feed) {
    return catalog.channel(feed.channel().id()).speaksForNs();
  }

  /** Aims at a device: the parts of its series, null where it has none. */
  void open(Parts[] parts, long nowNs) {
    for (int c = 0; c < feeds.length; c++) {
      feeds[c].open(parts[c], nowNs);
    }
  }

  /**
   * Starts at parts that lie this many parts before the ones that a time needs; returns whether
   * that is the start of every series.
   */
  boolean start(long timeNs, int partsEarlier, long registeredNs, long nowNs) {
    leftOut = false;
    lastLeftOut = Long.MIN_VALUE;
    for (int c = 0; c < feeds.length; c++) {
      int part = feeds[c].partBefore(timeNs, partsEarlier);
      feeds[c].start(part);
      awaitStale(c);
      if (part > 0) {
        leftOut = true;
        lastLeftOut = Math.max(lastLeftOut, feeds[c].previousTime());
      }
    }
    for (SweepTruth.OfReadings leaf : leaves) {
      leaf.start();
    }
    for (ArrivalTruth arrival : arrivals) {
      arrival.start(registeredNs, nowNs);
    }
    return !leftOut;
  }

  /** Moves to the next moment; false when there is none by now. */
  boolean next() {
    if (!findTime()) {
      return false;
    }
    hasReading = false;
    for (int c = 0; c < feeds.length; c++) {
      arrived[c] = feeds[c].hasNext() && feeds[c].nextTime() == time;
      if (arrived[c]) {
        arrive(c);
      } else if (staling[c] && staleAt[c] == time) {
        staling[c] = false;
        goStale(feeds[c]);
      }
    }
    for (ArrivalTruth arrival : arrivals) {
      if (arrival.hasTimer() && arrival.timer() == time) {
        arrival.fire();
      }
    }
    return true;
  }

  private boolean findTime() {
    boolean found = false;
    long earliest = Long.MAX_VALUE;
    for (int c = 0; c < feeds.length; c++) {
      if (feeds[c].hasNext()) {
        found = true;
        earliest = Math.min(earliest, feeds[c].nextTime());
      }
      if (staling[c]) {
        found = true;
        earliest = Math.min(earliest, staleAt[c]);
      }
    }
    for (ArrivalTruth arrival : arrivals) {
      if (arrival.hasTimer()) {
        found = true;
        earliest = Math.min(earliest, arrival.timer());
      }
    }
    time = earliest;
    return found;
  }

  private void arrive(int c) {
    ChannelFeed feed = feeds[c];
    hasReading = true;
    values[c] = feed.nextValue();
    for (SweepTruth.OfReadings leaf : leaves) {
      if (leaf.feed == feed) {
        leaf.arrive();
      }
    }
    feed.pass();
    awaitStale(c);
    for (ArrivalTruth arrival : arrivals) {
      if (arrival.feed == feed) {
        arrival.arrived();
      }
    }
  }

  private void awaitStale(int c) {
    staling[c] = feeds[c].goesStale();
    staleAt[c] = staling[c] ? feeds[c].staleTime() : 0;
  }

  private void goStale(ChannelFeed feed) {
    for (SweepTruth.OfReadings leaf : leaves) {
      if (leaf.feed == feed) {
        leaf.goStale();
      }
    }
  }

  /** Returns the current moment. */
  long time() {
    return time;
  }

  /** Whether no reading of the current moment or a later one was left out. */
  boolean hasAllReadings() {
    return !leftOut || time > lastLeftOut;
  }

  /** Returns the truth from the current moment on, perhaps flagged. */
  int truth() {
    return root.truth();
  }

  /** Returns when what makes it TRUE began. */
  long onset() {
    return root.onset(time);
  }

  /** Whether any reading stands at the current moment. */
  boolean hasReading() {
    return hasReading;
  }

  /** Returns the number of feeds. */
  int feeds() {
    return feeds.length;
  }

  /** Whether a reading of a feed stands at the current moment. */
  boolean hasReading(int feed) {
    return arrived[feed];
  }

  /** Returns the value of the reading of a feed that stands at the current moment. */
  long value(int feed) {
    return values[feed];
  }
}
