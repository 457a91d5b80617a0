package io.telltale.core.internal.journal;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.testkit.HotPathCoverage;
import java.nio.file.Path;
import java.time.Duration;

/** Cases for the journal: a frame laid out, appended, polled and taken apart. */
public final class JournalHotPaths implements AutoCloseable {
  private static final int ITERATIONS = 100;
  private static final long ROLL_BYTES = 64 << 20;

  private final ChronicleJournal journal;
  private final JournalReader reader;
  private final FrameWriter writer = new FrameWriter();
  private final Frame frame = new Frame();
  private int mark;

  /** Opens a journal of its own. */
  public JournalHotPaths(Path directory) {
    journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE);
    reader = journal.readAfter(Journal.NONE);
  }

  /** Adds the cases. */
  public void addTo(HotPathCoverage coverage) {
    coverage.add(
        "append a frame to the journal and poll it",
        this::appendAndPoll,
        ITERATIONS,
        methods(FrameWriter.class, "add", "layOut"),
        methods(ChronicleJournal.class, "append"),
        methods(ChronicleReader.class, "poll"),
        methods(RecoveredReader.class, "poll"),
        methods(Frame.class, "check", "hasSeriesBelow", "take", "checksum"));
  }

  private void appendAndPoll() {
    mark++;
    for (int i = 0; i < 100; i++) {
      writer.add(i, mark, i);
    }
    long position = journal.append(writer.layOut());
    writer.clear();
    if (reader.poll(frame) != position
        || frame.check() != null
        || !frame.hasSeriesBelow(100)
        || frame.hasSeriesBelow(99)
        || frame.take(0) != 100
        || frame.times()[99] != mark
        || reader.poll(frame) != Journal.NONE) {
      throw new AssertionError("not the frame that was appended");
    }
  }

  @Override
  public void close() {
    reader.close();
    journal.close();
  }
}
