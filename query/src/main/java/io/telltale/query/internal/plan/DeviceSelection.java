package io.telltale.query.internal.plan;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.Selector;
import org.roaringbitmap.RoaringBitmap;

/**
 * Turns a selector into the set of devices that it matches now.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> freely; used when a query is built.
 * <b>Lifetime:</b> no instances.
 */
public final class DeviceSelection {
  /** The attribute that every device has: its serial number. */
  public static final String SERIAL = "device";

  private DeviceSelection() {}

  /** Returns the devices that match; null when there is no selector, hence no limit. */
  public static RoaringBitmap select(Catalog catalog, Selector selector) {
    if (selector == null) {
      return null;
    }
    if (selector instanceof Selector.Equal equal) {
      return select(catalog, equal);
    }
    if (selector instanceof Selector.NotEqual notEqual) {
      return others(
          catalog, select(catalog, new Selector.Equal(notEqual.attribute(), notEqual.value())));
    }
    if (selector instanceof Selector.In in) {
      RoaringBitmap any = new RoaringBitmap();
      in.values().forEach(v -> any.or(select(catalog, new Selector.Equal(in.attribute(), v))));
      return any;
    }
    if (selector instanceof Selector.Or or) {
      RoaringBitmap any = new RoaringBitmap();
      or.terms().forEach(term -> any.or(select(catalog, term)));
      return any;
    }
    if (selector instanceof Selector.Not not) {
      return others(catalog, select(catalog, not.term()));
    }
    RoaringBitmap all = null;
    for (Selector term : ((Selector.And) selector).terms()) {
      all = both(all, select(catalog, term));
    }
    return all;
  }

  /** Returns the devices in both sets, null standing for all devices. */
  public static RoaringBitmap both(RoaringBitmap a, RoaringBitmap b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return RoaringBitmap.and(a, b);
  }

  /** The devices known now that are not in a set: those that a selector does not match. */
  private static RoaringBitmap others(Catalog catalog, RoaringBitmap matched) {
    return RoaringBitmap.flip(matched, 0L, catalog.deviceCount());
  }

  private static RoaringBitmap select(Catalog catalog, Selector.Equal equal) {
    if (!equal.attribute().equals(SERIAL)) {
      return catalog.devicesWith(equal.attribute(), equal.value());
    }
    RoaringBitmap one = new RoaringBitmap();
    int device = catalog.findDevice(equal.value());
    if (device >= 0) {
      one.add(device);
    }
    return one;
  }
}
