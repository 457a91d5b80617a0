package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.WindowCursor;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveEventKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a listener knows of the windows of one rule, kept as section 8 of the contract has it. */
final class ToldState {
  /** A window as told last. */
  record Told(long id, LiveEventKind stage, OracleWindow window) {}

  private final Map<Long, Told> windows = new TreeMap<>();
  private long events;

  /** Takes note of an event, which has to fit what was told before. */
  void told(LiveEvent event) {
    events++;
    Told before = windows.get(event.window());
    LiveEventKind stage = before == null ? null : before.stage();
    assertThat(allowed(stage)).as("%s after %s", event.kind(), before).contains(event.kind());
    if (event.kind() == LiveEventKind.RETRACTED) {
      windows.remove(event.window());
      return;
    }
    LiveEventKind next = event.kind();
    if (next == LiveEventKind.REVISED) {
      next = stage == LiveEventKind.CLOSED ? LiveEventKind.CONFIRMED : stage;
    }
    windows.put(event.window(), new Told(event.window(), next, window(event)));
  }

  private static Set<LiveEventKind> allowed(LiveEventKind stage) {
    if (stage == null) {
      return Set.of(LiveEventKind.OPENED);
    }
    return switch (stage) {
      case OPENED ->
          Set.of(LiveEventKind.CONFIRMED, LiveEventKind.RETRACTED, LiveEventKind.REVISED);
      case CONFIRMED ->
          Set.of(LiveEventKind.CLOSED, LiveEventKind.RETRACTED, LiveEventKind.REVISED);
      case CLOSED -> Set.of(LiveEventKind.RETRACTED, LiveEventKind.REVISED);
      default -> Set.of();
    };
  }

  private static OracleWindow window(LiveEvent event) {
    return new OracleWindow(
        event.device(),
        Set.of(),
        event.channel(),
        event.startNs(),
        event.endNs(),
        event.endReason(),
        event.onsetNs(),
        event.lastTrueNs(),
        event.heldForNs(),
        event.samples(),
        new OracleValues(
            event.min(),
            event.max(),
            event.mean(),
            event.peak(),
            event.peakTimeNs(),
            true,
            event.excessArea(),
            0));
  }

  long events() {
    return events;
  }

  /** Returns the rule whose windows are what is TRUE of a rule, whether it is a window or not. */
  static Rule stretches(Rule rule) {
    Shaping shaping = rule.shaping();
    return rule.shaped(Shaping.NONE.onUnknown(shaping.onUnknown()).bridge(shaping.bridgeNs()));
  }

  /**
   * What is TRUE is told of before the rule's demands are met, and taken back when it is over.
   *
   * @param stretches the windows of {@link #stretches} as of now
   */
  List<String> compareOpened(Rule rule, List<OracleWindow> stretches, long now) {
    List<String> wrong = new ArrayList<>();
    Shaping shaping = rule.shaping();
    for (OracleWindow opened : opened()) {
      if (stretches.stream()
          .noneMatch(
              s ->
                  s.device() == opened.device()
                      && ExactMath.difference(s.start(), shaping.padBeforeNs()) == opened.start()
                      && (isOpen(s) || ExactMath.sum(s.lastTrue(), shaping.bridgeNs()) >= now))) {
        wrong.add("still told OPENED: " + opened);
      }
    }
    for (OracleWindow stretch : stretches) {
      if (isOpen(stretch) && !isTold(stretch, shaping.padBeforeNs())) {
        wrong.add("never told OPENED: " + stretch);
      }
    }
    return wrong;
  }

  /** Windows told OPENED and no more. */
  private List<OracleWindow> opened() {
    return windows.values().stream()
        .filter(t -> t.stage() == LiveEventKind.OPENED)
        .map(Told::window)
        .toList();
  }

  /** Whether what is TRUE now is part of a window that was told, whose end may be to come. */
  private boolean isTold(OracleWindow stretch, long padBeforeNs) {
    long start = ExactMath.difference(stretch.start(), padBeforeNs);
    return windows.values().stream()
        .filter(told -> told.window().device() == stretch.device())
        .anyMatch(told -> told.stage() != LiveEventKind.CLOSED && told.window().start() <= start);
  }

  /** Windows told CONFIRMED and not RETRACTED, by device and start. */
  private List<Told> confirmed() {
    return windows.values().stream()
        .filter(t -> t.stage() != LiveEventKind.OPENED)
        .sorted(
            Comparator.comparingInt((Told t) -> t.window().device())
                .thenComparingLong(t -> t.window().start()))
        .toList();
  }

  /** Returns what is wrong beside the windows that the query returns; empty when nothing is. */
  List<String> compare(List<OracleWindow> queried) {
    List<Told> known = confirmed();
    List<String> wrong = new ArrayList<>();
    if (known.size() != queried.size()) {
      wrong.add("told " + known + "\nqueried " + queried);
      return wrong;
    }
    for (int i = 0; i < known.size(); i++) {
      OracleWindow told = known.get(i).window();
      OracleWindow asked = queried.get(i);
      boolean isOver = known.get(i).stage() == LiveEventKind.CLOSED;
      boolean same =
          isOver
              ? told.matches(asked.ofNobody())
              : told.device() == asked.device() && told.start() == asked.start();
      if (!same) {
        wrong.add("told " + known.get(i) + "\nqueried " + asked);
      }
    }
    return wrong;
  }

  /** Windows are closed as soon as no reading from now on can change them. */
  List<String> notClosed(Rule rule, List<OracleWindow> windows, long now) {
    List<String> wrong = new ArrayList<>();
    if (rule.condition().toString().contains("Debounce")) {
      // what it says of a reading may be known only some readings later
      return wrong;
    }
    Shaping shaping = rule.shaping();
    for (OracleWindow pending : pending()) {
      // padded windows may start at one time, the first: which of them it is cannot be told
      List<OracleWindow> same =
          windows.stream()
              .filter(w -> w.device() == pending.device() && w.start() == pending.start())
              .toList();
      OracleWindow is = same.get(same.size() - 1);
      long end = ExactMath.difference(is.end(), shaping.padAfterNs());
      long settled =
          Math.max(
              ExactMath.sum(end, shaping.mergeWithinNs()),
              ExactMath.sum(is.lastTrue(), shaping.bridgeNs()));
      if (!isOpen(is) && now > settled) {
        wrong.add("never closed: " + is);
      }
    }
    return wrong;
  }

  /** Returns the windows of which not all was told. */
  private List<OracleWindow> pending() {
    return confirmed().stream()
        .filter(t -> t.stage() == LiveEventKind.CONFIRMED)
        .map(Told::window)
        .toList();
  }

  static boolean isOpen(OracleWindow window) {
    return window.end() == WindowCursor.OPEN;
  }
}
