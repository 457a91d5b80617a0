package io.telltale.core.internal.segment;

/**
 * What is known of a segment without opening it.
 *
 * @param name the file's name within the store
 * @param bytes the file's length
 * @param readings readings that it holds, one a time and series
 * @param appended readings that went into it, duplicates included
 * @param blocks rows of its block table
 * @param series series that it holds
 * @param tMin time of its first reading, {@link Long#MAX_VALUE} when it is empty
 * @param tMax time of its last reading, {@link Long#MIN_VALUE} when it is empty
 * @param firstPosition first journal position that it covers
 * @param lastPosition last journal position that it covers
 */
public record SegmentInfo(
    String name,
    long bytes,
    long readings,
    long appended,
    int blocks,
    int series,
    long tMin,
    long tMax,
    long firstPosition,
    long lastPosition) {}
