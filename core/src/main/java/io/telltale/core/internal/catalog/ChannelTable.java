package io.telltale.core.internal.catalog;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import java.util.Arrays;

/**
 * Channels with dense ids, found by the names that they have or had, and the states of each.
 *
 * <p><b>Threading:</b> {@link #add}, {@link #update}, {@link #rename} and adding to {@link #states}
 * under the owner's lock; all else from any thread, without lock. <b>Allocation:</b> look-ups
 * allocate nothing. <b>Lifetime:</b> that of its catalog.
 */
final class ChannelTable {
  private static final int NAME_PAGE_SHIFT = 8;
  private static final int STATE_PAGE_SHIFT = 5;

  /** Every name that a channel has or had, by a number of its own. */
  private final NameTable names = new NameTable(NAME_PAGE_SHIFT);

  /** The channel by the number of a name. */
  private volatile int[] owners = new int[16];

  private volatile Entry[] entries = new Entry[16];
  private volatile int count;

  /** How often a channel was replaced. */
  private volatile int changes;

  @HotPath
  int count() {
    return count;
  }

  /** The channel with an id below {@link #count}. */
  @HotPath
  Channel get(int id) {
    return entries[id].channel;
  }

  /** The id of a name, present or former, or -1. */
  @HotPath
  int find(CharSequence name) {
    int found = names.find(name);
    return found < 0 ? -1 : owners[found];
  }

  /** States of a channel whose id is below {@link #count}; null when its kind has none. */
  @HotPath
  NameTable states(int id) {
    return entries[id].states;
  }

  /** Adds a channel whose id is {@link #count} and whose name is new. */
  void add(Channel channel) {
    int id = channel.id();
    if (id == entries.length) {
      entries = Arrays.copyOf(entries, 2 * id);
    }
    entries[id] = new Entry(channel);
    count = id + 1;
    addName(channel.name(), id);
  }

  /** Replaces unit, period and staleness of a channel. */
  void update(Channel channel) {
    entries[channel.id()].channel = channel;
    changes++;
  }

  /** A number that is another one after every {@link #update}. */
  @HotPath
  int changes() {
    return changes;
  }

  /** Gives a channel a name that no other channel has or had. */
  void rename(int id, String name) {
    if (names.find(name) < 0) {
      addName(name, id);
    }
    Channel known = get(id);
    update(
        new Channel(id, name, known.kind(), known.unit(), known.periodNs(), known.staleAfterNs()));
  }

  private void addName(String name, int id) {
    int number = names.count();
    int[] known = owners;
    if (number == known.length) {
      known = Arrays.copyOf(known, 2 * number);
    }
    known[number] = id;
    // Before the name can be found.
    owners = known;
    names.add(name);
  }

  /**
   * A channel with what a declaration says; where that says nothing, the channel's own counts.
   *
   * @throws IllegalArgumentException when the kinds differ
   */
  static Channel merged(Channel known, ChannelSpec spec) {
    if (known.kind() != spec.kind()) {
      throw new IllegalArgumentException(
          "channel "
              + known.name()
              + " is of kind "
              + known.kind()
              + " and cannot become "
              + spec.kind());
    }
    return new Channel(
        known.id(),
        known.name(),
        known.kind(),
        spec.unit().isEmpty() ? known.unit() : spec.unit(),
        spec.periodNs() == 0 ? known.periodNs() : spec.periodNs(),
        spec.staleAfterNs() == 0 ? known.staleAfterNs() : spec.staleAfterNs());
  }

  private static final class Entry {
    private final NameTable states;
    private volatile Channel channel;

    Entry(Channel channel) {
      this.channel = channel;
      this.states = channel.kind() == Kind.STATE ? new NameTable(STATE_PAGE_SHIFT) : null;
    }
  }
}
