package io.telltale.core;

import io.telltale.core.internal.catalog.Catalog;

/**
 * The channels of a store.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> look-ups by id allocate nothing.
 * <b>Lifetime:</b> that of its store.
 */
public final class Channels {
  private final Catalog catalog;

  Channels(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Registers a channel, or finds the one of that name. Unit, period and staleness, where declared
   * (not empty, not 0), replace what was declared before.
   *
   * @throws IllegalArgumentException when the channel exists with another kind
   * @throws StoreLimitException when there are as many channels as there may be
   */
  public Channel register(ChannelSpec spec) {
    return catalog.registerChannel(spec);
  }

  /**
   * Gives a channel another name; id, kind, series and readings stay. Its former names go on
   * leading to it, also in an import or a rule, and never to another channel. Renaming it back is
   * possible. The renaming survives the end of the process once this returns.
   *
   * @param name a name of the channel
   * @param newName what it is called from now on
   * @return the channel as it is now
   * @throws IllegalArgumentException when no channel has that name, or the new name is one of
   *     another channel
   */
  public Channel rename(String name, String newName) {
    return catalog.renameChannel(name, newName);
  }

  /** Returns the channel of this name, present or former, or null. */
  public Channel find(String name) {
    return catalog.findChannel(name);
  }

  /** Returns the channel with this id. */
  @HotPath
  public Channel get(int id) {
    return catalog.channel(id);
  }

  /** Returns the number of channels; ids are 0 to this, exclusive. */
  @HotPath
  public int count() {
    return catalog.channelCount();
  }

  /**
   * Returns the code of a state of a STATE channel, adding it when it is new.
   *
   * @throws StoreLimitException when the channel has as many states as it may have
   */
  public int registerState(int channel, String state) {
    return catalog.registerState(channel, state);
  }

  /** Returns the code of a state, or -1. */
  public int findState(int channel, CharSequence state) {
    return catalog.findState(channel, state);
  }

  /** Returns the state with this code. */
  public String state(int channel, int code) {
    return catalog.state(channel, code);
  }

  /** Returns the number of states that a channel has seen. */
  public int stateCount(int channel) {
    return catalog.stateCount(channel);
  }
}
