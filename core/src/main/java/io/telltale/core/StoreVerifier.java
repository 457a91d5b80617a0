package io.telltale.core;

import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.recovery.StoreAudit;
import io.telltale.core.internal.recovery.StoreLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads every byte of a store's manifest, catalog and segments, and what its journal holds that is
 * not sealed, and checks every checksum.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> as needed. <b>Lifetime:</b> none.
 */
public final class StoreVerifier {
  private StoreVerifier() {}

  /**
   * Verifies a store; nothing is changed. A journal is as long as its files say: a frame at its end
   * whose header is lost is not known to have been there.
   *
   * @param directory the store's directory
   * @return what was found; damage is reported, not thrown
   * @throws StoreException when there is no store
   */
  public static Report verify(Path directory) {
    return new StoreAudit(SystemFileOps.INSTANCE, new StoreLayout(directory)).run();
  }

  /**
   * What was found.
   *
   * @param files files read
   * @param blocks blocks decoded
   * @param frames sound frames of the journal that are not sealed
   * @param readings readings in blocks and frames
   * @param damages one line a damage, naming file and place; empty when the store is sound
   */
  public record Report(int files, long blocks, long frames, long readings, List<String> damages) {
    /**
     * Whether no damage was found.
     *
     * @return true when sound
     */
    public boolean isSound() {
      return damages.isEmpty();
    }
  }
}
