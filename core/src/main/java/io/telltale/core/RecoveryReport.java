package io.telltale.core;

import java.nio.file.Path;
import java.util.List;

/**
 * What opening a store found and did.
 *
 * @param segments segments of the manifest
 * @param sealedPosition up to where the journal's frames lie in segments; -1 when none do
 * @param lastPosition position of the last frame that the journal held
 * @param frames sound frames of the journal that were not sealed, and were replayed
 * @param readings readings of theirs that were kept
 * @param refused readings of theirs that were left out, because the catalog lost their series
 * @param damages one line a damage of the journal, naming file and place; empty when it is sound
 * @param setAside damaged files, where they are now; empty when there are none, or the store was
 *     opened for reading only
 */
public record RecoveryReport(
    int segments,
    long sealedPosition,
    long lastPosition,
    long frames,
    long readings,
    long refused,
    List<String> damages,
    List<Path> setAside) {
  /**
   * Whether something is lost.
   *
   * @return true when there is damage
   */
  public boolean hasDamage() {
    return !damages.isEmpty();
  }
}
