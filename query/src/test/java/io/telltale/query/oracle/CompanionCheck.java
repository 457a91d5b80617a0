package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.TelemetryStore;
import io.telltale.query.Extent;
import io.telltale.query.RangeCursor;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.oracle.EngineMismatch.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * The companions of a query against the windows that the query itself returns, which are compared
 * elsewhere, and context against the model.
 */
final class CompanionCheck {
  private static final int MOST_WINDOWS = 5;

  private final EngineRun run;
  private final RandomTelemetry telemetry;
  private final TelemetryStore store;
  private final OracleStore model;
  private final RandomQueries queries;

  CompanionCheck(
      EngineRun run,
      RandomTelemetry telemetry,
      TelemetryStore store,
      OracleStore model,
      long seed) {
    this.run = run;
    this.telemetry = telemetry;
    this.store = store;
    this.model = model;
    this.queries = new RandomQueries(telemetry, model, seed);
  }

  void check(Question question) {
    WindowQuery query = run.prepare(store, question);
    long now = question.now() == null ? model.newest() : question.now();
    for (Extent extent : Extent.values()) {
      long[] range = queries.range(List.of());
      List<OracleWindow> windows = EngineRun.windows(query, range[0], range[1], extent);
      RoaringBitmap devices = new RoaringBitmap();
      windows.forEach(window -> window.devices().forEach(devices::add));
      long held = windows.stream().mapToLong(OracleWindow::heldFor).reduce(0, ExactMath::sum);
      assertThat(query.count()).as("count of %s", question).isEqualTo(windows.size());
      assertThat(query.anyMatch()).as("any of %s", question).isEqualTo(!windows.isEmpty());
      assertThat(query.totalHeld()).as("held of %s", question).isEqualTo(held);
      assertThat(query.collectDevices(RoaringBitmap.bitmapOf(1_000)))
          .as("devices of %s", question)
          .isEqualTo(devices);
      context(question, query, now);
    }
  }

  private void context(Question question, WindowQuery query, long now) {
    try (WindowCursor window = query.run()) {
      for (int i = 0; i < MOST_WINDOWS && window.next(); i++) {
        if (window.device() != WindowCursor.NO_DEVICE) {
          long before = queries.span(window.channel());
          long after = queries.span(window.channel());
          assertThat(read(query, before, after))
              .as("%d before and %d after a window of %s", before, after, question)
              .isEqualTo(expected(window, before, after, now));
        }
      }
    }
  }

  private static List<String> read(WindowQuery query, long before, long after) {
    List<String> readings = new ArrayList<>();
    try (RangeCursor cursor = query.context(Duration.ofNanos(before), Duration.ofNanos(after))) {
      while (cursor.next()) {
        readings.add(cursor.timeNs() + "=" + Long.toHexString(cursor.bits()));
      }
    }
    return readings;
  }

  /** The readings in [start - before, end + after), none later than now. */
  private List<String> expected(WindowCursor window, long before, long after, long now) {
    long from = ExactMath.difference(window.startNs(), before);
    boolean open = window.endNs() == WindowCursor.OPEN;
    long to = open ? WindowCursor.OPEN : ExactMath.sum(window.endNs(), after);
    return model.readings(window.device(), window.channel(), now).stream()
        .filter(reading -> reading.time() >= from && (open || reading.time() < to))
        .map(reading -> reading.time() + "=" + Long.toHexString(reading.bits()))
        .toList();
  }

  @Override
  public String toString() {
    return "companions on " + telemetry;
  }
}
