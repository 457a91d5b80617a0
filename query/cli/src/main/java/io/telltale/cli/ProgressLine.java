package io.telltale.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells somebody who waits how far a command is. On a terminal it is one line, rewritten, which
 * appears after a second and vanishes at the end; elsewhere nothing, or plain lines now and then
 * where a command asks for them.
 *
 * <p><b>Threading:</b> the text is asked for on a thread of its own. <b>Lifetime:</b> until closed;
 * closing twice does nothing.
 */
final class ProgressLine implements AutoCloseable {
  private static final long FIRST_NS = 1_000_000_000L;
  private static final long REWRITE_NS = 200_000_000L;
  private static final long PLAIN_NS = 2_000_000_000L;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean rewritten;
  private final Supplier<String> text;
  private final LongSupplier clock;
  private final Thread thread;
  private final long startNs;
  private long nextNs;
  private boolean shown;
  private volatile boolean closed;

  private ProgressLine(
      PrintWriter out, boolean rewritten, Supplier<String> text, LongSupplier clock) {
    this.out = out;
    this.rewritten = rewritten;
    this.text = text;
    this.clock = clock;
    this.startNs = clock.getAsLong();
    this.nextNs = startNs + (rewritten ? FIRST_NS : PLAIN_NS);
    this.thread = new Thread(this::run, "telltale-progress");
    thread.setDaemon(true);
  }

  /** For a command of which only people at a terminal want to hear. */
  static ProgressLine start(Streams streams, Supplier<String> text) {
    ProgressLine line = create(streams.err(), true, text, System::nanoTime);
    if (streams.terminal()) {
      line.thread.start();
    }
    return line;
  }

  /** The same while some work goes on. */
  static <T> T during(Streams streams, Supplier<String> text, Work<T> work) throws IOException {
    return during(start(streams, text), work);
  }

  /** For the demo: lines now and then where there is no terminal. */
  static <T> T duringAlways(PrintWriter out, boolean terminal, Supplier<String> text, Work<T> work)
      throws IOException {
    ProgressLine line = create(out, terminal, text, System::nanoTime);
    line.thread.start();
    return during(line, work);
  }

  /** Not started: the caller decides when to {@link #tick}. */
  static ProgressLine create(
      PrintWriter out, boolean rewritten, Supplier<String> text, LongSupplier clock) {
    return new ProgressLine(out, rewritten, text, clock);
  }

  private static <T> T during(ProgressLine line, Work<T> work) throws IOException {
    try {
      return work.run();
    } finally {
      line.close();
    }
  }

  /** Seconds since the start, as text. */
  static String seconds(long elapsedNs) {
    long tenths = Math.max(0, elapsedNs) / 100_000_000L;
    return tenths / 10 + "." + tenths % 10 + " s";
  }

  long elapsedNs() {
    return clock.getAsLong() - startNs;
  }

  /** Writes if it is time to. */
  synchronized void tick() {
    long now = clock.getAsLong();
    if (closed || now - nextNs < 0) {
      return;
    }
    nextNs = now + (rewritten ? REWRITE_NS : PLAIN_NS);
    shown = true;
    out.print(rewritten ? CLEAR + text.get() : text.get() + "\n");
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    thread.interrupt();
    if (shown && rewritten) {
      out.print(CLEAR);
      out.flush();
    }
  }

  /** What somebody waits for. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(REWRITE_NS / 2_000_000L);
      } catch (InterruptedException e) {
        return;
      }
      tick();
    }
  }
}
