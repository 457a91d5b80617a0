package io.telltale.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB: a key of 4 bytes for the series (numbered by channel, then device) and 8 for the time,
 * big-endian, so that the order of keys is series, then time; a value of 8 bytes. LZ4, memtables of
 * 128 MB and a block cache of 1 GB, as its tuning guide suggests for writing much
 * (https://github.com/facebook/rocksdb/wiki/RocksDB-Tuning-Guide).
 *
 * <p>A batch of 500,000 readings, sorted, is laid out in the documented form of a serialized write
 * batch and handed over in one call, with a hint to the memtable that its keys ascend. Without its
 * log, what lies in a memtable is lost in a crash; with it, it is not.
 */
final class RocksDbEngine extends SeriesEngine {
  private static final int BATCH = 500_000;
  private static final long CACHE_BYTES = 1L << 30;
  private static final int HEADER_BYTES = 12;
  private static final int COUNT_OFFSET = 8;
  private static final int KEY_BYTES = 12;
  private static final int VALUE_BYTES = 8;
  private static final int RECORD_BYTES = 1 + 1 + KEY_BYTES + 1 + VALUE_BYTES;
  private static final byte PUT = 1;

  private final int devices;
  private final Options options;
  private final WriteOptions writeOptions;
  private final RocksDB database;
  private final SeriesBatch batch;
  private RocksIterator openCursor;
  private byte[] batchBytes = new byte[0];
  private final byte[] seekKey = new byte[KEY_BYTES];
  private final byte[] key = new byte[KEY_BYTES];
  private final byte[] value = new byte[VALUE_BYTES];
  private final ByteBuffer keyView = ByteBuffer.wrap(key);
  private final ByteBuffer valueView = ByteBuffer.wrap(value);

  private RocksDbEngine(Fleet fleet, Options options, RocksDB database, boolean log) {
    super(fleet);
    this.devices = fleet.devices();
    this.options = options;
    this.database = database;
    writeOptions = new WriteOptions().setDisableWAL(!log).setMemtableInsertHintPerBatch(true);
    batch = new SeriesBatch(devices * Fleet.CHANNELS, BATCH);
  }

  static Engine open(Path directory, Fleet fleet, boolean log) throws RocksDBException {
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(128L << 20)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(new LRUCache(CACHE_BYTES)));
    return new RocksDbEngine(fleet, options, RocksDB.open(options, directory.toString()), log);
  }

  @Override
  public void append(int device, int channel, long timeNs, double reading) throws RocksDBException {
    batch.add(channel * devices + device, timeNs, reading);
    if (batch.isFull()) {
      write();
    }
  }

  @Override
  public void barrier() throws RocksDBException {
    write();
  }

  @Override
  public void close() throws IOException {
    try (FlushOptions wait = new FlushOptions()) {
      write();
      closeCursor();
      database.flush(wait.setWaitForFlush(true));
      database.closeE();
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
    writeOptions.close();
    options.close();
  }

  @Override
  void load(int device, int channel, long fromNs, long toNs, SeriesBuffer into)
      throws RocksDBException {
    int series = channel * devices + device;
    // A sign bit would put negative times behind the others; there are none.
    setSeekKey(series, Math.max(0, fromNs));
    RocksIterator cursor = cursor();
    for (cursor.seek(seekKey); cursor.isValid(); cursor.next()) {
      cursor.key(key);
      long timeNs = keyView.getLong(Integer.BYTES);
      if (keyView.getInt(0) != series || timeNs >= toNs) {
        break;
      }
      cursor.value(value);
      into.add(timeNs, valueView.getDouble(0));
    }
    cursor.status();
  }

  @Override
  void loadLatest(int device, int channel, SeriesBuffer into) throws RocksDBException {
    int series = channel * devices + device;
    setSeekKey(series, Long.MAX_VALUE);
    RocksIterator cursor = cursor();
    cursor.seekForPrev(seekKey);
    if (cursor.isValid()) {
      cursor.key(key);
      cursor.value(value);
      if (keyView.getInt(0) == series) {
        into.add(keyView.getLong(Integer.BYTES), valueView.getDouble(0));
      }
    }
    cursor.status();
  }

  /** One cursor until the next write: it shows the database as it was when it was made. */
  private RocksIterator cursor() {
    if (openCursor == null) {
      openCursor = database.newIterator();
    }
    return openCursor;
  }

  private void closeCursor() {
    if (openCursor != null) {
      openCursor.close();
      openCursor = null;
    }
  }

  private void setSeekKey(int series, long timeNs) {
    ByteBuffer.wrap(seekKey).putInt(series).putLong(timeNs);
  }

  /** A batch must be as long as its array: the array of a full one is used again. */
  private byte[] bytes(int readings) {
    int length = HEADER_BYTES + readings * RECORD_BYTES;
    if (batchBytes.length != length) {
      batchBytes = new byte[length];
    }
    return batchBytes;
  }

  private void write() throws RocksDBException {
    if (batch.count() == 0) {
      return;
    }
    batch.sort();
    byte[] bytes = bytes(batch.count());
    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.order(ByteOrder.LITTLE_ENDIAN).putInt(COUNT_OFFSET, batch.count());
    out.order(ByteOrder.BIG_ENDIAN).position(HEADER_BYTES);
    for (int i = 0; i < batch.count(); i++) {
      out.put(PUT);
      out.put((byte) KEY_BYTES).putInt(batch.series(i)).putLong(batch.time(i));
      out.put((byte) VALUE_BYTES).putDouble(batch.value(i));
    }
    try (WriteBatch writeBatch = new WriteBatch(bytes)) {
      database.write(writeOptions, writeBatch);
    }
    batch.clear();
    closeCursor();
  }
}
