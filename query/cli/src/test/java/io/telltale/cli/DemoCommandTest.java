package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.ingest.fleet.Injected;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DemoCommandTest {
  /** Two hours of 30 devices. */
  private static final String READINGS = "108000";

  @TempDir Path temp;

  @Test
  void findsWhatWasInjected() {
    Path folder = temp.resolve("demo");
    Telltale demo = Telltale.run("demo", "--readings", READINGS, "--folder", folder);
    assertThat(demo.err()).isEmpty();
    assertThat(demo.exitCode()).as(demo.out()).isEqualTo(ExitCode.DONE);
    assertThat(demo.out())
        .contains("30 devices", "108,000 readings")
        .contains("\n1. ", "\n6. ")
        .contains("Every answer is exactly what was injected.")
        .contains("The store is in " + folder.resolve("store"))
        .doesNotContain("DIFFER");
    assertThat(demo.out().split("Exactly what was injected", -1)).hasSize(7);

    Telltale windows = Telltale.run("windows", folder.resolve("store"), "temperature > 90 for 5m");
    assertThat(windows.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(windows.out().lines().count()).isGreaterThan(2);
  }

  @Test
  void replacesItsOwnStoreOnly() throws Exception {
    Path folder = temp.resolve("demo");
    assertThat(demo(folder, UnaryOperator.identity()).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(demo(folder, UnaryOperator.identity()).exitCode()).isEqualTo(ExitCode.DONE);

    Path mine = Files.createDirectory(temp.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "years of work");
    Telltale refused = demo(mine, UnaryOperator.identity());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("is no demo's");
    assertThat(mine.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void otherSeedsAreFoundToo() {
    for (int seed = 1; seed <= 3; seed++) {
      Path folder = temp.resolve("demo" + seed);
      Telltale demo =
          Telltale.run("demo", "--readings", READINGS, "--folder", folder, "--seed", seed);
      assertThat(demo.exitCode()).as("seed %d%n%s", seed, demo.out()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void oneMissingIsADifference() {
    for (int question = 0; question < 6; question++) {
      int changed = question;
      Telltale demo = demo(temp.resolve("demo"), tampered(changed, DemoCommandTest::oneMore));
      assertThat(demo.exitCode()).as("question %d", changed).isEqualTo(ExitCode.REFUSED);
      assertThat(demo.out()).contains("DIFFERENT", "     missing   SN-", "The answers DIFFER");
      assertThat(demo.out()).doesNotContain("too many");
    }
  }

  @Test
  void oneTooManyIsADifference() {
    for (int question = 0; question < 5; question++) {
      int changed = question;
      Telltale demo = demo(temp.resolve("demo"), tampered(changed, DemoCommandTest::oneLess));
      assertThat(demo.exitCode()).as("question %d", changed).isEqualTo(ExitCode.REFUSED);
      assertThat(demo.out()).contains("DIFFERENT", "     too many  SN-");
      assertThat(demo.out()).doesNotContain("     missing ");
    }
  }

  @Test
  void aNanosecondIsADifference() {
    Telltale demo = demo(temp.resolve("demo"), tampered(0, DemoCommandTest::oneLater));
    assertThat(demo.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(demo.out()).contains("     missing   SN-", "     too many  SN-");
  }

  @Test
  void writesItsFindingsAsRows() {
    Telltale demo =
        Telltale.run(
            "demo", "--readings", READINGS, "--folder", temp.resolve("demo"), "--output", "csv");
    assertThat(demo.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(demo.out())
        .startsWith("question,rule,windows,missing,extra,elapsedNs,")
        .contains("rateOutside(energy, 1)\",1,0,0,");
    assertThat(demo.out().lines().count()).isEqualTo(7);
    assertThat(demo.err()).contains("Every answer is exactly what was injected.");
  }

  @Test
  void tooFewReadingsAreRefused() {
    Telltale demo = Telltale.run("demo", "--readings", "100", "--folder", temp.resolve("demo"));
    assertThat(demo.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(demo.err()).contains("too few");
    assertThat(temp.resolve("demo")).doesNotExist();
  }

  private static UnaryOperator<List<DemoQuestion>> tampered(
      int number, UnaryOperator<List<Injected>> change) {
    return questions -> {
      List<DemoQuestion> changed = new ArrayList<>(questions);
      DemoQuestion old = changed.get(number);
      changed.set(
          number,
          new DemoQuestion(
              old.text(), old.rule(), old.fromNs(), old.toNs(), change.apply(old.expected())));
      return changed;
    };
  }

  private static List<Injected> oneLess(List<Injected> windows) {
    assertThat(windows).isNotEmpty();
    return windows.subList(1, windows.size());
  }

  private static List<Injected> oneMore(List<Injected> windows) {
    List<Injected> more = new ArrayList<>(windows);
    more.add(windows.isEmpty() ? new Injected(null, 0, 1, 2) : windows.get(0));
    return more;
  }

  private static List<Injected> oneLater(List<Injected> windows) {
    List<Injected> later = new ArrayList<>(windows);
    Injected first = later.get(0);
    later.set(0, new Injected(first.kind(), first.device(), first.fromNs(), first.toNs() + 1));
    return later;
  }

  private static Telltale demo(Path folder, UnaryOperator<List<DemoQuestion>> questions) {
    CommandLine.IFactory factory =
        new CommandLine.IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            return type == DemoCommand.class
                ? type.cast(new DemoCommand(questions))
                : CommandLine.defaultFactory().create(type);
          }
        };
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TelltaleCommand.run(
            new Streams(out, new PrintWriter(err), false),
            factory,
            "demo",
            "--readings",
            READINGS,
            "--folder",
            folder.toString());
    return new Telltale(exitCode, out.toString(), err.toString());
  }
}
