package io.telltale.core.internal.catalog;

import io.telltale.core.HotPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * The attributes that devices have now, found by device or by key and value.
 *
 * <p><b>Threading:</b> any thread; a lock of its own, held for memory work only. <b>Allocation:</b>
 * answers are copies. <b>Lifetime:</b> that of its catalog.
 */
final class AttributeIndex {
  private static final int KEY_PAGE_SHIFT = 4;
  private static final int VALUE_PAGE_SHIFT = 6;
  private static final int[] NONE = {};

  private final NameTable keys = new NameTable(KEY_PAGE_SHIFT);
  private final List<Values> values = new ArrayList<>();

  /** How often an attribute was set. */
  private volatile int changes;

  /** By device: key, value, key, value, ... */
  private int[][] pairs = new int[64][];

  /** Whether a device's attribute has exactly this value. */
  synchronized boolean has(int device, String key, String value) {
    int keyId = keys.find(key);
    if (keyId < 0) {
      return false;
    }
    int valueId = values.get(keyId).names.find(value);
    int[] of = pairsOf(device);
    int at = indexOf(of, keyId);
    return valueId >= 0 && at >= 0 && of[at + 1] == valueId;
  }

  /** Whether a device has the attribute, whatever its value. */
  synchronized boolean has(int device, String key) {
    int keyId = keys.find(key);
    return keyId >= 0 && indexOf(pairsOf(device), keyId) >= 0;
  }

  /** Counts a device's attributes. */
  synchronized int count(int device) {
    return pairsOf(device).length / 2;
  }

  /** Sets an attribute; the value that it had does not count any more. */
  synchronized void set(int device, String key, String value) {
    int keyId = keys.find(key);
    if (keyId < 0) {
      keyId = keys.add(key);
      values.add(new Values());
    }
    Values ofKey = values.get(keyId);
    int valueId = ofKey.idOf(value);
    int[] of = pairsOf(device);
    int at = indexOf(of, keyId);
    if (at < 0) {
      at = of.length;
      of = Arrays.copyOf(of, at + 2);
      of[at] = keyId;
      put(device, of);
    } else {
      ofKey.remove(of[at + 1], device);
    }
    of[at + 1] = valueId;
    ofKey.add(valueId, device);
    changes++;
  }

  /** A number that is another one after every {@link #set}. */
  @HotPath
  int changes() {
    return changes;
  }

  /** A device's attributes by key, sorted. */
  synchronized Map<String, String> of(int device) {
    Map<String, String> result = new TreeMap<>();
    int[] of = pairsOf(device);
    for (int i = 0; i < of.length; i += 2) {
      result.put(keys.get(of[i]), values.get(of[i]).names.get(of[i + 1]));
    }
    return result;
  }

  /** The devices whose attribute has this value. */
  synchronized RoaringBitmap devicesWith(String key, String value) {
    int keyId = keys.find(key);
    return keyId < 0 ? new RoaringBitmap() : values.get(keyId).devicesWith(value);
  }

  private int[] pairsOf(int device) {
    return device < pairs.length && pairs[device] != null ? pairs[device] : NONE;
  }

  private void put(int device, int[] of) {
    if (device >= pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(2 * pairs.length, device + 1));
    }
    pairs[device] = of;
  }

  private static int indexOf(int[] of, int keyId) {
    for (int i = 0; i < of.length; i += 2) {
      if (of[i] == keyId) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The values of one key. A value that a single device has, as serial-like attributes do, needs no
   * bitmap.
   */
  private static final class Values {
    private final NameTable names = new NameTable(VALUE_PAGE_SHIFT);

    /** By value: the device + 1 when there is just one, 0 when there is none or a bitmap. */
    private int[] single = new int[4];

    private RoaringBitmap[] devices = new RoaringBitmap[4];

    int idOf(String value) {
      int id = names.find(value);
      if (id < 0) {
        id = names.add(value);
        if (id == single.length) {
          single = Arrays.copyOf(single, 2 * id);
          devices = Arrays.copyOf(devices, 2 * id);
        }
      }
      return id;
    }

    void add(int id, int device) {
      if (devices[id] != null) {
        devices[id].add(device);
      } else if (single[id] == 0) {
        single[id] = device + 1;
      } else {
        devices[id] = RoaringBitmap.bitmapOf(single[id] - 1, device);
        single[id] = 0;
      }
    }

    void remove(int id, int device) {
      single[id] = 0;
      if (devices[id] != null) {
        devices[id].remove(device);
        if (devices[id].isEmpty()) {
          devices[id] = null;
        }
      }
    }

    RoaringBitmap devicesWith(String value) {
      int id = names.find(value);
      if (id >= 0 && devices[id] != null) {
        return devices[id].clone();
      }
      return id >= 0 && single[id] > 0
          ? RoaringBitmap.bitmapOf(single[id] - 1)
          : new RoaringBitmap();
    }
  }
}
