package io.telltale.query.internal.run;

import io.telltale.core.internal.codec.StripColumn;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.assemble.Bucket;
import io.telltale.query.internal.scan.Parts;

/**
 * Adds the readings of a chunk to buckets, piece by piece: whole strips by what is known of them,
 * the others decoded.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its feed.
 */
final class ChunkPieces {
  /** Decoding fewer values at once costs more than it saves. */
  private static final int LEAST_LOADED = 256;

  private Parts parts;
  private StripColumn strips;

  /** Readings from here on are not asked for. */
  private int end;

  /** The values that were decoded last. */
  private int loadedFrom;

  private int loadedEnd;

  /** Opens the chunk at which some parts stand. */
  void open(Parts newParts) {
    parts = newParts;
    parts.open();
    strips = parts.strips();
    end = parts.size();
    loadedFrom = 0;
    loadedEnd = 0;
  }

  /** Says that readings are asked for up to this one only. */
  void endAt(int newEnd) {
    end = newEnd;
  }

  /** Returns how many readings are before a time, which is not the smallest there is. */
  int countBefore(long timeNs) {
    int count = strips.count() == 0 ? -1 : strips.countBefore(timeNs);
    return count >= 0 ? count : parts.countUpTo(timeNs - 1);
  }

  /** Returns the time of a reading, or another one that lies in the same bucket. */
  long timeInBucket(BucketGrid grid, int reading) {
    if (strips.count() > 0) {
      long startNs = strips.startNs(strips.of(reading));
      if (grid.isOneBucket(startNs, startNs + strips.lengthNs() - 1)) {
        return startNs;
      }
    }
    return parts.time(reading);
  }

  /** Adds readings to a bucket, at least one. */
  void add(Bucket bucket, int from, int to) {
    if (strips.count() == 0) {
      addValues(bucket, from, to);
      return;
    }
    int first = strips.of(from);
    int behind = strips.of(to - 1);
    first += strips.start(first) < from ? 1 : 0;
    behind += strips.start(behind + 1) == to ? 1 : 0;
    if (first >= behind) {
      addValues(bucket, from, to);
      return;
    }
    int wholeFrom = strips.start(first);
    int wholeTo = strips.start(behind);
    if (from < wholeFrom) {
      addValues(bucket, from, wholeFrom);
    } else if (bucket.isEmpty()) {
      bucket.setFirst(firstOf(first));
    }
    bucket.addStrips(strips, first, behind);
    if (wholeTo < to) {
      addValues(bucket, wholeTo, to);
    } else {
      bucket.setLast(lastOf(behind - 1));
    }
  }

  private long firstOf(int strip) {
    if (strips.hasEnds()) {
      return strips.first(strip);
    }
    return strip == 0 && parts.has(parts.part(), BlockColumn.FIRST)
        ? parts.statistic(parts.part(), BlockColumn.FIRST)
        : value(strips.start(strip));
  }

  private long lastOf(int strip) {
    if (strips.hasEnds()) {
      return strips.last(strip);
    }
    return strip == strips.count() - 1 && parts.has(parts.part(), BlockColumn.LAST)
        ? parts.statistic(parts.part(), BlockColumn.LAST)
        : value(strips.start(strip + 1) - 1);
  }

  private long value(int reading) {
    // the one behind it is the next to be asked for
    need(reading, reading + 1, reading + 2);
    return parts.values()[reading];
  }

  private void addValues(Bucket bucket, int from, int to) {
    int ahead = strips.count() == 0 ? from + LEAST_LOADED : strips.start(strips.of(to - 1) + 1);
    need(from, to, Math.max(to, ahead));
    bucket.add(parts.values(), from, to);
  }

  private void need(int from, int to, int ahead) {
    if (from < loadedFrom || to > loadedEnd) {
      loadedFrom = from;
      loadedEnd = Math.min(end, ahead);
      parts.loadValues(loadedFrom, loadedEnd);
    }
  }
}
