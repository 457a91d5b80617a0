package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.fleet.FleetLoader;
import io.telltale.ingest.fleet.FleetSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Simulates a fleet into a store, asks the store what was wrong, and compares. */
final class Demo {
  private static final int SHOWN_WINDOWS = 3;

  private final FleetSimulator fleet;
  private final Path directory;
  private final PrintWriter text;
  private final boolean terminal;

  /**
   * Sets the scene; nothing is written yet.
   *
   * @param fleet what to simulate
   * @param directory of the store, which must not exist yet
   * @param text where to tell the story
   * @param terminal whether a person watches
   */
  Demo(FleetSimulator fleet, Path directory, PrintWriter text, boolean terminal) {
    this.fleet = fleet;
    this.directory = directory;
    this.text = text;
    this.terminal = terminal;
  }

  /**
   * Runs from the first reading to the last answer.
   *
   * @param questions changes what is asked and expected: a test of the comparison itself
   * @return the answers
   */
  List<DemoAnswer> run(UnaryOperator<List<DemoQuestion>> questions) throws IOException {
    ingest();
    List<DemoAnswer> answers = new ArrayList<>();
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      text.println();
      text.println("Reopened for reading only. Six questions that an operator would ask:");
      for (DemoQuestion question : questions.apply(DemoQuestion.six(fleet, store.newestTimeNs()))) {
        DemoAnswer answer = DemoAnswer.of(question, store, fleet);
        answers.add(answer);
        tell(answers.size(), answer);
      }
    }
    return answers;
  }

  private void ingest() throws IOException {
    long readings = fleet.spec().readings();
    text.println(
        "Simulating "
            + Quantity.grouped(fleet.spec().devices())
            + " devices that report five channels every ten seconds: "
            + Quantity.grouped(readings)
            + " readings.");
    text.println(
        "Some overheat, fall silent or vibrate; counters leap, doors are left open; some readings"
            + " arrive late.");
    text.flush();
    AtomicLong appended = new AtomicLong();
    ElapsedClock clock = ElapsedClock.start();
    ProgressLine.duringAlways(
        text, terminal, () -> progress(appended.get(), readings, clock), () -> load(appended));
    long elapsedNs = clock.elapsedNs();
    long bytes = bytesBelow(directory);
    text.println(
        "Ingested and sealed in "
            + ProgressLine.seconds(elapsedNs)
            + ": "
            + Quantity.scaled(readings / (elapsedNs / 1e9))
            + " readings/s, "
            + Quantity.scaled(bytes)
            + "B on disk, "
            + StatsFigures.perReading(bytes, readings)
            + " bytes a reading.");
    text.flush();
  }

  private long load(AtomicLong appended) {
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      return FleetLoader.load(store, fleet, appended::set);
    }
  }

  private static String progress(long appended, long readings, ElapsedClock clock) {
    if (appended == 0) {
      return "  registering the fleet ...";
    }
    if (appended >= readings) {
      return "  sealing ...";
    }
    return String.format(
        Locale.ROOT,
        "  %,d of %,d readings (%d %%), %s/s",
        appended,
        readings,
        100 * appended / readings,
        Quantity.scaled(appended / (clock.elapsedNs() / 1e9)));
  }

  private void tell(int number, DemoAnswer answer) {
    DemoQuestion question = answer.question();
    text.println();
    text.println(number + ". " + question.text());
    text.println("   " + question.rule());
    text.println(
        "   "
            + Quantity.counted(answer.windows().size(), "window")
            + " on "
            + Quantity.counted(answer.deviceCount(), "device")
            + " in "
            + milliseconds(answer.elapsedNs()));
    text.println("   " + ExplainText.of(answer.explain()));
    tell(answer.windows(), "     ");
    if (answer.isAsInjected()) {
      text.println("   Exactly what was injected.");
    } else {
      text.println("   DIFFERENT from what was injected:");
      tell(answer.missing(), "     missing   ");
      tell(answer.extra(), "     too many  ");
    }
    text.flush();
  }

  private void tell(List<DemoWindow> windows, String indent) {
    windows.stream().limit(SHOWN_WINDOWS).forEach(w -> text.println(indent + w.text()));
    if (windows.size() > SHOWN_WINDOWS) {
      text.println(
          indent + "... and " + Quantity.grouped(windows.size() - SHOWN_WINDOWS) + " more");
    }
  }

  private static String milliseconds(long elapsedNs) {
    return String.format(Locale.ROOT, "%.1f ms", elapsedNs / 1e6);
  }

  private static long bytesBelow(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(Demo::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
