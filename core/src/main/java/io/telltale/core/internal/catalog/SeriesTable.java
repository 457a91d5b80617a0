package io.telltale.core.internal.catalog;

import io.telltale.core.HotPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Series with dense ids: pairs of device and channel, found either way. A hash table rather than a
 * matrix: some 16 to 24 bytes a series, however few of the devices have a channel.
 *
 * <p><b>Threading:</b> {@link #add} under the owner's lock; all else from any thread, without lock.
 * A thread sees ids 0 to {@link #count}, exclusive, complete. <b>Allocation:</b> find and the
 * accessors allocate nothing. <b>Lifetime:</b> that of its catalog.
 */
final class SeriesTable {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int MIN_SLOTS = 64;
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;

  /**
   * Open addressing: id + 1 by hash, 0 where free; at most half full. Filled slots are never
   * changed, only copied.
   */
  private volatile int[] slots = new int[MIN_SLOTS];

  /** Device in the upper half, channel in the lower. */
  private volatile long[][] pages = new long[4][];

  private volatile int count;

  @HotPath
  int count() {
    return count;
  }

  /** The device of a series below {@link #count}. */
  @HotPath
  int device(int series) {
    return (int) (key(series) >>> 32);
  }

  /** The channel of a series below {@link #count}. */
  @HotPath
  int channel(int series) {
    return (int) key(series);
  }

  /** The series of a device and a channel, or -1. */
  @HotPath
  int find(int device, int channel) {
    long key = keyOf(device, channel);
    int[] table = slots;
    int mask = table.length - 1;
    int slot = spread(key) & mask;
    while (true) {
      int found = (int) SLOT.getAcquire(table, slot) - 1;
      if (found < 0) {
        return -1;
      }
      if (key(found) == key) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Adds a pair that is not there yet and returns its id. */
  int add(int device, int channel) {
    int id = count;
    int page = id >>> PAGE_SHIFT;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, 2 * page);
    }
    if (pages[page] == null) {
      pages[page] = new long[1 << PAGE_SHIFT];
    }
    pages[page][id & PAGE_MASK] = keyOf(device, channel);
    count = id + 1;
    if (2 * (id + 1) > slots.length) {
      slots = rehashed(2 * slots.length, id + 1);
    } else {
      insert(slots, keyOf(device, channel), id);
    }
    return id;
  }

  private int[] rehashed(int length, int ids) {
    int[] table = new int[length];
    for (int id = 0; id < ids; id++) {
      insert(table, key(id), id);
    }
    return table;
  }

  private static void insert(int[] table, long key, int id) {
    int mask = table.length - 1;
    int slot = spread(key) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    SLOT.setRelease(table, slot, id + 1);
  }

  private long key(int series) {
    return pages[series >>> PAGE_SHIFT][series & PAGE_MASK];
  }

  private static long keyOf(int device, int channel) {
    return (long) device << 32 | (channel & 0xFFFF_FFFFL);
  }

  private static int spread(long key) {
    long mixed = (key ^ (key >>> 29)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
