package io.telltale.peers;

import io.telltale.peers.Question.Kind;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What one trial of an engine has measured; it passes from one JVM to another as a file. */
final class Measured {
  private static final String MISMATCH = "mismatch";

  /** What is measured, each under its own name in the file. */
  enum Figure {
    /** Readings a second until all are visible. Larger is better. */
    READINGS_A_SECOND,
    /** The same with a barrier now and then. */
    WITH_BARRIERS,
    /** Bytes that the appending thread allocated for a reading. */
    ALLOCATED,
    /** Bytes on the disk for a reading, after closing. */
    DISK,
    /** Seconds to close. */
    CLOSE_S,
    /** Milliseconds to open the closed store and answer its first question. */
    FIRST_MS,
    /** Cores that other processes kept busy during the run that counts. */
    OTHERS;

    private boolean isBetter(double figure, double other) {
      boolean isLarger = this == READINGS_A_SECOND || this == WITH_BARRIERS;
      return isLarger ? figure > other : figure < other;
    }
  }

  private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);
  private final Map<Kind, Double> questionMs = new EnumMap<>(Kind.class);
  private final StringBuilder mismatches = new StringBuilder();
  private int mismatchCount;
  private long compared;

  void put(Figure figure, double value) {
    figures.put(figure, value);
  }

  Optional<Double> get(Figure figure) {
    return Optional.ofNullable(figures.get(figure));
  }

  /** Notes how long a question takes. */
  void put(Kind kind, double medianMs) {
    questionMs.put(kind, medianMs);
  }

  Optional<Double> get(Kind kind) {
    return Optional.ofNullable(questionMs.get(kind));
  }

  /** Notes that an answer was compared with the oracle's. */
  void compared(Question question, String difference) {
    compared++;
    if (difference != null) {
      mismatchCount++;
      mismatches.append(question.kind().label()).append(' ').append(difference).append("; ");
    }
  }

  /** How many answers were compared. */
  long compared() {
    return compared;
  }

  int mismatchCount() {
    return mismatchCount;
  }

  /** The mismatches in words, empty without any. */
  String mismatches() {
    return mismatches.toString();
  }

  /**
   * Takes over what another trial of the same engine measured better, and its mismatches: other
   * work on the machine only ever makes a figure worse.
   */
  Measured merged(Measured other) {
    other.figures.forEach(
        (figure, value) -> figures.merge(figure, value, (a, b) -> figure.isBetter(a, b) ? a : b));
    other.questionMs.forEach((kind, ms) -> questionMs.merge(kind, ms, Math::min));
    compared += other.compared;
    mismatchCount += other.mismatchCount;
    mismatches.append(other.mismatches);
    return this;
  }

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    figures.forEach((figure, value) -> properties.setProperty(key(figure), value.toString()));
    questionMs.forEach((kind, ms) -> properties.setProperty(key(kind), ms.toString()));
    properties.setProperty("compared", String.valueOf(compared));
    properties.setProperty("mismatches", String.valueOf(mismatchCount));
    properties.setProperty(MISMATCH, mismatches.toString());
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  static Measured read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Measured measured = new Measured();
    for (Figure figure : Figure.values()) {
      number(properties, key(figure)).ifPresent(value -> measured.put(figure, value));
    }
    for (Kind kind : Kind.values()) {
      number(properties, key(kind)).ifPresent(value -> measured.put(kind, value));
    }
    measured.compared = Long.parseLong(properties.getProperty("compared"));
    measured.mismatchCount = Integer.parseInt(properties.getProperty("mismatches"));
    measured.mismatches.append(properties.getProperty(MISMATCH));
    return measured;
  }

  private static Optional<Double> number(Properties properties, String key) {
    return Optional.ofNullable(properties.getProperty(key)).map(Double::valueOf);
  }

  private static String key(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
