package io.telltale.core.internal.catalog;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.CorruptStoreException;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.StoreLimits;
import io.telltale.core.internal.io.FileEnvelope;
import io.telltale.core.internal.io.FileEnvelopeLayout;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/**
 * Devices, channels, states and series: an append-only file and its image in memory.
 *
 * <p>A registration is seen by all threads at once and goes to the file with the next {@link
 * #flush}. Whoever hands on an id in a form that outlives the process flushes first; then the file
 * has that registration, whichever thread made it.
 *
 * <p><b>Threading:</b> any thread. Registrations and flush take one lock; look-ups take none (those
 * of attributes a short one) and see complete entries only: what is below a count is there.
 * <b>Allocation:</b> look-ups by id, {@link #findSeries}, {@link #findDevice} and {@link
 * #findState} allocate nothing. <b>Lifetime:</b> close flushes; look-ups go on working after it.
 */
public final class Catalog implements AutoCloseable {
  private final CatalogImage image;
  private final Path file;
  private final UUID storeId;
  private final long tornBytes;

  /** Null when open for reading only. */
  private final CatalogLog log;

  private final StoreLimits limits;

  /** How far a reader has read the file. */
  private long readEnd;

  private Catalog(
      CatalogImage image,
      Path file,
      UUID storeId,
      long tornBytes,
      CatalogLog log,
      StoreLimits limits) {
    this.image = image;
    this.file = file;
    this.storeId = storeId;
    this.tornBytes = tornBytes;
    this.log = log;
    this.limits = limits;
  }

  /** Opens for writing with the default limits. */
  public static Catalog open(FileOps ops, Path file, UUID storeId, long validLength) {
    return open(ops, file, storeId, validLength, StoreLimits.DEFAULTS);
  }

  /**
   * Opens for writing, creating the file when it is absent and validLength is 0. Behind
   * validLength, records count as long as they are whole; the first that is not, and what follows
   * it, is cut off.
   *
   * @param ops where the file lies
   * @param file its name
   * @param storeId the store it belongs to; null for any when the file exists
   * @param validLength length that {@link #force} returned last, as far as is known; 0 when nothing
   *     is
   * @param limits how much may be registered
   * @return the catalog, to be closed
   * @throws CorruptStoreException when the file is damaged
   * @throws StoreFormatException when it is of another kind or a newer version
   * @throws StoreException when it cannot be read or written
   */
  public static Catalog open(
      FileOps ops, Path file, UUID storeId, long validLength, StoreLimits limits) {
    CatalogImage image = new CatalogImage();
    CatalogLog log = CatalogLog.open(ops, file, storeId, validLength, image);
    return new Catalog(image, file, log.storeId(), log.tornBytes(), log, limits);
  }

  /**
   * Opens what is whole, changing nothing. A writer may be at work.
   *
   * @param ops where the file lies
   * @param file its name
   * @param storeId the store it belongs to, or null for any
   * @param validLength length up to which the file must be whole
   * @return the catalog, which refuses whatever is new
   * @throws CorruptStoreException when the file is damaged
   * @throws StoreFormatException when it is of another kind or a newer version
   * @throws StoreException when it cannot be read
   */
  public static Catalog openReadOnly(FileOps ops, Path file, UUID storeId, long validLength) {
    if (!ops.exists(file)) {
      throw new CorruptStoreException(file, -1, "is missing");
    }
    try (FileHandle handle = ops.openRead(file)) {
      UUID found = FileEnvelope.checkHeader(handle, FileKind.CATALOG, storeId);
      CatalogImage image = new CatalogImage();
      long end = CatalogReader.read(handle, FileEnvelopeLayout.HEADER_BYTES, validLength, image);
      long tornBytes = Math.max(0, handle.size() - end);
      Catalog catalog = new Catalog(image, file, found, tornBytes, null, StoreLimits.DEFAULTS);
      catalog.readEnd = end;
      return catalog;
    } catch (IOException e) {
      throw IoFailure.of("read", file, e);
    }
  }

  /**
   * Reads what a writer has added since, for a catalog that was opened for reading only.
   *
   * @param ops where the file lies
   * @throws CorruptStoreException when the file is damaged
   * @throws StoreException when it cannot be read
   */
  public synchronized void refresh(FileOps ops) {
    try (FileHandle handle = ops.openRead(file)) {
      if (handle.size() > readEnd) {
        readEnd = CatalogReader.read(handle, readEnd, 0, image);
      }
    } catch (IOException e) {
      throw IoFailure.of("read", file, e);
    }
  }

  /** How much may be registered. */
  StoreLimits limits() {
    return limits;
  }

  /** The store that the file belongs to. */
  public UUID storeId() {
    return storeId;
  }

  /**
   * How many bytes of an unfinished write lay behind the last whole record when the file was
   * opened.
   */
  public long tornBytes() {
    return tornBytes;
  }

  /**
   * Registers a device, or finds it.
   *
   * @param serial its serial number, 1 to 1,024 bytes of UTF-8
   * @return its dense id
   */
  public int registerDevice(String serial) {
    int known = image.devices.find(serial);
    if (known >= 0) {
      return known;
    }
    byte[] bytes = CatalogText.encode("serial number", serial);
    synchronized (this) {
      known = image.devices.find(serial);
      if (known >= 0) {
        return known;
      }
      Admission.requireRoom("devices", image.devices.count(), 1, limits.devices());
      writable().device(image.devices.count(), bytes);
      return image.devices.add(serial);
    }
  }

  /** Returns the id of a serial number, or -1; no lock, no allocation. */
  @HotPath
  public int findDevice(CharSequence serial) {
    return image.devices.find(serial);
  }

  public String deviceSerial(int device) {
    return image.devices.get(require("device", device, image.devices.count()));
  }

  @HotPath
  public int deviceCount() {
    return image.devices.count();
  }

  /**
   * Sets an attribute of a device; an equal one writes nothing.
   *
   * @param device id of the device
   * @param key the attribute's name, 1 to 1,024 bytes of UTF-8
   * @param value its value, at most 1,024 bytes of UTF-8
   */
  public void setAttribute(int device, String key, String value) {
    require("device", device, image.devices.count());
    if (image.attributes.has(device, key, value)) {
      return;
    }
    byte[] keyBytes = CatalogText.encode("attribute name", key);
    byte[] valueBytes = CatalogText.encodeOrEmpty("attribute value", value);
    synchronized (this) {
      if (!image.attributes.has(device, key, value)) {
        if (!image.attributes.has(device, key)) {
          int count = image.attributes.count(device);
          Admission.requireRoom("attributes of one device", count, 1, limits.attributesPerDevice());
        }
        writable().attribute(device, keyBytes, valueBytes);
        image.attributes.set(device, key, value);
      }
    }
  }

  /** A number that is another one whenever a selector may match other devices than before. */
  @HotPath
  public long deviceChanges() {
    return (long) image.attributes.changes() << Integer.SIZE | image.devices.count();
  }

  /** A number that is another one whenever what a channel declares has changed. */
  @HotPath
  public int channelChanges() {
    return image.channels.changes();
  }

  AttributeIndex attributeIndex() {
    return image.attributes;
  }

  /** Returns a copy of a device's attributes, sorted by name. */
  public Map<String, String> attributes(int device) {
    return image.attributes.of(require("device", device, image.devices.count()));
  }

  /** Returns a copy of the set of devices whose attribute has this value now. */
  public RoaringBitmap devicesWith(String key, String value) {
    return image.attributes.devicesWith(key, value);
  }

  /**
   * Registers a channel, or finds it and takes over unit, period and staleness where they are
   * declared.
   *
   * @param spec what the caller declares
   * @return the channel as it is now
   * @throws IllegalArgumentException when it exists with another kind
   */
  public Channel registerChannel(ChannelSpec spec) {
    Channel known = findChannel(spec.name());
    if (known != null && ChannelTable.merged(known, spec).equals(known)) {
      return known;
    }
    CatalogText.encode("channel name", spec.name());
    synchronized (this) {
      known = findChannel(spec.name());
      if (known == null) {
        Admission.requireRoom("channels", channelCount(), 1, limits.channels());
      }
      Channel channel =
          known == null
              ? new Channel(
                  channelCount(),
                  spec.name(),
                  spec.kind(),
                  spec.unit(),
                  spec.periodNs(),
                  spec.staleAfterNs())
              : ChannelTable.merged(known, spec);
      if (channel.equals(known)) {
        return known;
      }
      writable()
          .channel(
              channel.id(),
              channel.kind().ordinal(),
              channel.periodNs(),
              channel.staleAfterNs(),
              CatalogText.encode("channel name", channel.name()),
              CatalogText.encodeOrEmpty("unit", channel.unit()));
      if (known == null) {
        image.channels.add(channel);
      } else {
        image.channels.update(channel);
      }
      return channel;
    }
  }

  /**
   * Gives a channel another name, durable against the end of the process on return. Its former
   * names go on leading to it.
   *
   * @param name a name of the channel
   * @param newName what it is called from now on
   * @return the channel as it is now
   * @throws IllegalArgumentException when there is no such channel, or another one has that name or
   *     had it
   */
  public Channel renameChannel(String name, String newName) {
    byte[] bytes = CatalogText.encode("channel name", newName);
    synchronized (this) {
      Channel known = findChannel(name);
      if (known == null) {
        throw new IllegalArgumentException("no channel is called " + name);
      }
      Channel holder = findChannel(newName);
      if (holder != null && holder.id() != known.id()) {
        throw new IllegalArgumentException(
            "channel "
                + name
                + " cannot be called "
                + newName
                + ": that name leads to channel "
                + holder.name());
      }
      if (!known.name().equals(newName)) {
        writable().rename(known.id(), bytes);
        image.channels.rename(known.id(), newName);
        log.flush();
      }
      return image.channels.get(known.id());
    }
  }

  /** Returns the channel of this name, or null. */
  public Channel findChannel(String name) {
    int id = image.channels.find(name);
    return id < 0 ? null : image.channels.get(id);
  }

  @HotPath
  public Channel channel(int id) {
    return image.channels.get(require("channel", id, image.channels.count()));
  }

  @HotPath
  public int channelCount() {
    return image.channels.count();
  }

  /**
   * Registers a state of a STATE channel, or finds it.
   *
   * @param channel id of the channel
   * @param state 1 to 1,024 bytes of UTF-8
   * @return its code
   */
  public int registerState(int channel, String state) {
    NameTable states = states(channel);
    int known = states.find(state);
    if (known >= 0) {
      return known;
    }
    byte[] bytes = CatalogText.encode("state", state);
    synchronized (this) {
      known = states.find(state);
      if (known >= 0) {
        return known;
      }
      Admission.requireRoom(
          "states of channel " + image.channels.get(channel).name(),
          states.count(),
          1,
          limits.statesPerChannel());
      writable().state(channel, states.count(), bytes);
      return states.add(state);
    }
  }

  /** Returns the code of a state, or -1; no lock, no allocation. */
  @HotPath
  public int findState(int channel, CharSequence state) {
    return states(channel).find(state);
  }

  public String state(int channel, int code) {
    NameTable states = states(channel);
    return states.get(require("state", code, states.count()));
  }

  /** Returns the number of states that a channel has seen; 0 when its kind has none. */
  public int stateCount(int channel) {
    NameTable states = image.channels.states(require("channel", channel, image.channels.count()));
    return states == null ? 0 : states.count();
  }

  private NameTable states(int channel) {
    NameTable states = image.channels.states(require("channel", channel, image.channels.count()));
    if (states == null) {
      Channel of = image.channels.get(channel);
      throw new IllegalArgumentException(
          "channel " + of.name() + " is of kind " + of.kind() + ", not " + Kind.STATE);
    }
    return states;
  }

  /** Registers or finds the series of a device and a channel. */
  public int registerSeries(int device, int channel) {
    int known = image.series.find(device, channel);
    if (known >= 0) {
      return known;
    }
    require("device", device, image.devices.count());
    require("channel", channel, image.channels.count());
    synchronized (this) {
      known = image.series.find(device, channel);
      if (known >= 0) {
        return known;
      }
      Admission.requireRoom("series", image.series.count(), 1, limits.series());
      writable().series(image.series.count(), device, channel);
      return image.series.add(device, channel);
    }
  }

  /** Returns the series, or -1; no lock, no allocation. */
  @HotPath
  public int findSeries(int device, int channel) {
    return image.series.find(device, channel);
  }

  @HotPath
  public int seriesCount() {
    return image.series.count();
  }

  @HotPath
  public int seriesDevice(int series) {
    return image.series.device(require("series", series, image.series.count()));
  }

  @HotPath
  public int seriesChannel(int series) {
    return image.series.channel(require("series", series, image.series.count()));
  }

  /**
   * Writes what was registered since the last flush to the file; a volatile read when there is
   * nothing. After a fault nothing is forgotten: the next call tries again.
   */
  @HotPath
  public void flush() {
    if (log != null && log.hasPending()) {
      synchronized (this) {
        log.flush();
      }
    }
  }

  /**
   * Makes what was registered durable against power loss; returns the file's length up to there.
   */
  public long force() {
    if (log == null) {
      throw readOnly();
    }
    long length;
    synchronized (this) {
      length = log.flush();
    }
    // Outside of the lock: registrations need not wait for the disk.
    log.force(length);
    return length;
  }

  @Override
  public synchronized void close() {
    if (log != null) {
      log.close();
    }
  }

  private CatalogLog writable() {
    if (log == null) {
      throw readOnly();
    }
    return log;
  }

  private UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("the store is open for reading only, file=" + file);
  }

  private static int require(String what, int id, int count) {
    if (id < 0 || id >= count) {
      throw new IllegalArgumentException("no " + what + " has id=" + id + ", there are " + count);
    }
    return id;
  }
}
