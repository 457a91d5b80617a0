package io.telltale.cli;

import io.telltale.ingest.fleet.Anomaly;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.Injected;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator asks in the demo, and the windows that must come back.
 *
 * @param text as a person asks
 * @param rule as the store is asked
 * @param fromNs start of the range
 * @param toNs end of the range, exclusive; Long.MAX_VALUE: no end
 * @param expected what was injected, by device, then start
 */
record DemoQuestion(String text, String rule, long fromNs, long toNs, List<Injected> expected) {
  private static final long TWO_HOURS_NS = 2 * 3_600_000_000_000L;

  /**
   * Six questions: one a kind of anomaly, and one about one model and the last two hours.
   *
   * @param fleet what was simulated
   * @param newestNs the newest time in the store
   */
  static List<DemoQuestion> six(FleetSimulator fleet, long newestNs) {
    List<DemoQuestion> questions = new ArrayList<>();
    for (Anomaly kind : Anomaly.values()) {
      questions.add(
          new DemoQuestion(
              text(kind), kind.rule(), Long.MIN_VALUE, Long.MAX_VALUE, fleet.expected(kind)));
    }
    questions.add(oneModel(fleet, newestNs));
    return questions;
  }

  private static String text(Anomaly kind) {
    return switch (kind) {
      case OVERHEATING -> "Which devices were above 90 degrees for five minutes or longer?";
      case SILENCE -> "Which devices fell silent for more than five minutes?";
      case VIBRATION_STEP -> "Where has vibration been too strong for five minutes or longer?";
      case COUNTER_JUMP -> "Whose energy counter leapt by more than 1 kWh a second?";
      case DOOR_LEFT_OPEN -> "Which doors were left open for a quarter of an hour?";
    };
  }

  private static DemoQuestion oneModel(FleetSimulator fleet, long newestNs) {
    List<Injected> overheated = fleet.expected(Anomaly.OVERHEATING);
    long fromNs = newestNs - TWO_HOURS_NS;
    String model =
        overheated.stream()
            .filter(window -> window.toNs() > fromNs)
            .findFirst()
            .map(window -> fleet.model(window.device()))
            .orElseGet(() -> fleet.model(0));
    return new DemoQuestion(
        "Which of model " + model + " were too hot in the last two hours?",
        Anomaly.OVERHEATING.rule() + " where model = \"" + model + "\"",
        fromNs,
        Long.MAX_VALUE,
        overheated.stream()
            .filter(window -> window.toNs() > fromNs && fleet.model(window.device()).equals(model))
            .toList());
  }
}
