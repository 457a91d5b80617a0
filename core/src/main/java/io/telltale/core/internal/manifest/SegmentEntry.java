package io.telltale.core.internal.manifest;

import java.util.Objects;

/**
 * One live segment, as a manifest names it.
 *
 * @param name its file name
 * @param length its file length in bytes
 * @param firstPosition first journal position that it covers
 * @param lastPosition last journal position that it covers
 * @param readings readings in it
 * @param appended readings that were committed for it, duplicates included
 */
public record SegmentEntry(
    String name, long length, long firstPosition, long lastPosition, long readings, long appended) {
  public SegmentEntry {
    Objects.requireNonNull(name, "name");
    if (!isPlain(name)
        || length < 0
        || firstPosition > lastPosition
        || readings < 0
        || appended < readings) {
      throw new IllegalArgumentException(
          "segment name=%s length=%d firstPosition=%d lastPosition=%d readings=%d appended=%d cannot be"
              .formatted(name, length, firstPosition, lastPosition, readings, appended));
    }
  }

  /** Whether it is the name of a file in a folder, and cannot lead out of it. */
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }
}
