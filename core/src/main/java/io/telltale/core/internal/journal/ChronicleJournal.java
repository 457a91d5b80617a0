package io.telltale.core.internal.journal;

import io.telltale.core.HotPath;
import io.telltale.core.StorageFullException;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreException;
import io.telltale.core.internal.io.SystemFileOps;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The journal on Chronicle Queue: one document a frame. Files roll by bytes, not by the clock: the
 * queue is shown a clock that stands still within a file and moves on by one roll cycle when a file
 * is full, so the date in a file's name is only a counter.
 */
public final class ChronicleJournal implements Journal {
  private static final int FIRST_CYCLE = 1;

  private final Path directory;
  private final RollFiles files;
  private final long rollBytes;
  private final JournalRoom room;
  private final RetentionClock retention;
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;
  private final PagesAhead pagesAhead;
  private final int firstCycle;
  private final LeftFrames left;
  private final Object appendLock = new Object();
  private final AppendPace pace = new AppendPace();
  private volatile int cycle;
  private long cycleBytes;
  private volatile long fileEnd;
  private volatile long lastPosition;
  private volatile long appendedReadings;
  private volatile long appendedBytes;
  private volatile long indexedReadings;
  private boolean closed;
  private volatile Throwable stopped;

  private ChronicleJournal(
      Path directory,
      JournalRoom room,
      RetentionClock retention,
      long rollBytes,
      int firstCycle,
      LeftFrames left) {
    this.directory = directory;
    this.room = room;
    this.retention = retention;
    this.files = new RollFiles(directory);
    this.pagesAhead = new PagesAhead(files);
    this.rollBytes = rollBytes;
    this.firstCycle = firstCycle;
    this.left = left;
    this.cycle = firstCycle;
    this.queue =
        ChronicleQueues.configure(directory)
            .timeProvider(() -> (long) cycle * RollFiles.CYCLE.lengthInMillis())
            .build();
    this.appender = queue.createAppender();
    this.appender.singleThreadedCheckDisabled(true);
    this.lastPosition = left.last();
    this.appendedReadings = left.readings();
    this.appendedBytes = left.bytes();
  }

  /**
   * Opens or creates the journal of a store. Damage in what is not sealed is told of by {@link
   * #left}, and its files are marked.
   *
   * @param directory the journal's own directory
   * @param rollBytes a file that holds more than this is followed by a new one
   * @param replayRetention how long a file stays once everything in it is sealed
   * @param sealedPosition what the manifest says is sealed; new frames get higher positions
   * @param knownSeries how many the catalog knows
   * @throws StorageFullException when there is no journal yet and no room for one
   */
  public static ChronicleJournal open(
      Path directory,
      long rollBytes,
      Duration replayRetention,
      long sealedPosition,
      int knownSeries) {
    JvmFlags.require();
    // a file of a process before may be ended, and what a reader has open is never written again
    int cycle = sealedPosition == NONE ? FIRST_CYCLE : RollFiles.CYCLE.toCycle(sealedPosition) + 1;
    for (Path file : JournalFiles.rollFiles(directory)) {
      cycle = Math.max(cycle, RollFiles.cycleOf(file) + 1);
    }
    JournalFiles.deleteUnfinished(directory);
    LeftFrames left =
        LeftFrames.read(SystemFileOps.INSTANCE, directory, sealedPosition, cycle, knownSeries);
    left.damagedFiles().forEach(f -> JournalFiles.markDamaged(SystemFileOps.INSTANCE, f));
    List<Path> rollFiles = JournalFiles.rollFiles(directory);
    long fileBytes = Math.min(rollBytes, ChronicleQueues.BLOCK_BYTES * 7 / 8);
    JournalRoom room = new JournalRoom(directory, fileBytes);
    if (rollFiles.isEmpty()) {
      room.requireForNewFile();
    } else {
      end(rollFiles.get(rollFiles.size() - 1));
    }
    try {
      RetentionClock retention = new RetentionClock(replayRetention);
      return new ChronicleJournal(directory, room, retention, fileBytes, cycle, left);
    } catch (InternalError e) {
      throw new StoreException(
          "cannot open the journal file=" + directory + ": " + e.getMessage(), e);
    } catch (Exception e) {
      throw JournalFault.of("open", directory, e);
    }
  }

  private static void end(Path file) {
    if (!JournalFiles.isDamaged(file)) {
      RollFile.end(SystemFileOps.INSTANCE, file);
    }
  }

  /** What was there when this was opened. */
  public LeftFrames left() {
    return left;
  }

  /**
   * Moves the damaged files that were there to another directory, once what is intact in them is
   * sealed.
   *
   * @return where they are now
   */
  public List<Path> setAside(Path aside) {
    return JournalFiles.setAside(SystemFileOps.INSTANCE, directory, aside);
  }

  @Override
  @HotPath
  public long append(ByteBuffer frame) {
    int readings = frame.getInt(frame.position() + FrameLayout.COUNT_OFFSET);
    long position = appendLocked(frame, readings);
    long waitNs = waitNs(readings);
    if (waitNs > 0) {
      LockSupport.parkNanos(waitNs);
    }
    return position;
  }

  private long waitNs(int readings) {
    long ahead = appendedReadings - indexedReadings;
    return ahead <= AppendPace.FAR_AHEAD
        ? 0
        : pace.waitNs(ahead, readings, SystemNanoClock.INSTANCE.nanoTime());
  }

  private long appendLocked(ByteBuffer frame, int readings) {
    int length = frame.remaining();
    synchronized (appendLock) {
      if (closed) {
        throw new StoreClosedException("the journal is closed file=" + directory);
      }
      if (stopped != null) {
        throw StoppedStore.because(stopped);
      }
      if (cycleBytes > 0 && cycleBytes + length > rollBytes) {
        roll();
      }
      if (!room.covers(fileEnd + length)) {
        makeRoom(length);
      }
      write(frame, length);
      cycleBytes += length;
      appendedReadings += readings;
      appendedBytes += length;
      lastPosition = appender.lastIndexAppended();
      return lastPosition;
    }
  }

  private void roll() {
    room.requireForNewFile();
    room.nextFile();
    cycle++;
    cycleBytes = 0;
    fileEnd = 0;
  }

  /**
   * A file without a frame may not exist yet; it does when its first frame could not be written.
   */
  private void makeRoom(int length) {
    Path file = files.fileOf(cycle);
    if (fileEnd > 0) {
      room.extend(file, fileEnd + length);
    } else if (file.toFile().exists()) {
      room.extend(file, JournalFiles.writtenBytesOf(file) + length);
    } else {
      room.requireForNewFile();
    }
  }

  private void write(ByteBuffer frame, int length) {
    try (DocumentContext document = appender.writingDocument()) {
      try {
        Bytes<?> bytes = document.wire().bytes();
        long at = bytes.writePosition();
        bytes.ensureCapacity(at + length);
        OS.memory()
            .copyMemory(Jvm.address(frame) + frame.position(), bytes.addressForWrite(at), length);
        bytes.writeSkip(length);
        fileEnd = at + length;
      } catch (RuntimeException | Error fault) {
        // else closing it would publish half a frame
        document.rollbackOnClose();
        throw fault;
      }
    } catch (InternalError fault) {
      // a page that the disk could not back: nothing written after it can be trusted
      stopped = fault;
      throw new StoreException(
          "the disk failed under the journal directory=" + directory + ": " + fault.getMessage(),
          fault);
    }
  }

  @Override
  public boolean prepare() {
    // of three moments, perhaps, but what is read wrongly is read in vain and does no harm
    return pagesAhead.read(cycle, fileEnd, room.allocatedTo());
  }

  @Override
  public void stop(Throwable cause) {
    stopped = cause;
  }

  @Override
  public void indexed(long readings) {
    indexedReadings = readings;
  }

  @Override
  public long appendedReadings() {
    return appendedReadings;
  }

  @Override
  public long appendedBytes() {
    return appendedBytes;
  }

  @Override
  public long lastPosition() {
    return lastPosition;
  }

  @Override
  public JournalReader readAfter(long position) {
    JournalReader before =
        JournalFollower.ofLeft(
            SystemFileOps.INSTANCE, directory, position, firstCycle, damage -> {});
    return new RecoveredReader(
        this, before, firstCycle, () -> ChronicleReader.open(queue, files, firstCycle, position));
  }

  @Override
  public void deleteThrough(long position) {
    if (position == NONE) {
      return;
    }
    int sealedCycle = RollFiles.CYCLE.toCycle(position);
    List<Path> done = new ArrayList<>();
    for (Path file : JournalFiles.rollFiles(directory)) {
      if (RollFiles.cycleOf(file) < sealedCycle && !JournalFiles.isDamaged(file)) {
        done.add(file);
      }
    }
    List<Path> expired = retention.expired(done);
    if (!expired.isEmpty()) {
      JournalFiles.delete(expired);
      queue.refreshDirectoryListing();
    }
  }

  @Override
  public void closeAfter(long sealedPosition) {
    synchronized (appendLock) {
      boolean allSealed = lastPosition == sealedPosition;
      close();
      if (!allSealed) {
        return;
      }
      List<Path> all =
          JournalFiles.rollFiles(directory).stream()
              .filter(f -> !JournalFiles.isDamaged(f))
              .toList();
      List<Path> expired = retention.expired(all);
      if (expired.size() == all.size()) {
        JournalFiles.deleteAll(directory);
      } else {
        JournalFiles.delete(expired);
      }
    }
  }

  @Override
  public void close() {
    synchronized (appendLock) {
      if (closed) {
        return;
      }
      closed = true;
      CloseHelper.closeAll(appender::close, queue::close, pagesAhead);
    }
  }
}
