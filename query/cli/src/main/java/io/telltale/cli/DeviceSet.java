package io.telltale.cli;

import io.telltale.core.Devices;
import io.telltale.query.Selector;
import org.roaringbitmap.RoaringBitmap;

/** The devices that a selector speaks of. */
final class DeviceSet {
  /** What rules call the serial number. */
  private static final String SERIAL = "device";

  private DeviceSet() {}

  static RoaringBitmap matching(Devices devices, Selector selector) {
    RoaringBitmap matching = new RoaringBitmap();
    if (selector instanceof Selector.Equal equal) {
      return equal(devices, equal.attribute(), equal.value());
    }
    if (selector instanceof Selector.NotEqual unequal) {
      return others(devices, equal(devices, unequal.attribute(), unequal.value()));
    }
    if (selector instanceof Selector.Not not) {
      return others(devices, matching(devices, not.term()));
    }
    if (selector instanceof Selector.In in) {
      in.values().forEach(value -> matching.or(equal(devices, in.attribute(), value)));
      return matching;
    }
    if (selector instanceof Selector.Or or) {
      or.terms().forEach(term -> matching.or(matching(devices, term)));
      return matching;
    }
    matching.add(0L, devices.count());
    ((Selector.And) selector).terms().forEach(term -> matching.and(matching(devices, term)));
    return matching;
  }

  private static RoaringBitmap others(Devices devices, RoaringBitmap matched) {
    return RoaringBitmap.flip(matched, 0L, devices.count());
  }

  private static RoaringBitmap equal(Devices devices, String attribute, String value) {
    if (!attribute.equals(SERIAL)) {
      return devices.withAttribute(attribute, value);
    }
    int device = devices.find(value);
    return device < 0 ? new RoaringBitmap() : RoaringBitmap.bitmapOf(device);
  }
}
