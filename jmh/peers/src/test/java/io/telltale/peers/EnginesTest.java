package io.telltale.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every engine answers every question about a small fleet as the oracle does. */
class EnginesTest {
  private static final long READINGS = 100_000;
  private static final int BARRIER_READINGS = 30_000;

  @TempDir private static Path directory;
  private static Fleet fleet;
  private static Readings readings;
  private static List<Question> questions;
  private static List<Answer> expected;

  @BeforeAll
  static void simulate() throws Exception {
    fleet = Fleet.of(READINGS, 42);
    readings = Readings.open(fleet.readingsFile(directory));
    questions = fleet.questions(readings.firstNs(), readings.lastNs());
    expected = Oracle.answers(fleet, readings, questions);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NULL")
  void shouldAnswerAsTheOracleDoesAfterBarriers(EngineName name) throws Exception {
    Path store = Files.createDirectory(directory.resolve(name.label() + "-barriers"));
    try (Engine engine = name.open(store, fleet)) {
      for (long from = 0; from < READINGS; from += BARRIER_READINGS) {
        readings.feed(from, Math.min(READINGS, from + BARRIER_READINGS), engine::append);
        engine.barrier();
      }
      assertThatAllAgree(engine);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NULL")
  void shouldAnswerAsTheOracleDoesWhenReopened(EngineName name) throws Exception {
    Path store = Files.createDirectory(directory.resolve(name.label()));
    try (Engine engine = name.open(store, fleet)) {
      readings.feed(0, READINGS, engine::append);
      engine.barrier();
    }
    try (Engine engine = name.open(store, fleet)) {
      assertThatAllAgree(engine);
    }
  }

  private static void assertThatAllAgree(Engine engine) throws Exception {
    for (int i = 0; i < questions.size(); i++) {
      Answer answer = new Answer();
      engine.ask(questions.get(i), answer);
      assertThat(answer.differenceFrom(expected.get(i))).as("%s", questions.get(i)).isNull();
    }
  }
}
