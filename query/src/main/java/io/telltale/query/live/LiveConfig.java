package io.telltale.query.live;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.IntToLongFunction;

/**
 * How live rules are opened.
 *
 * <p><b>Threading:</b> immutable; a builder belongs to one thread. <b>Allocation:</b> once.
 * <b>Lifetime:</b> as long as wanted.
 */
public final class LiveConfig {
  private static final int DEFAULT_QUEUE_CAPACITY = 1 << 14;

  private final int queueCapacity;
  private final IntToLongFunction registeredAt;
  private final Path eventLog;

  private LiveConfig(Builder builder) {
    queueCapacity = builder.queueCapacity;
    registeredAt = builder.registeredAt;
    eventLog = builder.eventLog;
  }

  /**
   * Starts from the defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return how many events may wait to be polled, when there is no event log} */
  public int queueCapacity() {
    return queueCapacity;
  }

  /** {@return device id to epoch nanoseconds; null: no rule needs it} */
  public IntToLongFunction registeredAt() {
    return registeredAt;
  }

  /** {@return the folder of the event log; null: what is told is not remembered} */
  public Path eventLog() {
    return eventLog;
  }

  /** Collects the settings. */
  public static final class Builder {
    private int queueCapacity = DEFAULT_QUEUE_CAPACITY;
    private IntToLongFunction registeredAt;
    private Path eventLog;

    private Builder() {}

    /**
     * Sets how many events may wait in memory to be polled; what does not fit is counted in {@link
     * LiveRules#lostEvents} and gone. An event log has no such limit but the disk's.
     *
     * @param events at least 1; 16,384 by default
     * @return this builder
     */
    public Builder queueCapacity(int events) {
      if (events < 1) {
        throw new IllegalArgumentException("queueCapacity=" + events);
      }
      queueCapacity = events;
      return this;
    }

    /**
     * Sets when devices were registered, which {@code neverSeen} needs.
     *
     * @param ofDevice device id to epoch nanoseconds
     * @return this builder
     */
    public Builder registeredAt(IntToLongFunction ofDevice) {
      registeredAt = Objects.requireNonNull(ofDevice, "registeredAt");
      return this;
    }

    /**
     * Has what is told outlast the process: events go to a file in this folder before they are
     * handed over, those that were not heard are handed over again after a restart, and a rule that
     * is attached by its former name tells what has changed since.
     *
     * @param folder made when it is not there; of these live rules alone, and outside of the store
     * @return this builder
     */
    public Builder eventLog(Path folder) {
      eventLog = Objects.requireNonNull(folder, "eventLog");
      return this;
    }

    /**
     * Ends.
     *
     * @return the settings
     */
    public LiveConfig build() {
      return new LiveConfig(this);
    }
  }
}
