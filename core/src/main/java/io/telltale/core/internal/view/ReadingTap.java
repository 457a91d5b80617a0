package io.telltale.core.internal.view;

import io.telltale.core.HotPath;

/**
 * Sees readings as they become visible to queries, in journal order: how live rules hear of them.
 *
 * <p>Each frame comes between {@link #beginFrame} and one of {@link #endFrame} and {@link
 * #abandonFrame}. Nothing of it is in the store's views before the first, all of it at the second.
 *
 * <p><b>Threading:</b> the thread that indexes, or the one that refreshes a store opened for
 * reading only. <b>Lifetime:</b> from {@link StoreAccess#tap} on.
 */
public interface ReadingTap {
  /** Hears nothing. */
  ReadingTap NONE =
      new ReadingTap() {
        @Override
        public void beginFrame() {}

        @Override
        public void readings(int[] series, long[] times, long[] values, int count) {}

        @Override
        public void endFrame() {}

        @Override
        public void abandonFrame() {}

        @Override
        public void missed() {}
      };

  /** Throws when a second one would take the place of one that hears. */
  static void requireFree(ReadingTap present, ReadingTap next) {
    if (present != NONE && next != NONE) {
      throw new IllegalStateException("the store has live rules already: close them first");
    }
  }

  /** A frame begins. */
  @HotPath
  void beginFrame();

  /**
   * Some of its readings, in order; the arrays are the caller's.
   *
   * @param count how many
   */
  @HotPath
  void readings(int[] series, long[] times, long[] values, int count);

  /** The frame is whole, and in the current view. */
  @HotPath
  void endFrame();

  /** A fault cut the frame off; some of it may be in the view now. */
  void abandonFrame();

  /** Readings have come into the view of which nothing was told. */
  void missed();
}
