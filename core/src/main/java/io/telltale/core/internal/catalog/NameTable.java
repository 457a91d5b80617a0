package io.telltale.core.internal.catalog;

import io.telltale.core.HotPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Texts with dense ids, found either way.
 *
 * <p><b>Threading:</b> {@link #add} under the owner's lock; all else from any thread, without lock.
 * A thread sees ids 0 to {@link #count}, exclusive, complete. <b>Allocation:</b> find and get
 * allocate nothing. <b>Lifetime:</b> that of its catalog.
 */
final class NameTable {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int MIN_SLOTS = 16;

  private final int pageShift;
  private final int pageMask;

  /**
   * Open addressing: id + 1 by hash, 0 where free; at most half full. Filled slots are never
   * changed, only copied.
   */
  private volatile int[] slots = new int[MIN_SLOTS];

  private volatile String[][] pages = new String[4][];
  private volatile int count;

  /** Makes an empty one whose texts lie in pages of 2^pageShift. */
  NameTable(int pageShift) {
    this.pageShift = pageShift;
    this.pageMask = (1 << pageShift) - 1;
  }

  @HotPath
  int count() {
    return count;
  }

  /** The text with an id below {@link #count}. */
  @HotPath
  String get(int id) {
    return pages[id >>> pageShift][id & pageMask];
  }

  /** The id of a text, or -1. */
  @HotPath
  int find(CharSequence text) {
    int[] table = slots;
    int mask = table.length - 1;
    int slot = spread(hash(text)) & mask;
    while (true) {
      int found = (int) SLOT.getAcquire(table, slot) - 1;
      if (found < 0) {
        return -1;
      }
      if (get(found).contentEquals(text)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Adds a text that is not there yet and returns its id. */
  int add(String text) {
    int id = count;
    int page = id >>> pageShift;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, 2 * page);
    }
    if (pages[page] == null) {
      pages[page] = new String[1 << pageShift];
    }
    pages[page][id & pageMask] = text;
    count = id + 1;
    if (2 * (id + 1) > slots.length) {
      slots = rehashed(2 * slots.length, id + 1);
    } else {
      insert(slots, text, id);
    }
    return id;
  }

  private int[] rehashed(int length, int ids) {
    int[] table = new int[length];
    for (int id = 0; id < ids; id++) {
      insert(table, get(id), id);
    }
    return table;
  }

  private static void insert(int[] table, String text, int id) {
    int mask = table.length - 1;
    int slot = spread(text.hashCode()) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    SLOT.setRelease(table, slot, id + 1);
  }

  /** As {@link String#hashCode} has it, which a string remembers. */
  private static int hash(CharSequence text) {
    if (text instanceof String string) {
      return string.hashCode();
    }
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  /** Texts that differ in their last digits only must not lie side by side in long runs. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B1;
    return mixed ^ (mixed >>> 15);
  }
}
