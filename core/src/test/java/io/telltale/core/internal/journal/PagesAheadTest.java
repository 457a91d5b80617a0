package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesAheadTest {
  private static final long MIB = 1 << 20;

  @TempDir Path directory;
  private RollFiles files;

  @BeforeEach
  void makeTwoFiles() throws IOException {
    files = new RollFiles(directory);
    for (int cycle = 3; cycle < 5; cycle++) {
      try (RandomAccessFile file = new RandomAccessFile(files.fileOf(cycle).toFile(), "rw")) {
        file.setLength(20 * MIB);
      }
    }
  }

  private static long steps(PagesAhead pages, int cycle, long end, long allocatedTo) {
    long steps = 0;
    while (pages.read(cycle, end, allocatedTo)) {
      steps++;
    }
    return steps;
  }

  @Test
  void staysSomeMebibytesAheadOfTheFrames() throws IOException {
    try (PagesAhead pages = new PagesAhead(files)) {
      assertThat(steps(pages, 3, 0, 16 * MIB)).as("no frame yet").isZero();
      assertThat(steps(pages, 3, 100, 16 * MIB)).isEqualTo(32);
      assertThat(steps(pages, 3, MIB, 16 * MIB)).isEqualTo(4);
      assertThat(steps(pages, 3, 15 * MIB, 16 * MIB)).as("behind the frames").isEqualTo(4);
      assertThat(steps(pages, 3, 16 * MIB, 16 * MIB)).as("nothing allocated").isZero();
      assertThat(steps(pages, 4, 5, 4 * MIB)).as("the next file").isEqualTo(15);
    }
  }

  @Test
  void aFileThatIsNotThereIsNoFault() throws IOException {
    try (PagesAhead pages = new PagesAhead(files)) {
      assertThat(steps(pages, 9, 100, 16 * MIB)).isZero();
      assertThat(steps(pages, 3, 100, 16 * MIB)).isEqualTo(32);
    }
  }
}
