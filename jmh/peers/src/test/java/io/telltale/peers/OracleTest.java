package io.telltale.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.ingest.fleet.Anomaly;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;
import io.telltale.ingest.fleet.Injected;
import io.telltale.peers.Question.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle finds what was done to the fleet, and a wrong answer is found out. */
class OracleTest {
  private static final long READINGS = 200_000;
  private static final long SEED = 7;

  @TempDir private static Path directory;
  private static Fleet fleet;
  private static List<Question> questions;
  private static List<Answer> answers;

  @BeforeAll
  static void simulate() throws Exception {
    fleet = Fleet.of(READINGS, SEED);
    Readings readings = Readings.open(fleet.readingsFile(directory));
    assertThat(readings.count()).isEqualTo(READINGS);
    questions = fleet.questions(readings.firstNs(), readings.lastNs());
    answers = Oracle.answers(fleet, readings, questions);
  }

  @Test
  void shouldFindTheDevicesThatOverheatedAndThoseThatFellSilent() {
    FleetSimulator simulator = new FleetSimulator(FleetSpec.ofReadings(READINGS).withSeed(SEED));
    assertThat(devices(answer(Kind.HOT_FLEET)))
        .containsExactlyElementsOf(devices(simulator.expected(Anomaly.OVERHEATING)));
    assertThat(devices(answer(Kind.SILENT)))
        .containsExactlyElementsOf(devices(simulator.expected(Anomaly.SILENCE)));
  }

  @Test
  void shouldHaveSomethingToSayAboutEachKindOfQuestion() {
    assertThat(answer(Kind.LATEST).rows()).isEqualTo(fleet.devices());
    assertThat(answer(Kind.RANGE).rows()).isBetween(300, 361);
    assertThat(answer(Kind.HOT_DEVICE).rows()).isPositive();
    assertThat(answer(Kind.HOT_LOT).rows()).isPositive();
    assertThat(answer(Kind.STEEP).rows()).isPositive();
    assertThat(answer(Kind.MEAN).key(0, 0))
        .isBetween(300L * fleet.devices(), 361L * fleet.devices());
    Answer hours = answer(Kind.HOURLY);
    long temperatures = LongStream.range(0, hours.rows()).map(row -> hours.key((int) row, 2)).sum();
    assertThat(temperatures)
        .isBetween(READINGS / Fleet.CHANNELS - 100, READINGS / Fleet.CHANNELS + 100);
  }

  @Test
  void shouldTellAnswersThatDiffer() {
    Answer expected = new Answer();
    expected.addHour(1, 0, 3, 20, 19, 21);
    expected.addHour(2, 0, 3, 20, 19, 21);
    Answer other = new Answer();
    other.addHour(2, 0, 3, 20 + 1e-9, 19, 21);
    other.addHour(1, 0, 3, 20, 19, 21);
    assertThat(other.differenceFrom(expected)).as("another order, rounding").isNull();
    other.addHour(3, 0, 3, 20, 19, 21);
    assertThat(other.differenceFrom(expected)).contains("expected 2 rows, got 3");

    Answer rounded = new Answer();
    rounded.addHour(1, 0, 3, 20, 19, 21);
    rounded.addHour(2, 0, 3, 20 + 1e-6, 19, 21);
    assertThat(rounded.differenceFrom(expected)).contains("row 1");
    Answer counted = new Answer();
    counted.addHour(1, 0, 4, 20, 19, 21);
    counted.addHour(2, 0, 3, 20, 19, 21);
    assertThat(counted.differenceFrom(expected)).contains("row 0");
    Answer notNumber = new Answer();
    notNumber.addHour(1, 0, 3, Double.NaN, 19, 21);
    notNumber.addHour(2, 0, 3, 20, 19, 21);
    assertThat(notNumber.differenceFrom(expected)).contains("row 0");
  }

  @Test
  void shouldKeepAnswersInAFile() throws Exception {
    Path file = directory.resolve("answers");
    AnswerFile.write(file, answers);
    List<Answer> read = AnswerFile.read(file);
    assertThat(read).hasSameSizeAs(answers);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).differenceFrom(answers.get(i))).isNull();
    }
  }

  private static Answer answer(Kind kind) {
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).kind() == kind) {
        return answers.get(i);
      }
    }
    throw new AssertionError("nobody asks " + kind);
  }

  private static List<Long> devices(Answer answer) {
    return LongStream.range(0, answer.rows())
        .map(row -> answer.key((int) row, 0))
        .distinct()
        .boxed()
        .toList();
  }

  private static List<Long> devices(List<Injected> injected) {
    return injected.stream().map(one -> (long) one.device()).distinct().toList();
  }
}
