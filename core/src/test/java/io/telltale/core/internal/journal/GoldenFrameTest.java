package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.testkit.GoldenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frame that was written once and for all: every build must read it. */
class GoldenFrameTest {
  private static final String NAME = "v0/frame";
  private static final int[] SERIES = {7, 0, 1_000_000};
  private static final long[] TIMES = {1_767_225_600_000_000_000L, -1, Long.MAX_VALUE};
  private static final long[] VALUES = {
    Double.doubleToRawLongBits(21.5), 1, Double.doubleToRawLongBits(-0.0)
  };

  @TempDir Path directory;

  @Test
  void readsTheFrameOfFormatV0() throws IOException {
    Frame frame = new Frame();
    frame.bytes().put(Files.readAllBytes(GoldenFiles.copy(NAME, directory))).flip();
    assertThat(frame.check()).isNull();
    assertThat(frame.count()).isEqualTo(SERIES.length);
    assertThat(frame.take(0)).isEqualTo(SERIES.length);
    assertThat(frame.series()).startsWith(SERIES);
    assertThat(frame.times()).startsWith(TIMES);
    assertThat(frame.values()).startsWith(VALUES);
  }

  @Test
  void writesTheSameBytes() throws IOException {
    FrameWriter writer = new FrameWriter();
    for (int i = 0; i < SERIES.length; i++) {
      writer.add(SERIES[i], TIMES[i], VALUES[i]);
    }
    ByteBuffer frame = writer.layOut();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    GoldenFiles.assertSame(Files.write(directory.resolve("written"), bytes), NAME);
  }
}
