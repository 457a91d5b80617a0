package io.telltale.query.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slices are each worked on once, read in order, and no answer is two readers' at once. */
final class SlicedRunTest {
  private static final int DEVICES = 1_003;
  private static final int THREADS = 4;

  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void allDevicesComeOnceAndInOrder() {
    SlicePool<List<Integer>> pool = pool(-1);
    for (int i = 0; i < 200; i++) {
      SlicedRun<List<Integer>> run = new SlicedRun<>(null, DEVICES, pool, executor, THREADS);
      List<Integer> all = new ArrayList<>();
      for (List<Integer> slice = run.next(); slice != null; slice = run.next()) {
        all.addAll(slice);
      }
      run.close();
      assertThat(all).hasSize(DEVICES).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void whatFailsGivesEachAnswerBackOnce() {
    SlicePool<List<Integer>> pool = pool(DEVICES / 2);
    for (int i = 0; i < 50; i++) {
      SlicedRun<List<Integer>> run = new SlicedRun<>(null, DEVICES, pool, executor, THREADS);
      assertThatThrownBy(
              () -> {
                while (run.next() != null) {}
              })
          .hasMessage("no such device");
      run.close();
    }
    Set<List<Integer>> given = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 200; i++) {
      assertThat(given.add(pool.answer())).as("given out twice").isTrue();
    }
  }

  @Test
  void closingWaitsForWhoIsAtWork() throws InterruptedException {
    AtomicInteger working = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    SlicePool<int[]> pool =
        new SlicePool<>(
            () ->
                (view, first, end, answer) -> {
                  working.incrementAndGet();
                  begun.countDown();
                  for (int i = 0; i < 20; i++) {
                    Thread.yield();
                  }
                  working.decrementAndGet();
                },
            () -> new int[1]);
    for (int i = 0; i < 200; i++) {
      SlicedRun<int[]> run = new SlicedRun<>(null, DEVICES, pool, executor, THREADS);
      begun.await();
      run.close();
      assertThat(working).hasValue(0);
    }
  }

  /** Answers are the devices of a slice; one device may be missing. */
  private static SlicePool<List<Integer>> pool(int missing) {
    return new SlicePool<>(
        () ->
            (view, first, end, answer) -> {
              answer.clear();
              for (int device = first; device < end; device++) {
                if (device == missing) {
                  throw new IllegalArgumentException("no such device");
                }
                answer.add(device);
              }
            },
        ArrayList::new);
  }
}
