package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.query.Explain;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.util.ArrayList;
import java.util.List;

/**
 * What the store answered, and how that differs from what was injected.
 *
 * @param question what was asked
 * @param windows what was found
 * @param missing injected and not found
 * @param extra found and not injected
 * @param elapsedNs how long the answer took, from the rule's text to the last window
 * @param explain what was read and skipped
 */
record DemoAnswer(
    DemoQuestion question,
    List<DemoWindow> windows,
    List<DemoWindow> missing,
    List<DemoWindow> extra,
    long elapsedNs,
    Explain explain) {
  static DemoAnswer of(DemoQuestion question, TelemetryStore store, FleetSimulator fleet) {
    ElapsedClock clock = ElapsedClock.start();
    WindowQuery query =
        WindowQuery.prepare(store, RuleParser.parse(question.rule()))
            .range(question.fromNs(), question.toNs());
    List<DemoWindow> windows = new ArrayList<>();
    try (WindowCursor window = query.run()) {
      while (window.next()) {
        windows.add(
            new DemoWindow(
                store.devices().serial(window.device()), window.startNs(), window.endNs()));
      }
    }
    long elapsedNs = clock.elapsedNs();
    List<DemoWindow> expected =
        question.expected().stream()
            .map(injected -> DemoWindow.injected(injected, fleet.serial(injected.device())))
            .toList();
    return new DemoAnswer(
        question,
        windows,
        without(expected, windows),
        without(windows, expected),
        elapsedNs,
        query.explain());
  }

  boolean isAsInjected() {
    return missing.isEmpty() && extra.isEmpty();
  }

  long deviceCount() {
    return windows.stream().map(DemoWindow::serial).distinct().count();
  }

  /** What is left of a list when each window of the other has taken one that equals it. */
  private static List<DemoWindow> without(List<DemoWindow> list, List<DemoWindow> others) {
    List<DemoWindow> rest = new ArrayList<>(list);
    others.forEach(rest::remove);
    return rest;
  }
}
