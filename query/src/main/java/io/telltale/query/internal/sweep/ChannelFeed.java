package io.telltale.query.internal.sweep;

import io.telltale.core.Channel;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.Tally;
import io.telltale.query.internal.truth.ReadingBuffer;
import io.telltale.query.internal.truth.ReadingTruth;

/**
 * The readings of one channel of a device up to now, one after another, each with what the
 * conditions about the channel say of it.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once its buffer has grown.
 * <b>Lifetime:</b> reused device after device.
 */
final class ChannelFeed {
  private final Channel channel;
  private final ReadingTruth[] truths;
  private final Tally tally;
  private final ReadingBuffer buffer = new ReadingBuffer();
  private long speaksNs;
  private Parts parts;
  private int partCount;
  private int at;
  private boolean exhausted;
  private long nowNs;
  private boolean fromFirst;
  private boolean hasPrevious;
  private long previous;

  /** Blocks in which its only condition is not TRUE need not be read. */
  private final boolean maySkip;

  /** The next reading stands for a whole block. */
  private boolean standsForBlock;

  ChannelFeed(Channel channel, ReadingTruth[] truths, boolean maySkip, Tally tally) {
    this.maySkip = maySkip;
    this.channel = channel;
    this.truths = truths.clone();
    this.tally = tally;
  }

  /** Starts a run. */
  void startRun(Catalog catalog, long newSpeaksNs) {
    speaksNs = newSpeaksNs;
    for (ReadingTruth truth : truths) {
      truth.startRun(catalog, newSpeaksNs);
    }
  }

  /** Aims at a device's series, null when it has none. */
  void open(Parts newParts, long now) {
    parts = newParts;
    nowNs = now;
    partCount = parts == null ? 0 : parts.countStartingUpTo(now);
  }

  /**
   * Returns the part to start at so that what is said of readings from a time on is likely exact.
   */
  int partBefore(long timeNs, int partsEarlier) {
    long spanNs = 0;
    for (ReadingTruth truth : truths) {
      spanNs = Math.max(spanNs, truth.spanNs());
    }
    int touching =
        parts == null
            ? 0
            : Math.min(partCount, parts.firstEndingAtOrAfter(Times.minus(timeNs, spanNs)));
    return Math.max(0, touching - partsEarlier);
  }

  /** Stands before the first reading of a part. */
  void start(int part) {
    buffer.clear();
    at = 0;
    fromFirst = part == 0;
    exhausted = partCount == 0;
    standsForBlock = false;
    hasPrevious = part > 0;
    previous = hasPrevious ? parts.lastTime(part - 1) : 0;
    for (ReadingTruth truth : truths) {
      truth.begin(fromFirst);
    }
    if (!exhausted) {
      parts.seek(part);
    }
  }

  /** Whether there is a next reading; what is said of it is known then. */
  boolean hasNext() {
    while (!isReady()) {
      if (exhausted) {
        return false;
      }
      fetch();
    }
    return true;
  }

  private boolean isReady() {
    if (at >= buffer.size()) {
      return false;
    }
    for (ReadingTruth truth : truths) {
      if (truth.done() <= at) {
        return false;
      }
    }
    return true;
  }

  private void fetch() {
    if (at > 0) {
      buffer.drop(at);
      for (ReadingTruth truth : truths) {
        truth.drop(at);
      }
      at = 0;
    }
    exhausted = !parts.next() || parts.part() >= partCount;
    if (!exhausted && isSkipped()) {
      standsForBlock = true;
      buffer.standFor(parts.firstTime(parts.part()));
      truths[0].skip(parts, parts.part());
      return;
    }
    if (!exhausted) {
      boolean block = parts.chunkIsBlock();
      parts.load();
      buffer.append(
          parts.times(), parts.values(), Times.countUpTo(parts.times(), parts.size(), nowNs));
      tally.decoded(parts, block);
    }
    for (ReadingTruth truth : truths) {
      truth.advance(buffer, exhausted);
    }
  }

  /** Whether the block at which the parts stand has nothing TRUE and need not be looked into. */
  private boolean isSkipped() {
    int part = parts.part();
    return maySkip
        && buffer.size() == 0
        && parts.chunkIsBlock()
        && parts.lastTime(part) <= nowNs
        && truths[0].skips(parts, part);
  }

  /** Returns the time of the next reading. */
  long nextTime() {
    return buffer.time(at);
  }

  /** Returns the value of the next reading as bits. */
  long nextValue() {
    return buffer.value(at);
  }

  /** Returns what a condition says of the next reading. */
  int nextTruth(ReadingTruth truth) {
    return truth.at(at);
  }

  /** Returns when what makes the next reading TRUE began. */
  long nextOnset(ReadingTruth truth) {
    return truth.onset(buffer, at);
  }

  /** Passes the next reading. */
  void pass() {
    hasPrevious = true;
    previous = standsForBlock ? parts.lastTime(parts.part()) : buffer.time(at);
    standsForBlock = false;
    at++;
  }

  /** Whether there is a reading before the next one. */
  boolean hasPrevious() {
    return hasPrevious;
  }

  /** Returns the time of the reading before the next one. */
  long previousTime() {
    return previous;
  }

  /** Whether the reading before the next one ceases to speak, before it or by now. */
  boolean goesStale() {
    if (!hasPrevious || speaksNs == Long.MAX_VALUE) {
      return false;
    }
    if (hasNext()) {
      return Times.minus(nextTime(), previous) > speaksNs;
    }
    long stale = Times.plus(previous, speaksNs);
    return stale <= nowNs && stale != Long.MAX_VALUE;
  }

  /** Returns when the reading before the next one ceases to speak, if it does. */
  long staleTime() {
    return Times.plus(previous, speaksNs);
  }

  /** Whether more than a time passes, by now, between the reading before and the next one. */
  boolean isSilentFor(long durationNs) {
    return hasPrevious && Times.minus(hasNext() ? nextTime() : nowNs, previous) > durationNs;
  }

  /** Whether it started with the series' first reading. */
  boolean isFromFirst() {
    return fromFirst;
  }

  /** Whether the series has a reading by now. */
  boolean hasReadings() {
    return partCount > 0;
  }

  /** Returns the time of the series' first reading. */
  long firstTime() {
    return parts.firstTime(0);
  }

  Channel channel() {
    return channel;
  }
}
