package io.telltale.core.internal.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.telltale.core.StoreException;
import io.telltale.core.internal.head.HeadArena;
import java.lang.management.ManagementFactory;

/** The JVM's direct memory, which head arenas come out of. */
final class DirectMemory {
  private static final long DEFAULT_ARENA_BYTES = 256L << 20;
  private static final long SMALLEST_DEFAULT_ARENA_BYTES = 4L << 20;

  private DirectMemory() {}

  /** Most bytes that direct buffers may take in this JVM. */
  static long limitBytes() {
    HotSpotDiagnosticMXBean diagnostics =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long flag = Long.parseLong(diagnostics.getVMOption("MaxDirectMemorySize").getValue());
    return flag > 0 ? flag : Runtime.getRuntime().maxMemory();
  }

  /** The size of an arena when the settings leave it open. */
  static long defaultArenaBytes() {
    return Math.max(SMALLEST_DEFAULT_ARENA_BYTES, Math.min(DEFAULT_ARENA_BYTES, limitBytes() / 8));
  }

  /**
   * Throws when two arenas of this size, with a state line for each series, are more than there is.
   *
   * @param arenaBytes bytes of the pages of one
   * @param series how many there are
   */
  static void requireArenas(long arenaBytes, int series) {
    if (2 * (arenaBytes + HeadArena.stateBytes(series)) > limitBytes()) {
      throw new StoreException(
          "two head arenas for " + series + " series do not fit into " + wayOut(arenaBytes));
    }
  }

  /** The fault of an arena whose pages could not be allocated. */
  static StoreException exhausted(long arenaBytes, OutOfMemoryError cause) {
    return new StoreException("a head arena found no room in " + wayOut(arenaBytes), cause);
  }

  private static String wayOut(long arenaBytes) {
    return "the JVM's direct memory: arenaBytes="
        + arenaBytes
        + " limit="
        + limitBytes()
        + "; raise it with -XX:MaxDirectMemorySize or set a smaller StoreConfig.arenaBytes";
  }
}
