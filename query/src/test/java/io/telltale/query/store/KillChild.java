package io.telltale.query.store;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that {@link KillTest} kills: goes on with the formula where the store ends, and says
 * what was committed.
 */
final class KillChild {
  static final long ARENA_BYTES = 1L << 20;
  private static final int SEAL_EVERY = 8;

  private KillChild() {}

  /** Arguments: directory, seed, pause between commits in ns. */
  public static void main(String[] args) throws InterruptedException {
    KillFormula formula = new KillFormula(Long.parseLong(args[1]));
    long pauseNs = Long.parseLong(args[2]);
    try (TelemetryStore store = TelemetryStore.open(config(Path.of(args[0])))) {
      int[][] series = KillFormula.register(store);
      Thread[] threads = new Thread[KillFormula.THREADS];
      for (int i = 0; i < threads.length; i++) {
        int thread = i;
        threads[i] =
            new Thread(
                () -> append(store, formula, thread, series[thread], pauseNs), "appender-" + i);
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  static StoreConfig config(Path directory) {
    return StoreConfig.builder(directory).arenaBytes(ARENA_BYTES).build();
  }

  private static void append(
      TelemetryStore store, KillFormula formula, int thread, int[] series, long pauseNs) {
    long n = KillLedger.held(store, series);
    long commits = 0;
    // What is left of a commit that a kill cut between two of its frames goes first.
    long commitEnd = 0;
    while (commitEnd <= n) {
      commitEnd += formula.commitSize(thread, commitEnd);
    }
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      while (true) {
        for (; n < commitEnd; n++) {
          int one = series[KillFormula.place(n)];
          long bits = formula.bits(thread, n);
          if (KillFormula.isDouble(n)) {
            appender.append(one, KillFormula.timeNs(n), Double.longBitsToDouble(bits));
          } else {
            appender.append(one, KillFormula.timeNs(n), bits);
          }
        }
        appender.commit();
        if (thread == 0 && ++commits % SEAL_EVERY == 0) {
          // small segments, so that there is something to merge
          store.seal();
        }
        // One write call a line: a line is in the file once this returns, whatever happens to the
        // process.
        System.out.print(thread + " " + n + "\n");
        System.out.flush();
        commitEnd += formula.commitSize(thread, commitEnd);
        LockSupport.parkNanos(pauseNs);
      }
    }
  }
}
