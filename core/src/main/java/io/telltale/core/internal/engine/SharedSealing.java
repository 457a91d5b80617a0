package io.telltale.core.internal.engine;

import io.telltale.core.internal.segment.BlockSink;
import io.telltale.core.internal.segment.SegmentWriter;
import io.telltale.core.internal.segment.SeriesBatch;
import io.telltale.core.internal.segment.SeriesEncoder;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;

/**
 * Encoding a frozen head on two threads: the sealer's, and the indexer's while that has nothing
 * better to do. Each claims the next batch; the sealer alone writes them, in their order, so that
 * the segment is the same whoever encoded what.
 *
 * <p><b>Threading:</b> {@link #write} is the sealer's, {@link #help} the indexer's. A batch claimed
 * is a batch encoded: whoever ends early waits for the other first.
 */
final class SharedSealing {
  /**
   * Batches that are encoded or being encoded ahead of the one to be written next: some
   * milliseconds' work, so that the other thread has enough of it while this one waits for the
   * disk.
   */
  private static final int AHEAD = 48;

  /** Forced as it grows, so that little is left to wait for when all is encoded. */
  private static final long FORCE_BYTES = 16L << 20;

  private final SeriesBatch[] encoded = new SeriesBatch[AHEAD];
  private final Queue<SeriesBatch> spare = new ManyToManyConcurrentArrayQueue<>(AHEAD);
  private final Hand own;
  private final Hand helper;
  private volatile Work work;
  private volatile boolean helping;

  /** With a worker for each of the two threads, made when it is needed first. */
  SharedSealing(Supplier<BatchWorker> own, Supplier<BatchWorker> helper) {
    this.own = new Hand(own);
    this.helper = new Hand(helper);
  }

  /** What one of the threads works with, half a megabyte. */
  private static final class Hand {
    private final Supplier<BatchWorker> maker;
    private BatchWorker worker;
    private SeriesEncoder encoder;

    Hand(Supplier<BatchWorker> maker) {
      this.maker = maker;
    }

    void write(SealingBatches batches, int batch, BlockSink sink) {
      if (worker == null) {
        worker = maker.get();
      }
      worker.write(batches, batch, sink);
    }

    void encode(SealingBatches batches, int batch, SeriesBatch into) {
      if (encoder == null) {
        encoder = new SeriesEncoder();
      }
      encoder.into(into);
      write(batches, batch, encoder);
    }
  }

  /** One head on its way into a segment. */
  private static final class Work {
    final SealingBatches batches;
    final AtomicInteger claimed = new AtomicInteger();

    /** By the place of a batch: the number of the batch that lies there encoded, from 1. */
    final AtomicIntegerArray ready = new AtomicIntegerArray(AHEAD);

    long forcedBytes;
    volatile int written;
    volatile Throwable fault;

    Work(SealingBatches batches) {
      this.batches = batches;
    }

    /** The next batch to be encoded, or -1 while there is none. */
    int claim() {
      int next;
      do {
        next = claimed.get();
        if (next == batches.count() || next - written >= AHEAD || batches.isLarge(next)) {
          return -1;
        }
      } while (!claimed.compareAndSet(next, next + 1));
      return next;
    }
  }

  /**
   * Writes all batches.
   *
   * @param pace told of the readings of each batch that the sealer is about to encode
   */
  void write(SealingBatches batches, SegmentWriter segment, IntConsumer pace) {
    Work current = new Work(batches);
    work = current;
    try {
      while (current.written < batches.count()) {
        if (!writeNext(current, segment) && !encodeOne(current, segment, pace)) {
          Thread.yield();
        }
      }
    } finally {
      work = null;
      while (helping) {
        Thread.yield();
      }
    }
  }

  private boolean writeNext(Work current, SegmentWriter segment) {
    int batch = current.written;
    if (current.ready.get(batch % AHEAD) != batch + 1) {
      rethrow(current.fault);
      return false;
    }
    encoded[batch % AHEAD].writeTo(segment);
    spare.offer(encoded[batch % AHEAD]);
    endBatch(current, segment);
    return true;
  }

  private static void endBatch(Work current, SegmentWriter segment) {
    if (segment.payloadBytes() - current.forcedBytes > FORCE_BYTES) {
      segment.force();
      current.forcedBytes = segment.payloadBytes();
    }
    current.written++;
  }

  private boolean encodeOne(Work current, SegmentWriter segment, IntConsumer pace) {
    int next = current.written;
    if (current.claimed.get() == next && current.batches.isLarge(next)) {
      pace.accept(current.batches.readings(next));
      own.write(current.batches, next, segment);
      current.claimed.set(next + 1);
      endBatch(current, segment);
      return true;
    }
    int batch = current.claim();
    if (batch >= 0) {
      pace.accept(current.batches.readings(batch));
      encode(current, batch, own);
    }
    return batch >= 0;
  }

  /**
   * Encodes a batch, when there is one to be encoded.
   *
   * @return its readings, or 0
   */
  int help() {
    if (work == null) {
      return 0;
    }
    helping = true;
    try {
      // asked again: now the sealer waits for this thread
      Work current = work;
      int batch = current == null ? -1 : current.claim();
      if (batch < 0) {
        return 0;
      }
      try {
        encode(current, batch, helper);
      } catch (RuntimeException | Error fault) {
        current.fault = fault;
      }
      return current.batches.readings(batch);
    } finally {
      helping = false;
    }
  }

  private void encode(Work current, int batch, Hand hand) {
    SeriesBatch taken = spare.poll();
    SeriesBatch into = taken == null ? new SeriesBatch() : taken;
    into.clear();
    hand.encode(current.batches, batch, into);
    encoded[batch % AHEAD] = into;
    current.ready.set(batch % AHEAD, batch + 1);
  }

  private static void rethrow(Throwable fault) {
    if (fault instanceof Error) {
      throw (Error) fault;
    }
    if (fault != null) {
      throw (RuntimeException) fault;
    }
  }
}
