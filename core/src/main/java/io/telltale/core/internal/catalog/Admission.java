package io.telltale.core.internal.catalog;

import io.telltale.core.Channel;
import io.telltale.core.StoreLimitException;
import io.telltale.core.StoreLimits;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks whether a catalog would take several registrations together, before any of them is made:
 * whether their texts are fit and the limits have room for all of them.
 *
 * <p>Each method throws an {@link IllegalArgumentException} when the text is empty or too long, and
 * a {@link StoreLimitException} when there is no room. Other threads may take the room in between.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> by what is new. <b>Lifetime:</b> that of its
 * catalog; reused.
 */
public final class Admission {
  private static final int NOBODY = -1;

  private final Catalog catalog;
  private final Set<String> newKeys = new HashSet<>();
  private final Set<String> channels = new HashSet<>();
  private final Set<String> newStates = new HashSet<>();
  private int device;
  private int attributes;
  private int newChannels;
  private int newSeries;

  /** Makes one that has been asked for nothing. */
  public Admission(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Begins with the device that attributes and series are of. */
  public void begin(String serial) {
    newKeys.clear();
    channels.clear();
    newStates.clear();
    newChannels = 0;
    newSeries = 0;
    device = catalog.findDevice(serial);
    attributes = device == NOBODY ? 0 : catalog.attributeIndex().count(device);
    if (device == NOBODY) {
      CatalogText.encode("serial number", serial);
      requireRoom("devices", catalog.deviceCount(), 1, limits().devices());
    }
  }

  /** Asks for an attribute of the device. */
  public void attribute(String key, String value) {
    AttributeIndex index = catalog.attributeIndex();
    if (device != NOBODY && index.has(device, key, value)) {
      return;
    }
    CatalogText.encode("attribute name", key);
    CatalogText.encodeOrEmpty("attribute value", value);
    boolean known = device != NOBODY && index.has(device, key);
    if (!known && newKeys.add(key)) {
      requireRoom(
          "attributes of one device", attributes, newKeys.size(), limits().attributesPerDevice());
    }
  }

  /** Asks for a channel and its series with the device. */
  public void channel(String name) {
    if (!channels.add(name)) {
      return;
    }
    Channel known = catalog.findChannel(name);
    if (known == null) {
      CatalogText.encode("channel name", name);
      requireRoom("channels", catalog.channelCount(), ++newChannels, limits().channels());
    }
    if (known == null || device == NOBODY || catalog.findSeries(device, known.id()) < 0) {
      requireRoom("series", catalog.seriesCount(), ++newSeries, limits().series());
    }
  }

  /** Asks for a state of a channel that is of kind STATE or will be. */
  public void state(String channel, String state) {
    Channel known = catalog.findChannel(channel);
    if (known != null && catalog.findState(known.id(), state) >= 0) {
      return;
    }
    CatalogText.encode("state", state);
    // No name has a byte 0 next to its length: the pair is told apart by it.
    if (newStates.add(channel.length() + "\0" + channel + state)) {
      int states = known == null ? 0 : catalog.stateCount(known.id());
      requireRoom(
          "states of channel " + channel,
          states,
          newStatesOf(channel),
          limits().statesPerChannel());
    }
  }

  private int newStatesOf(String channel) {
    String prefix = channel.length() + "\0" + channel;
    return (int) newStates.stream().filter(state -> state.startsWith(prefix)).count();
  }

  private StoreLimits limits() {
    return catalog.limits();
  }

  /** Throws unless so many more fit under a limit. */
  static void requireRoom(String what, int count, int more, int limit) {
    if (count > limit - more) {
      throw new StoreLimitException(
          "there are " + count + " " + what + ", " + limit + " are allowed");
    }
  }
}
