package io.telltale.peers;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The readings of a fleet in the order of their arrival, in a mapped file, so that the measured
 * loop pays neither for making them nor for their memory on the heap. A record has device and
 * channel as 32 bits each, then time and value as 64 bits each, big-endian.
 */
final class Readings {
  private static final int RECORD_BYTES = 24;
  private static final int TIME = 8;
  private static final int VALUE = 16;

  /** Records in one mapping: 768 MiB. */
  private static final int CHUNK_RECORDS = 1 << 25;

  private final ByteBuffer[] chunks;
  private final long count;

  private Readings(ByteBuffer[] chunks, long count) {
    this.chunks = chunks;
    this.count = count;
  }

  /**
   * Writes the readings of a fleet, under another name until they are complete.
   *
   * @param fleet where the readings come from
   * @param file the file
   * @throws IOException when that fails
   */
  static void write(Fleet fleet, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20))) {
      ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
      fleet.run(
          (device, channel, timeNs, value) -> {
            record.putInt(0, device).putInt(4, channel);
            record.putLong(TIME, timeNs).putDouble(VALUE, value);
            out.write(record.array());
          });
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Maps a file of readings.
   *
   * @param file as {@link #write} wrote it
   * @return its readings
   * @throws IOException when that fails
   */
  static Readings open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long count = channel.size() / RECORD_BYTES;
      int chunkCount = (int) ((count + CHUNK_RECORDS - 1) / CHUNK_RECORDS);
      ByteBuffer[] chunks = new ByteBuffer[chunkCount];
      for (int i = 0; i < chunkCount; i++) {
        long from = (long) i * CHUNK_RECORDS;
        long records = Math.min(CHUNK_RECORDS, count - from);
        MappedByteBuffer chunk =
            channel.map(MapMode.READ_ONLY, from * RECORD_BYTES, records * RECORD_BYTES);
        chunks[i] = chunk.load().order(ByteOrder.BIG_ENDIAN);
      }
      return new Readings(chunks, count);
    }
  }

  long count() {
    return count;
  }

  /** Time of the first reading to arrive. */
  long firstNs() {
    return chunks[0].getLong(TIME);
  }

  /** Time of the last reading to arrive. */
  long lastNs() {
    ByteBuffer last = chunks[chunks.length - 1];
    return last.getLong(last.capacity() - RECORD_BYTES + TIME);
  }

  /**
   * Hands readings to a sink.
   *
   * @param from number of the first
   * @param to number of the last, exclusive
   * @param sink takes them
   * @throws Exception whatever the sink throws
   */
  void feed(long from, long to, ReadingSink sink) throws Exception {
    long next = from;
    while (next < to) {
      int chunk = (int) (next / CHUNK_RECORDS);
      long chunkStart = (long) chunk * CHUNK_RECORDS;
      int end = (int) Math.min(to - chunkStart, CHUNK_RECORDS);
      feed(chunks[chunk], (int) (next - chunkStart), end, sink);
      next = chunkStart + end;
    }
  }

  private static void feed(ByteBuffer chunk, int from, int to, ReadingSink sink) throws Exception {
    int end = to * RECORD_BYTES;
    for (int at = from * RECORD_BYTES; at < end; at += RECORD_BYTES) {
      sink.take(
          chunk.getInt(at),
          chunk.getInt(at + 4),
          chunk.getLong(at + TIME),
          chunk.getDouble(at + VALUE));
    }
  }
}
