package io.telltale.core;

import io.telltale.core.internal.catalog.Catalog;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * The devices of a store: serial numbers, dense ids and attributes.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> {@link #find} and {@link #count} allocate
 * nothing; the others may. <b>Lifetime:</b> that of its store.
 */
public final class Devices {
  private final Catalog catalog;

  Devices(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Registers a device, or finds it when its serial number is known: it keeps id, attributes and
   * readings then. Returns its dense id.
   *
   * @throws StoreLimitException when there are as many devices as there may be
   */
  public int register(String serial) {
    return catalog.registerDevice(serial);
  }

  /**
   * Registers a device and sets attributes of it; attributes that are not named stay as they are.
   * Returns its dense id.
   *
   * @throws StoreLimitException when there are as many devices or attributes as there may be
   */
  public int register(String serial, Map<String, String> attributes) {
    int device = catalog.registerDevice(serial);
    attributes.forEach((key, value) -> catalog.setAttribute(device, key, value));
    return device;
  }

  /** Sets one attribute; the latest value counts, an equal one writes nothing. */
  public void setAttribute(int device, String key, String value) {
    catalog.setAttribute(device, key, value);
  }

  /** Returns the id of a serial number, or -1. */
  @HotPath
  public int find(CharSequence serial) {
    return catalog.findDevice(serial);
  }

  /** Returns the serial number of a device. */
  public String serial(int device) {
    return catalog.deviceSerial(device);
  }

  /** Returns a copy of a device's attributes, sorted by name. */
  public Map<String, String> attributes(int device) {
    return catalog.attributes(device);
  }

  /** Returns the number of devices; ids are 0 to this, exclusive. */
  @HotPath
  public int count() {
    return catalog.deviceCount();
  }

  /** Returns a copy of the set of devices whose attribute has this value now. */
  public RoaringBitmap withAttribute(String key, String value) {
    return catalog.devicesWith(key, value);
  }
}
