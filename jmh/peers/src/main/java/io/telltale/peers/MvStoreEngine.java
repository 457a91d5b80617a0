package io.telltale.peers;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * H2's MVStore, the storage below its SQL: one map from series (numbered by channel, then device)
 * and time to the value, with data types of its own, which its documentation offers in place of
 * serialized objects (https://h2database.com/html/mvstore.html). A page cache of 1 GB on the heap,
 * and 64 MB of changes before its background thread writes them: each write of a map that grows in
 * 10,000 places rewrites a page a place, so that the default of 1 MB costs ten times the time and
 * twenty times the disk.
 */
final class MvStoreEngine extends SeriesEngine {
  private static final int CACHE_MB = 1024;
  private static final int BUFFER_KB = 64 << 10;

  private final int devices;
  private final MVStore store;
  private final MVMap<Key, Double> map;

  private MvStoreEngine(Fleet fleet, MVStore store) {
    super(fleet);
    this.devices = fleet.devices();
    this.store = store;
    MVMap.Builder<Key, Double> types =
        new MVMap.Builder<Key, Double>().keyType(new KeyType()).valueType(new ValueType());
    map = store.openMap("readings", types);
  }

  static Engine open(Path directory, Fleet fleet) {
    String file = directory.resolve("fleet.mv").toString();
    return new MvStoreEngine(
        fleet,
        new MVStore.Builder()
            .fileName(file)
            .cacheSize(CACHE_MB)
            .autoCommitBufferSize(BUFFER_KB)
            .open());
  }

  @Override
  public void append(int device, int channel, long timeNs, double value) {
    map.put(new Key(channel * devices + device, timeNs), value);
  }

  @Override
  public void barrier() {
    store.commit();
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  void load(int device, int channel, long fromNs, long toNs, SeriesBuffer into) {
    int series = channel * devices + device;
    Key last = new Key(series, toNs == Long.MAX_VALUE ? toNs : toNs - 1);
    Cursor<Key, Double> cursor = map.cursor(new Key(series, fromNs), last, false);
    while (cursor.hasNext()) {
      long timeNs = cursor.next().timeNs();
      into.add(timeNs, cursor.getValue());
    }
  }

  @Override
  void loadLatest(int device, int channel, SeriesBuffer into) {
    int series = channel * devices + device;
    Key newest = map.floorKey(new Key(series, Long.MAX_VALUE));
    if (newest != null && newest.series() == series) {
      into.add(newest.timeNs(), map.get(newest));
    }
  }

  /** Series and time. */
  private record Key(int series, long timeNs) {}

  /** Writes keys in 12 bytes. */
  private static final class KeyType extends BasicDataType<Key> {
    private static final int MEMORY_BYTES = 32;

    @Override
    public int compare(Key a, Key b) {
      int bySeries = Integer.compare(a.series(), b.series());
      return bySeries != 0 ? bySeries : Long.compare(a.timeNs(), b.timeNs());
    }

    @Override
    public int getMemory(Key key) {
      return MEMORY_BYTES;
    }

    @Override
    public void write(WriteBuffer out, Key key) {
      out.putInt(key.series()).putLong(key.timeNs());
    }

    @Override
    public Key read(ByteBuffer in) {
      int series = in.getInt();
      return new Key(series, in.getLong());
    }

    @Override
    public Key[] createStorage(int size) {
      return new Key[size];
    }
  }

  /** Writes values in 8 bytes. */
  private static final class ValueType extends BasicDataType<Double> {
    private static final int MEMORY_BYTES = 24;

    @Override
    public int getMemory(Double value) {
      return MEMORY_BYTES;
    }

    @Override
    public void write(WriteBuffer out, Double value) {
      out.putDouble(value);
    }

    @Override
    public Double read(ByteBuffer in) {
      return in.getDouble();
    }

    @Override
    public Double[] createStorage(int size) {
      return new Double[size];
    }
  }
}
