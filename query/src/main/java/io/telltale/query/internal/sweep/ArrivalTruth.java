package io.telltale.query.internal.sweep;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.truth.Kleene;

/**
 * A condition about arrivals: its truth changes at times of its own.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused device after
 * device.
 */
abstract class ArrivalTruth extends SweepTruth {
  final ChannelFeed feed;

  ArrivalTruth(ChannelFeed feed) {
    this.feed = feed;
  }

  /** Starts a device; its feed stands before its first reading. */
  abstract void start(long registeredNs, long nowNs);

  /** The feed has passed a reading. */
  abstract void arrived();

  /** Whether its truth will change at a time of its own. */
  abstract boolean hasTimer();

  /** Returns that time. */
  abstract long timer();

  /** That time has come. */
  abstract void fire();

  /** No reading for longer than this. */
  static final class Silent extends ArrivalTruth {
    private final long durationNs;
    private int truth;
    private boolean waiting;

    Silent(ChannelFeed feed, long durationNs) {
      super(feed);
      this.durationNs = durationNs;
    }

    @Override
    void start(long registeredNs, long nowNs) {
      truth = feed.hasPrevious() ? Kleene.FALSE : Kleene.UNKNOWN;
      waiting = feed.isSilentFor(durationNs);
    }

    @Override
    void arrived() {
      truth = Kleene.FALSE;
      waiting = feed.isSilentFor(durationNs);
    }

    @Override
    boolean hasTimer() {
      return waiting;
    }

    @Override
    long timer() {
      return Times.plus(feed.previousTime(), durationNs);
    }

    @Override
    void fire() {
      waiting = false;
      truth = Kleene.TRUE;
    }

    @Override
    int truth() {
      return truth;
    }

    @Override
    long onset(long sinceNs) {
      return feed.previousTime();
    }
  }

  /** No reading since registration. */
  static final class NeverSeen extends ArrivalTruth {
    private final long graceNs;
    private long begins;
    private boolean waiting;
    private boolean lasts;

    NeverSeen(ChannelFeed feed, long graceNs) {
      super(feed);
      this.graceNs = graceNs;
    }

    @Override
    void start(long registeredNs, long nowNs) {
      long until = feed.hasReadings() ? feed.firstTime() : nowNs;
      begins = Times.plus(registeredNs, graceNs);
      waiting = Times.minus(until, registeredNs) > graceNs;
      lasts = false;
    }

    @Override
    void arrived() {}

    @Override
    boolean hasTimer() {
      return waiting || lasts && feed.hasReadings();
    }

    @Override
    long timer() {
      return waiting ? begins : feed.firstTime();
    }

    @Override
    void fire() {
      lasts = waiting;
      waiting = false;
    }

    @Override
    int truth() {
      return Kleene.of(lasts);
    }
  }
}
