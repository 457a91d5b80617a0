package io.telltale.core.internal.head;

import static io.telltale.core.internal.head.HeadLayout.CHUNK_BYTES;
import static io.telltale.core.internal.head.HeadLayout.CHUNK_SERIES;
import static io.telltale.core.internal.head.HeadLayout.CHUNK_SHIFT;
import static io.telltale.core.internal.head.HeadLayout.LAST_TIME;
import static io.telltale.core.internal.head.HeadLayout.LINE_BYTES;
import static io.telltale.core.internal.head.HeadLayout.LINE_WORDS;
import static io.telltale.core.internal.head.HeadLayout.MAX_PAGE_SHIFT;
import static io.telltale.core.internal.head.HeadLayout.MIN_PAGE_SHIFT;
import static io.telltale.core.internal.head.HeadLayout.READING_SHIFT;
import static io.telltale.core.internal.head.HeadLayout.SERIES_SHIFT;
import static io.telltale.core.internal.head.HeadLayout.STATE;

import io.telltale.core.HotPath;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Readings that are indexed but not sealed, per series in arrival order, in off-heap pages.
 *
 * <p><b>Threading:</b> one writer (the indexer); any number of readers, who see of each series a
 * prefix in arrival order: the writer publishes a series' count by release after the reading,
 * readers acquire it. An arena is emptied only when its users are gone ({@link #retain}, {@link
 * #release}).
 *
 * <p><b>Allocation:</b> {@link #hasRoomFor} allocates pages that were never used, {@link #append}
 * state lines of series that it never saw; both stay for the arena's next use. <b>Lifetime:</b>
 * {@link #close} hands the pages on to the next arena of this JVM.
 */
public final class HeadArena {
  /** The largest arena: pages are numbered by an int. */
  public static final long MAX_BYTES = 1L << 30;

  /** The smallest arena: a frame of readings of as many series fits. */
  public static final long MIN_BYTES = 1L << 20;

  /** A page for each series may take at most this share, 1 in so many, of an arena. */
  private static final int PAGES_SHARE = 4;

  private final long bytes;
  private final ByteBuffer[] chunks;
  private final LongBuffer[] pageChunks;
  private final int[][] nextPages;
  private final MixedPages mixed;

  /** Set while empty, so a reader that acquired a count sees them. */
  private int pageShift;

  private int pageWords;
  private int chunkPageShift;
  private int chunkPageMask;
  private int pageCount;
  private int chunksUsed;
  private volatile LongBuffer[] lines = new LongBuffer[0];

  /** The same, for the writer. */
  private LongBuffer[] ownLines = lines;

  private int[][] firstPages = new int[0][];
  private int[] touched = new int[256];
  private int touchedCount;
  private int pagesUsed;

  /** So that no compiler drops the reads of {@link #fetch}. */
  private long fetched;

  /** Whether half of the pages were taken when the last frame ended, or one found no room. */
  private volatile boolean crowded;

  /** {@link #chunksUsed} when the last frame ended, for other threads. */
  private volatile int chunksTaken;

  /** The next chunk, where another thread than the writer has allocated it. */
  private final AtomicReference<ByteBuffer> ahead = new AtomicReference<>();

  private volatile long appended;
  private volatile long frameBytes;
  private volatile long newestTime = Long.MIN_VALUE;
  private volatile long firstPosition = -1;
  private volatile long lastPosition = -1;
  private final AtomicInteger users = new AtomicInteger();

  /** An arena of at most so many bytes of pages; they are allocated as they fill. */
  public HeadArena(long bytes) {
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("arenaBytes=" + bytes);
    }
    this.bytes = bytes;
    int most = (int) ((bytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
    chunks = new ByteBuffer[most];
    pageChunks = new LongBuffer[most];
    nextPages = new int[most][];
    mixed = new MixedPages(most);
    setPageShift(MAX_PAGE_SHIFT);
  }

  private void setPageShift(int shift) {
    pageShift = shift;
    chunkPageShift = CHUNK_SHIFT - READING_SHIFT - shift;
    chunkPageMask = (1 << chunkPageShift) - 1;
    pageWords = HeadLayout.pageWords(shift);
    int ofLastChunk = (int) (bytes % CHUNK_BYTES) / (pageWords * Long.BYTES);
    pageCount =
        ((int) (bytes / CHUNK_BYTES) << chunkPageShift) + Math.min(ofLastChunk, chunkPageMask + 1);
  }

  /**
   * Chooses the size of the pages of an empty arena, so that many series with few readings each do
   * not fill it with pages that are nearly empty.
   *
   * @param series how many there are
   */
  @HotPath
  public void fitTo(int series) {
    int shift = MAX_PAGE_SHIFT;
    while (shift > MIN_PAGE_SHIFT
        && ((long) series << READING_SHIFT + shift) > bytes / PAGES_SHARE) {
      shift--;
    }
    setPageShift(shift);
  }

  /** Readings of a full page, as a power of two. */
  @HotPath
  public int pageShift() {
    return pageShift;
  }

  /**
   * Whether n more readings fit, however they are spread over the series.
   *
   * @param n how many
   * @param series how many there are
   * @throws OutOfMemoryError when the JVM's direct memory has no room for the pages that they need
   */
  @HotPath
  public boolean hasRoomFor(int n, int series) {
    // one page may end in each series, beside those that fill up
    int most = Math.min(n, (n >> pageShift) + Math.min(n, series));
    if (pageCount - pagesUsed < most) {
      crowded = true;
      return false;
    }
    while ((long) chunksUsed << chunkPageShift < pagesUsed + most) {
      try {
        addChunk();
      } catch (OutOfMemoryError full) {
        crowded = true;
        throw full;
      }
    }
    return true;
  }

  /**
   * Allocates the next chunk of pages, unless that was done already, so that the writer need not:
   * memory that is touched first may cost it as much as all else that it does. For one other
   * thread.
   *
   * @throws OutOfMemoryError when the JVM's direct memory has no room for it
   */
  public void prepare() {
    // of the last two none: the writer may have got past what is allocated here, and takes it later
    int next = chunksTaken;
    if (next > 1 && next < chunks.length - 2 && chunks[next] == null && ahead.get() == null) {
      ahead.set(PageChunks.take(CHUNK_BYTES));
    }
  }

  private void addChunk() {
    if (chunks[chunksUsed] == null) {
      long left = bytes - (long) chunksUsed * CHUNK_BYTES;
      ByteBuffer prepared = left < CHUNK_BYTES ? null : ahead.getAndSet(null);
      chunks[chunksUsed] =
          prepared != null ? prepared : PageChunks.take((int) Math.min(left, CHUNK_BYTES));
      pageChunks[chunksUsed] = chunks[chunksUsed].order(ByteOrder.nativeOrder()).asLongBuffer();
    }
    if (nextPages[chunksUsed] == null || nextPages[chunksUsed].length <= chunkPageMask) {
      nextPages[chunksUsed] = new int[chunkPageMask + 1];
    }
    mixed.prepare(chunksUsed, chunkPageMask + 1);
    chunksUsed++;
  }

  /**
   * Reads the state lines and the pages that appending to these series will touch. Appending has to
   * wait for a line before it knows the page; here a processor fetches many at once, which pays
   * where they are more than its cache holds.
   *
   * @param series ids
   * @param n how many, from the start of the array
   */
  @HotPath
  public void fetch(int[] series, int n) {
    LongBuffer[] known = ownLines;
    long seen = 0;
    for (int i = 0; i < n; i++) {
      int chunk = series[i] >>> SERIES_SHIFT;
      if (chunk < known.length && known[chunk] != null) {
        seen += known[chunk].get(lineStart(series[i]) + STATE);
      }
    }
    for (int i = 0; i < n; i++) {
      int chunk = series[i] >>> SERIES_SHIFT;
      if (chunk < known.length && known[chunk] != null) {
        long state = known[chunk].get(lineStart(series[i]) + STATE);
        int page = HeadLayout.lastPage(state);
        LongBuffer pages = pageChunks[page >> chunkPageShift];
        if (pages != null) {
          int slot = HeadLayout.count(state) & (1 << pageShift) - 1;
          seen += pages.get(pageStart(page) + 2 * slot);
        }
      }
    }
    fetched = seen;
  }

  /**
   * Reads a word of every page of these series, all of them in step: of one series alone each page
   * has to wait for the number of it, which the one before leads to.
   *
   * @param series ids, all of them with readings
   * @param pages scratch, as long
   * @param n how many, from the start of the array
   */
  @HotPath
  public void fetchPages(int[] series, int[] pages, int n) {
    int most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, count(series[i]));
      pages[i] = firstPage(series[i]);
    }
    long seen = 0;
    for (int before = 1 << pageShift; before - (1 << pageShift) < most; before += 1 << pageShift) {
      for (int i = 0; i < n; i++) {
        seen += time(pages[i], 0);
        if (before < count(series[i])) {
          pages[i] = nextPage(pages[i]);
        }
      }
    }
    fetched = seen;
  }

  /** Adds one reading; the caller has asked {@link #hasRoomFor}. */
  @HotPath
  public void append(int series, long time, long value) {
    LongBuffer chunk = chunkOf(series);
    int line = lineStart(series);
    long state = chunk.get(line + STATE);
    int count = HeadLayout.count(state);
    int slot = count & (1 << pageShift) - 1;
    if (count > 0 && time <= chunk.get(line + LAST_TIME)) {
      state |= HeadLayout.DISORDER;
      if (slot > 0) {
        int last = HeadLayout.lastPage(state);
        mixed.mark(last >> chunkPageShift, last & chunkPageMask);
      }
    }
    if (slot == 0) {
      state = takePage(series, state);
    }
    chunk.put(line + LAST_TIME, time);
    int page = HeadLayout.lastPage(state);
    LongBuffer pages = pageChunks[page >> chunkPageShift];
    int at = pageStart(page) + 2 * slot;
    pages.put(at, time);
    pages.put(at + 1, value);
    VarHandle.releaseFence();
    chunk.put(line + STATE, state + 1);
  }

  /** Chains a page to the last one of a series; returns its new state. */
  private long takePage(int series, long state) {
    int page = pagesUsed++;
    mixed.clear(page >> chunkPageShift, page & chunkPageMask);
    if (HeadLayout.count(state) == 0) {
      firstPages[series >>> SERIES_SHIFT][series & CHUNK_SERIES - 1] = page;
      touch(series);
    } else {
      int before = HeadLayout.lastPage(state);
      nextPages[before >> chunkPageShift][before & chunkPageMask] = page;
    }
    return HeadLayout.withLastPage(state, page);
  }

  /** Where in its chunk a page begins, in longs. */
  private int pageStart(int page) {
    return (page & chunkPageMask) * pageWords;
  }

  /** Ends a frame: what it held counts, and its position is where this arena reaches to. */
  @HotPath
  public void endFrame(long position, int readings, int bytes, long newest) {
    if (firstPosition < 0) {
      firstPosition = position;
    }
    appended += readings;
    chunksTaken = chunksUsed;
    crowded = pagesUsed > pageCount >> 1;
    frameBytes += bytes;
    if (newest > newestTime) {
      newestTime = newest;
    }
    lastPosition = position;
  }

  private void touch(int series) {
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, touchedCount * 2);
    }
    touched[touchedCount++] = series;
  }

  private LongBuffer chunkOf(int series) {
    int chunk = series >>> SERIES_SHIFT;
    LongBuffer[] now = ownLines;
    return chunk < now.length && now[chunk] != null ? now[chunk] : newChunk(chunk);
  }

  private LongBuffer newChunk(int chunk) {
    LongBuffer[] grown = Arrays.copyOf(ownLines, Math.max(ownLines.length, chunk + 1));
    grown[chunk] = allocateAligned();
    int[][] grownFirst = Arrays.copyOf(firstPages, grown.length);
    grownFirst[chunk] = new int[CHUNK_SERIES];
    firstPages = grownFirst;
    ownLines = grown;
    lines = grown;
    return grown[chunk];
  }

  /** Bytes of the state lines of so many series, beside the pages. */
  public static long stateBytes(int series) {
    int lineChunks = (series + CHUNK_SERIES - 1) / CHUNK_SERIES;
    return (long) lineChunks * (CHUNK_SERIES + 1) * LINE_BYTES;
  }

  private static LongBuffer allocateAligned() {
    return ByteBuffer.allocateDirect((CHUNK_SERIES + 1) * LINE_BYTES)
        .alignedSlice(LINE_BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  /** Where in its chunk the line of a series begins, in longs. */
  private static int lineStart(int series) {
    return (series & CHUNK_SERIES - 1) * LINE_WORDS;
  }

  /** What the writer published of a series last, and all that it wrote before. */
  private long acquireState(int series) {
    LongBuffer chunk = chunkOrNull(series);
    long state = chunk == null ? 0 : chunk.get(lineStart(series) + STATE);
    VarHandle.acquireFence();
    return state;
  }

  private LongBuffer chunkOrNull(int series) {
    LongBuffer[] now = lines;
    int chunk = series >>> SERIES_SHIFT;
    return chunk < now.length ? now[chunk] : null;
  }

  /** Number of readings of a series, all of them readable by the caller. */
  @HotPath
  public int count(int series) {
    return HeadLayout.count(acquireState(series));
  }

  /** Whether the readings counted before this call ascend strictly in time. */
  @HotPath
  public boolean isOrdered(int series) {
    return (acquireState(series) & HeadLayout.DISORDER) == 0;
  }

  /** First page of a series with readings. */
  @HotPath
  public int firstPage(int series) {
    return firstPages[series >>> SERIES_SHIFT][series & CHUNK_SERIES - 1];
  }

  /** The page behind a full one; only asked for while more readings were counted. */
  @HotPath
  public int nextPage(int page) {
    return nextPages[page >> chunkPageShift][page & chunkPageMask];
  }

  /** Time in a slot of a page. */
  @HotPath
  public long time(int page, int slot) {
    return pageChunks[page >> chunkPageShift].get(pageStart(page) + 2 * slot);
  }

  /** Whether the readings of a page that were counted before this call ascend in time. */
  @HotPath
  public boolean ascends(int page) {
    return !mixed.has(page >> chunkPageShift, page & chunkPageMask);
  }

  /** Copies n readings of a page from a slot on, each its time, then its value. */
  @HotPath
  public void copyPage(int page, int slot, int n, long[] readings) {
    pageChunks[page >> chunkPageShift].get(pageStart(page) + 2 * slot, readings, 0, 2 * n);
  }

  /** Series with readings, in no order; for the one who holds the arena frozen. */
  public int[] series() {
    return Arrays.copyOf(touched, touchedCount);
  }

  public boolean isEmpty() {
    return lastPosition < 0;
  }

  /** Readings that arrived, duplicates included. */
  public long appended() {
    return appended;
  }

  /** Whether more than half of its pages are taken, or a frame found no room; any thread asks. */
  public boolean isCrowded() {
    return crowded;
  }

  /** Bytes of the frames that ended here. */
  public long frameBytes() {
    return frameBytes;
  }

  public long newestTime() {
    return newestTime;
  }

  public long firstPosition() {
    return firstPosition;
  }

  public long lastPosition() {
    return lastPosition;
  }

  /** A view that holds this arena begins. */
  public void retain() {
    users.incrementAndGet();
  }

  /** A view that held this arena is gone. */
  public void release() {
    users.decrementAndGet();
  }

  public boolean isUnused() {
    return users.get() == 0;
  }

  /** Empties the arena for the writer's next use; nobody may hold it. */
  public void clear() {
    if (!isUnused()) {
      throw new IllegalStateException("a view still holds the arena");
    }
    for (int i = 0; i < touchedCount; i++) {
      LongBuffer chunk = chunkOf(touched[i]);
      chunk.put(lineStart(touched[i]) + STATE, 0).put(lineStart(touched[i]) + LAST_TIME, 0);
    }
    touchedCount = 0;
    pagesUsed = 0;
    crowded = false;
    chunksUsed = 0;
    appended = 0;
    frameBytes = 0;
    newestTime = Long.MIN_VALUE;
    firstPosition = -1;
    lastPosition = -1;
  }

  /** Hands the pages on, unless a view still holds the arena: then they go with it. */
  public void close() {
    ByteBuffer unused = ahead.getAndSet(null);
    if (unused != null) {
      PageChunks.give(unused);
    }
    for (int i = 0; i < chunks.length && isUnused(); i++) {
      if (chunks[i] != null) {
        PageChunks.give(chunks[i]);
        chunks[i] = null;
        pageChunks[i] = null;
      }
    }
  }
}
