package io.telltale.core;

import java.util.List;

/**
 * What a store holds.
 *
 * @param readings readings after duplicates, exact
 * @param appended readings that were committed, duplicates included
 * @param devices number of devices
 * @param channels by channel
 * @param segments number of segments
 * @param segmentBytes bytes of all segment files
 * @param firstTimeNs oldest event time, Long.MAX_VALUE when empty
 * @param lastTimeNs newest event time, Long.MIN_VALUE when empty
 */
public record StoreStats(
    long readings,
    long appended,
    int devices,
    List<ChannelStats> channels,
    int segments,
    long segmentBytes,
    long firstTimeNs,
    long lastTimeNs) {
  /**
   * What one channel holds.
   *
   * @param channel the channel
   * @param readings readings after duplicates
   * @param series number of series
   * @param encodings by encoding, columns of times, of values and of strips apart
   */
  public record ChannelStats(
      Channel channel, long readings, int series, List<EncodingStats> encodings) {}

  /**
   * What one encoding of one channel takes.
   *
   * @param column {@code time}, {@code value} or {@code strips}
   * @param encoding its name
   * @param blocks number of blocks
   * @param readings readings in them
   * @param bytes payload bytes of them
   */
  public record EncodingStats(
      String column, String encoding, long blocks, long readings, long bytes) {}
}
