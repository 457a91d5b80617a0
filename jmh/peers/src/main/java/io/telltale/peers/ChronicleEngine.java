package io.telltale.peers;

import io.telltale.peers.Question.Kind;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Plain Chronicle Queue: the journal alone, as its README shows it with {@code writingDocument} and
 * {@code readingDocument} (https://github.com/OpenHFT/Chronicle-Queue). A document holds either one
 * reading, or a batch of 1,024 that was collected before and is written in one piece. There is no
 * index: every question reads the whole log.
 */
final class ChronicleEngine implements Engine {
  private static final int RECORD_BYTES = 24;
  private static final int BATCH = 1024;

  private final Fleet fleet;
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Bytes<?> batch;
  private final SeriesBuffer[] series;

  private ChronicleEngine(Fleet fleet, ChronicleQueue queue, int documentReadings) {
    this.fleet = fleet;
    this.queue = queue;
    appender = queue.createAppender();
    batch = Bytes.allocateDirect((long) documentReadings * RECORD_BYTES);
    series = new SeriesBuffer[fleet.devices()];
    for (int device = 0; device < series.length; device++) {
      series[device] = new SeriesBuffer();
    }
  }

  /** A document a reading. */
  static Engine openRows(Path directory, Fleet fleet) {
    return new ChronicleEngine(fleet, queue(directory), 1);
  }

  /** A document a batch. */
  static Engine openBatches(Path directory, Fleet fleet) {
    return new ChronicleEngine(fleet, queue(directory), BATCH);
  }

  private static ChronicleQueue queue(Path directory) {
    return ChronicleQueue.singleBuilder(directory).rollCycle(RollCycles.FAST_DAILY).build();
  }

  @Override
  public void append(int device, int channel, long timeNs, double value) {
    if (batch.capacity() == RECORD_BYTES) {
      try (DocumentContext document = appender.writingDocument()) {
        write(document.wire().bytes(), device, channel, timeNs, value);
      }
      return;
    }
    write(batch, device, channel, timeNs, value);
    if (batch.writePosition() == batch.capacity()) {
      barrier();
    }
  }

  @Override
  public void barrier() {
    if (batch.writePosition() > 0) {
      try (DocumentContext document = appender.writingDocument()) {
        document.wire().bytes().write(batch);
      }
      batch.clear();
    }
  }

  @Override
  public void ask(Question question, Answer answer) {
    int[] devices = fleet.devicesOf(question);
    boolean[] asked = new boolean[fleet.devices()];
    for (int device : devices) {
      asked[device] = true;
      series[device].clear();
    }
    boolean isRange = question.kind() == Kind.RANGE || question.kind() == Kind.MEAN;
    long fromNs = isRange ? question.fromNs() : Long.MIN_VALUE;
    long toNs = isRange ? question.toNs() : Long.MAX_VALUE;
    replay(question.kind(), asked, fromNs, toNs);
    if (question.kind() == Kind.MEAN) {
      mean(answer);
      return;
    }
    for (int device : devices) {
      series[device].sort();
      SeriesAnswers.add(question, device, series[device], answer);
    }
  }

  @Override
  public void close() {
    barrier();
    batch.releaseLast();
    appender.close();
    queue.close();
  }

  private static void write(Bytes<?> to, int device, int channel, long timeNs, double value) {
    to.writeInt(device).writeInt(channel).writeLong(timeNs).writeDouble(value);
  }

  private void replay(Kind kind, boolean[] asked, long fromNs, long toNs) {
    try (ExcerptTailer tailer = queue.createTailer()) {
      while (true) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            return;
          }
          Bytes<?> bytes = document.wire().bytes();
          while (bytes.readRemaining() >= RECORD_BYTES) {
            int device = bytes.readInt();
            int channel = bytes.readInt();
            long timeNs = bytes.readLong();
            double value = bytes.readDouble();
            if (channel == kind.channel() && asked[device] && timeNs >= fromNs && timeNs < toNs) {
              keep(kind, series[device], timeNs, value);
            }
          }
        }
      }
    }
  }

  /** Only the newest reading matters to Q1. */
  private static void keep(Kind kind, SeriesBuffer buffer, long timeNs, double value) {
    if (kind == Kind.LATEST && buffer.count() > 0) {
      if (buffer.time(0) > timeNs) {
        return;
      }
      buffer.clear();
    }
    buffer.add(timeNs, value);
  }

  private void mean(Answer answer) {
    long readings = 0;
    double sum = 0;
    for (SeriesBuffer buffer : series) {
      readings += buffer.count();
      for (int i = 0; i < buffer.count(); i++) {
        sum += buffer.value(i);
      }
    }
    answer.addMean(readings, sum / readings);
  }
}
