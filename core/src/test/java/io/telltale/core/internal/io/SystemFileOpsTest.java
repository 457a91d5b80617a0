package io.telltale.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFileOpsTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;
  private static final int LARGE = 700_000;

  @TempDir Path directory;

  private static ByteBuffer pattern(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    for (int i = 0; i < bytes; i++) {
      buffer.put(i, (byte) (i * 31 + (i >>> 8)));
    }
    return buffer;
  }

  @Test
  void shouldAppendAndReadMoreThanAPiece() throws IOException {
    try (FileHandle handle = OPS.create(directory.resolve("file"))) {
      handle.append(pattern(LARGE));
      assertThat(handle.size()).isEqualTo(LARGE);
      ByteBuffer all = ByteBuffer.allocate(LARGE);
      handle.readFully(all, 0);
      assertThat(all.flip()).isEqualTo(pattern(LARGE));
      ByteBuffer part = ByteBuffer.allocate(20).position(5).limit(15);
      handle.readFully(part, 1000);
      assertThat(part.slice(5, 10)).isEqualTo(pattern(LARGE).slice(1000, 10));
      assertThat(part.position()).isEqualTo(15);
    }
  }

  @Test
  void shouldAppendBehindWhatATruncationLeft() throws IOException {
    Path file = directory.resolve("file");
    Files.write(file, new byte[] {1, 2, 3, 4});
    try (FileHandle handle = OPS.openAppend(file)) {
      handle.append(ByteBuffer.wrap(new byte[] {5}));
      handle.truncate(2);
      handle.append(ByteBuffer.wrap(new byte[] {6}));
      handle.force();
    }
    assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 6);
  }

  @Test
  void shouldReportTheEndOfTheFile() throws IOException {
    Path file = directory.resolve("file");
    Files.write(file, new byte[10]);
    try (FileHandle handle = OPS.openRead(file)) {
      assertThatThrownBy(() -> handle.readFully(ByteBuffer.allocate(4), 7))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("offset=10");
    }
  }

  @Test
  void shouldMapReadOnly() throws IOException {
    Path file = directory.resolve("file");
    Files.write(file, pattern(5000).array());
    try (FileHandle handle = OPS.openRead(file)) {
      ByteBuffer map = handle.map(100, 4000).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(map.isReadOnly()).isTrue();
      assertThat(map).isEqualTo(pattern(5000).slice(100, 4000));
    }
  }

  @Test
  void shouldReplaceNothing() throws IOException {
    Path from = Files.write(directory.resolve("from"), new byte[] {1});
    Path to = Files.write(directory.resolve("to"), new byte[] {2});
    assertThatThrownBy(() -> OPS.rename(from, to)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> OPS.create(to)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readAllBytes(to)).containsExactly(2);
    assertThat(OPS.list(directory)).containsExactly("from", "to");
  }

  @Test
  void shouldWorkInAnInterruptedThread() throws IOException {
    Path file = directory.resolve("file");
    Thread.currentThread().interrupt();
    try (FileHandle handle = OPS.create(file)) {
      handle.append(pattern(LARGE));
      handle.force();
      ByteBuffer all = ByteBuffer.allocate(LARGE);
      handle.readFully(all, 0);
      assertThat(all.flip()).isEqualTo(pattern(LARGE));
      assertThat(handle.map(0, 10)).isEqualTo(pattern(10));
      assertThat(handle.size()).isEqualTo(LARGE);
      handle.truncate(5);
      OPS.forceDirectory(directory);
    } finally {
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    }
    assertThat(Files.size(file)).isEqualTo(5);
  }

  @Test
  void shouldKeepEveryByteInItsPlaceThoughTheWriterIsInterrupted() throws Exception {
    Path file = directory.resolve("file");
    int pieces = 400;
    ByteBuffer expected = ByteBuffer.allocate(pieces * 8192);
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              while (!stop.get()) {
                writer.interrupt();
                Thread.yield();
              }
            },
            "interrupter");
    try (FileHandle handle = OPS.create(file)) {
      interrupter.start();
      try {
        for (int piece = 0; piece < pieces; piece++) {
          ByteBuffer bytes = ByteBuffer.allocateDirect(8192);
          while (bytes.hasRemaining()) {
            bytes.putInt(piece);
          }
          expected.put(bytes.flip());
          handle.append(bytes.rewind());
        }
      } finally {
        stop.set(true);
        while (interrupter.isAlive()) {
          Thread.interrupted();
          Thread.onSpinWait();
        }
        Thread.interrupted();
      }
    }
    assertThat(ByteBuffer.wrap(Files.readAllBytes(file))).isEqualTo(expected.flip());
  }

  @Test
  void shouldNotLetAnInterruptedReaderTakeTheFileFromOthers() throws Exception {
    Path file = directory.resolve("file");
    Files.write(file, pattern(LARGE).array());
    try (FileHandle handle = OPS.openRead(file)) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicReference<Throwable> fault = new AtomicReference<>();
      Runnable reader =
          () -> {
            ByteBuffer all = ByteBuffer.allocateDirect(LARGE);
            while (!stop.get()) {
              try {
                handle.readFully(all.clear(), 0);
                if (!all.flip().equals(pattern(LARGE))) {
                  fault.compareAndSet(null, new AssertionError("other bytes"));
                }
              } catch (IOException e) {
                fault.compareAndSet(null, e);
              }
              Thread.interrupted();
            }
          };
      Thread interrupted = new Thread(reader, "interrupted");
      Thread other = new Thread(reader, "other");
      interrupted.start();
      other.start();
      for (int i = 0; i < 200; i++) {
        interrupted.interrupt();
        Thread.sleep(1);
      }
      stop.set(true);
      interrupted.join();
      other.join();
      assertThat(fault.get()).isNull();
    }
  }

  @Test
  void shouldStayClosed() throws IOException {
    FileHandle handle = OPS.create(directory.resolve("file"));
    handle.close();
    assertThatThrownBy(handle::size).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> handle.append(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
  }
}
