package io.telltale.core.internal.manifest;

import io.telltale.core.DuplicatePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What a store consists of at one moment: everything up to a journal position lies in these
 * segments.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> one object a manifest. <b>Lifetime:</b> as
 * long as wanted.
 *
 * @param number counts the manifests of a store, from 1
 * @param storeId the store
 * @param duplicates which of several readings of one series and time counts
 * @param catalogValidLength length of the catalog file up to which it was durable
 * @param sealedPosition journal position up to which everything lies in segments, {@link
 *     #NOTHING_SEALED} when nothing does
 * @param nextSegmentId id that the next segment gets; ids are never used again
 * @param segments the live segments, in journal order
 */
public record Manifest(
    long number,
    UUID storeId,
    DuplicatePolicy duplicates,
    long catalogValidLength,
    long sealedPosition,
    long nextSegmentId,
    List<SegmentEntry> segments) {
  /** Sealed position of a store that has sealed nothing. */
  public static final long NOTHING_SEALED = -1;

  public Manifest {
    Objects.requireNonNull(storeId, "storeId");
    Objects.requireNonNull(duplicates, "duplicates");
    segments = List.copyOf(segments);
    if (number < 1
        || number > ManifestLayout.MAX_NUMBER
        || catalogValidLength < 0
        || sealedPosition < NOTHING_SEALED
        || nextSegmentId < 0) {
      throw new IllegalArgumentException(
          "manifest number=%d catalogValidLength=%d sealedPosition=%d nextSegmentId=%d cannot be"
              .formatted(number, catalogValidLength, sealedPosition, nextSegmentId));
    }
  }

  /**
   * The first manifest of a new store.
   *
   * @param storeId the store
   * @param duplicates which of several readings of one series and time counts
   * @param catalogValidLength length of the catalog file up to which it is durable
   * @return a manifest without segments
   */
  public static Manifest first(UUID storeId, DuplicatePolicy duplicates, long catalogValidLength) {
    return new Manifest(1, storeId, duplicates, catalogValidLength, NOTHING_SEALED, 1, List.of());
  }

  /**
   * The manifest that follows when a segment was sealed.
   *
   * @param segment the new segment, behind all others
   * @param segmentId its id
   * @param catalogLength length of the catalog file up to which it is durable
   * @return the next manifest
   */
  public Manifest withSegment(SegmentEntry segment, long segmentId, long catalogLength) {
    List<SegmentEntry> all = new ArrayList<>(segments);
    all.add(segment);
    return new Manifest(
        number + 1, storeId, duplicates, catalogLength, segment.lastPosition(), segmentId + 1, all);
  }

  /**
   * The manifest that follows when neighbours were merged; what is sealed stays the same.
   *
   * @param from index of the first of them
   * @param to index behind the last
   * @param merged the segment that takes their place
   * @param nextId id that the next segment gets
   * @return the next manifest
   */
  public Manifest withMerged(int from, int to, SegmentEntry merged, long nextId) {
    if (merged.firstPosition() != segments.get(from).firstPosition()
        || merged.lastPosition() != segments.get(to - 1).lastPosition()) {
      throw new IllegalArgumentException(
          "segment name="
              + merged.name()
              + " does not cover what segments "
              + from
              + ".."
              + to
              + " cover");
    }
    List<SegmentEntry> all = new ArrayList<>(segments);
    all.subList(from, to).clear();
    all.add(from, merged);
    return new Manifest(
        number + 1, storeId, duplicates, catalogValidLength, sealedPosition, nextId, all);
  }
}
