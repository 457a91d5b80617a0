package io.telltale.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a store is opened for writing.
 *
 * <p><b>Threading:</b> immutable; a builder belongs to one thread. <b>Allocation:</b> once.
 * <b>Lifetime:</b> as long as wanted.
 */
public final class StoreConfig {
  /** The smallest head arena. */
  public static final long MIN_ARENA_BYTES = 1L << 20;

  /** The largest head arena. */
  public static final long MAX_ARENA_BYTES = 1L << 30;

  private static final long DEFAULT_JOURNAL_ROLL_BYTES = 192L << 20;
  private static final long MIN_JOURNAL_ROLL_BYTES = 1L << 16;

  private final Path directory;
  private final long arenaBytes;
  private final long journalRollBytes;
  private final Duration replayRetention;
  private final DuplicatePolicy duplicates;
  private final StoreLimits limits;
  private final boolean ownThreads;
  private final boolean compaction;
  private final Consumer<Throwable> errorHandler;

  private StoreConfig(Builder builder) {
    directory = builder.directory;
    arenaBytes = builder.arenaBytes;
    journalRollBytes = builder.journalRollBytes;
    replayRetention = builder.replayRetention;
    duplicates = builder.duplicates;
    limits = builder.limits;
    ownThreads = builder.ownThreads;
    compaction = builder.compaction;
    errorHandler = builder.errorHandler;
  }

  /**
   * Starts from the defaults.
   *
   * @param directory the store's directory; created when absent
   * @return a builder
   */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /**
   * The store's directory.
   *
   * @return its path
   */
  public Path directory() {
    return directory;
  }

  /**
   * Bytes of each of the two head arenas, off the heap; 0: an eighth of the JVM's direct memory, at
   * most 256 MiB.
   *
   * @return bytes
   */
  public long arenaBytes() {
    return arenaBytes;
  }

  /**
   * A journal file that holds more than this is followed by a new one.
   *
   * @return bytes
   */
  public long journalRollBytes() {
    return journalRollBytes;
  }

  /**
   * How long a journal file stays once everything in it is sealed.
   *
   * @return the span, zero by default
   */
  public Duration replayRetention() {
    return replayRetention;
  }

  /**
   * Which of several readings of one series and time counts; null: what the store was made with,
   * LAST_ARRIVED for a new one.
   *
   * @return the policy or null
   */
  public DuplicatePolicy duplicates() {
    return duplicates;
  }

  /**
   * How much may be registered.
   *
   * @return the limits
   */
  public StoreLimits limits() {
    return limits;
  }

  /**
   * Whether the store runs its agents on threads of its own.
   *
   * @return false when the caller calls {@link TelemetryStore#doWork}
   */
  public boolean ownThreads() {
    return ownThreads;
  }

  /**
   * Whether neighbouring segments are merged in the background.
   *
   * @return false when only {@link TelemetryStore#compact} merges
   */
  public boolean compaction() {
    return compaction;
  }

  /**
   * Told once when a background agent fails; the store stops accepting then. Told too, and the
   * store goes on, when segments stay unmerged because one is damaged or the disk is full.
   *
   * @return the handler
   */
  public Consumer<Throwable> errorHandler() {
    return errorHandler;
  }

  /** Collects settings; {@link #build} checks them. */
  public static final class Builder {
    private final Path directory;
    private long arenaBytes;
    private long journalRollBytes = DEFAULT_JOURNAL_ROLL_BYTES;
    private Duration replayRetention = Duration.ZERO;
    private DuplicatePolicy duplicates;
    private StoreLimits limits = StoreLimits.DEFAULTS;
    private boolean ownThreads = true;
    private boolean compaction = true;
    private Consumer<Throwable> errorHandler = fault -> {};

    private Builder(Path directory) {
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * Bytes of each of the two head arenas: what is indexed but not sealed. They come out of the
     * JVM's direct memory.
     *
     * @param bytes from 1 MiB to 1 GiB
     * @return this
     */
    public Builder arenaBytes(long bytes) {
      if (bytes < MIN_ARENA_BYTES || bytes > MAX_ARENA_BYTES) {
        throw new IllegalArgumentException(
            "arenaBytes=" + bytes + ": must be from " + MIN_ARENA_BYTES + " to " + MAX_ARENA_BYTES);
      }
      arenaBytes = bytes;
      return this;
    }

    /**
     * A journal file that holds more than this is followed by a new one.
     *
     * @param bytes at least 64 KiB
     * @return this
     */
    public Builder journalRollBytes(long bytes) {
      if (bytes < MIN_JOURNAL_ROLL_BYTES) {
        throw new IllegalArgumentException(
            "journalRollBytes=" + bytes + ": must be at least " + MIN_JOURNAL_ROLL_BYTES);
      }
      journalRollBytes = bytes;
      return this;
    }

    /**
     * How long a journal file stays once everything in it is sealed, by the time at which it was
     * last written to; zero (default) lets go of it at once. What stays also stays after close.
     *
     * @param span not negative
     * @return this
     */
    public Builder replayRetention(Duration span) {
      if (span.isNegative()) {
        throw new IllegalArgumentException("replayRetention=" + span + ": must not be negative");
      }
      replayRetention = span;
      return this;
    }

    /**
     * Which of several readings of one series and time counts; a store keeps the policy that it was
     * made with.
     *
     * @param policy the policy
     * @return this
     */
    public Builder duplicates(DuplicatePolicy policy) {
      duplicates = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * How much may be registered while the store is open.
     *
     * @param newLimits the limits
     * @return this
     */
    public Builder limits(StoreLimits newLimits) {
      limits = Objects.requireNonNull(newLimits, "newLimits");
      return this;
    }

    /**
     * Whether the store runs its agents on threads of its own (default), or the caller calls {@link
     * TelemetryStore#doWork}.
     *
     * @param own true for threads of its own
     * @return this
     */
    public Builder ownThreads(boolean own) {
      ownThreads = own;
      return this;
    }

    /**
     * Whether neighbouring segments are merged in the background (default), or only when {@link
     * TelemetryStore#compact} is called.
     *
     * @param background true to merge in the background
     * @return this
     */
    public Builder compaction(boolean background) {
      compaction = background;
      return this;
    }

    /**
     * Who is told when a background agent fails; called on the agent's thread, once, before those
     * who wait for the store learn of it. Told too, and the store goes on, when segments stay
     * unmerged because one is damaged or the disk is full.
     *
     * @param handler must neither throw nor wait for the store
     * @return this
     */
    public Builder errorHandler(Consumer<Throwable> handler) {
      errorHandler = Objects.requireNonNull(handler, "handler");
      return this;
    }

    /**
     * Finishes.
     *
     * @return the settings
     */
    public StoreConfig build() {
      return new StoreConfig(this);
    }
  }
}
