package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.io.FileOps;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process before left in a journal: frames that are not sealed, each checked, and the damage
 * among them.
 *
 * @param last position of the last frame, or the sealed position when there is none
 * @param frames sound ones
 * @param readings of sound frames
 * @param refused of those, readings of series that the catalog does not know
 * @param bytes of sound frames
 * @param damages one each
 */
public record LeftFrames(
    long last,
    long frames,
    long readings,
    long refused,
    long bytes,
    List<CorruptStoreException> damages) {

  /**
   * Reads them. The queue's own readers go by index pages that may be lost, and take a damaged
   * header for the end.
   *
   * @param directory the journal's own directory
   * @param sealedPosition frames behind it are wanted
   * @param endCycle of the first file that is not read
   * @param knownSeries how many the catalog knows
   */
  static LeftFrames read(
      FileOps ops, Path directory, long sealedPosition, int endCycle, int knownSeries) {
    Map<String, CorruptStoreException> damages = new LinkedHashMap<>();
    Frame frame = new Frame();
    long last = sealedPosition;
    long frames = 0;
    long readings = 0;
    long refused = 0;
    long bytes = 0;
    try (JournalFollower left =
        JournalFollower.ofLeft(
            ops, directory, sealedPosition, endCycle, d -> damages.put(d.getMessage(), d))) {
      for (long at = left.poll(frame); at != Journal.NONE; at = left.poll(frame)) {
        last = at;
        frames++;
        readings += frame.count();
        bytes += frame.bytes().limit();
        if (!frame.hasSeriesBelow(knownSeries)) {
          int unknown = frame.countUnknown(knownSeries);
          refused += unknown;
          CorruptStoreException damage =
              left.damaged(unknown + " readings of series that the catalog does not know");
          damages.put(damage.getMessage(), damage);
        }
      }
    }
    return new LeftFrames(last, frames, readings, refused, bytes, List.copyOf(damages.values()));
  }

  /** Files with damage, in order. */
  List<Path> damagedFiles() {
    return damages.stream().map(CorruptStoreException::path).distinct().toList();
  }
}
