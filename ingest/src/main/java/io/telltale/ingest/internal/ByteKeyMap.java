package io.telltale.ingest.internal;

import io.telltale.core.HotPath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A map from stretches of bytes to objects: a look-up needs no key object. Nothing is ever removed
 * but all at once.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> {@link #get} none; {@link #put} copies the
 * key. <b>Lifetime:</b> as long as wanted.
 *
 * @param <V> what keys lead to
 */
public final class ByteKeyMap<V> {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_CAPACITY = 16;

  private byte[][] keys = new byte[FIRST_CAPACITY][];
  private int[] hashes = new int[FIRST_CAPACITY];
  private Object[] values = new Object[FIRST_CAPACITY];
  private int size;

  /** Makes an empty map. */
  public ByteKeyMap() {}

  /**
   * Finds what a key leads to.
   *
   * @param bytes array that holds the key
   * @param from where the key starts
   * @param to where it ends, exclusive
   * @return the value, or null
   */
  @HotPath
  @SuppressWarnings("unchecked")
  public V get(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int mask = keys.length - 1;
    for (int slot = hash & mask; keys[slot] != null; slot = (slot + 1) & mask) {
      if (hashes[slot] == hash
          && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
        return (V) values[slot];
      }
    }
    return null;
  }

  /**
   * Adds a key that is not in the map yet.
   *
   * @param bytes array that holds the key, copied
   * @param from where the key starts
   * @param to where it ends, exclusive
   * @param value what it leads to
   */
  public void put(byte[] bytes, int from, int to, V value) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    insert(Arrays.copyOfRange(bytes, from, to), hash(bytes, from, to), value);
    size++;
  }

  /**
   * Counts the keys.
   *
   * @return their number
   */
  public int size() {
    return size;
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(keys, null);
    Arrays.fill(values, null);
    size = 0;
  }

  private void insert(byte[] key, int hash, Object value) {
    int mask = keys.length - 1;
    int slot = hash & mask;
    while (keys[slot] != null) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    hashes[slot] = hash;
    values[slot] = value;
  }

  private void grow() {
    byte[][] oldKeys = keys;
    int[] oldHashes = hashes;
    Object[] oldValues = values;
    keys = new byte[2 * oldKeys.length][];
    hashes = new int[2 * oldKeys.length];
    values = new Object[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != null) {
        insert(oldKeys[i], oldHashes[i], oldValues[i]);
      }
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; at < to; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
    }
    return (int) (hash ^ (hash >>> 32));
  }
}
