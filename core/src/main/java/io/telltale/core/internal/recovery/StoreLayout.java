package io.telltale.core.internal.recovery;

import java.nio.file.Path;

/**
 * Where a store keeps its files.
 *
 * <pre>
 *   LOCK                     who writes
 *   MANIFEST-000000000001    what is sealed; the highest number counts
 *   catalog                  devices, channels, states, series
 *   segments/seg-0000000001.seg
 *   journal/                 frames that are not sealed yet, Chronicle Queue's files
 *   set-aside/               damaged files that a writer found
 * </pre>
 *
 * @param directory the store's directory
 */
public record StoreLayout(Path directory) {
  private static final String SEGMENT_PREFIX = "seg-";
  private static final String SEGMENT_SUFFIX = ".seg";

  public Path catalog() {
    return directory.resolve("catalog");
  }

  public Path segments() {
    return directory.resolve("segments");
  }

  public Path journal() {
    return directory.resolve("journal");
  }

  public Path setAside() {
    return directory.resolve("set-aside");
  }

  public Path segment(String name) {
    return segments().resolve(name);
  }

  public static String segmentName(long id) {
    return String.format("%s%010d%s", SEGMENT_PREFIX, id, SEGMENT_SUFFIX);
  }

  /** The number in a segment's file name, or -1 when it is no such name. */
  public static long segmentId(String name) {
    if (!name.startsWith(SEGMENT_PREFIX) || !name.endsWith(SEGMENT_SUFFIX)) {
      return -1;
    }
    try {
      return Long.parseLong(
          name.substring(SEGMENT_PREFIX.length(), name.length() - SEGMENT_SUFFIX.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
