package io.telltale.core.internal.engine;

import io.telltale.core.StoreException;
import io.telltale.core.internal.segment.SegmentReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Segments that were replaced but may still be held by views. No view takes them up any more, so
 * one that is unused stays so, and is closed.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> a sweep that finds nothing
 * allocates nothing.
 */
final class RetiredSegments {
  private final List<SegmentReader> waiting = new ArrayList<>();
  private final Consumer<Path> whenClosed;

  /** Tells of the file of each segment that was closed. */
  RetiredSegments(Consumer<Path> whenClosed) {
    this.whenClosed = whenClosed;
  }

  void add(SegmentReader segment) {
    waiting.add(segment);
  }

  /** Closes those that no view holds any more; returns how many. */
  int sweep() {
    int gone = 0;
    for (int i = waiting.size() - 1; i >= 0; i--) {
      if (waiting.get(i).isUnused()) {
        close(waiting.remove(i));
        gone++;
      }
    }
    return gone;
  }

  /** Closes all, which makes open cursors fail clearly. */
  void closeAll() {
    while (!waiting.isEmpty()) {
      close(waiting.remove(waiting.size() - 1));
    }
  }

  private void close(SegmentReader segment) {
    try {
      segment.close();
    } catch (StoreException e) {
      // Nothing depends on it any more, and the file is not in the way of anything.
      return;
    } finally {
      whenClosed.accept(segment.path());
    }
  }
}
