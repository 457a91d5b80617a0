package io.telltale.core.internal.view;

import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.journal.Journal;

/**
 * How the modules beside core reach the inside of a store without its showing in the public API:
 * the store's class hands its doors over when it loads.
 */
public final class StoreAccess {
  private static volatile Doors doors;

  private StoreAccess() {}

  /** What a store opens to its own modules. */
  public interface Doors {
    View pin(TelemetryStore store);

    Catalog catalog(TelemetryStore store);

    Journal journal(TelemetryStore store);

    void tap(TelemetryStore store, ReadingTap tap);
  }

  /** Called once, by the store's class. */
  public static void install(Doors storeDoors) {
    doors = storeDoors;
  }

  /** Pins and returns the current view. */
  @HotPath
  public static View pin(TelemetryStore store) {
    return doors.pin(store);
  }

  public static Catalog catalog(TelemetryStore store) {
    return doors.catalog(store);
  }

  /**
   * The journal to append to.
   *
   * @throws IllegalStateException when the store is open for reading only
   */
  public static Journal journal(TelemetryStore store) {
    return doors.journal(store);
  }

  /**
   * Tells a tap of every frame that begins from now on; {@link ReadingTap#NONE} ends that. On
   * return no frame is under way that the tap has not been told of.
   */
  public static void tap(TelemetryStore store, ReadingTap tap) {
    doors.tap(store, tap);
  }
}
