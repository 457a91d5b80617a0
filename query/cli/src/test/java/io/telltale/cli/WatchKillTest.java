package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.telltale.cli.output.TimeText;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.JvmFlags;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of watch and of the process that it watches, both started again each time. */
class WatchKillTest {
  private static final String SEED = "telltale.watch.seed";
  private static final String RULES =
      """
      warm: temperature > 8 for 5s clear 2s
      often: count(temperature > 8, 12, 30s)
      quiet: silent(temperature, 5s)
      both: (temperature > 8 for 5s) followedBy (silent(temperature, 5s)) within 1m
      """;

  @TempDir Path temp;

  private Path db;
  private Path rules;
  private Path state;
  private Path events;
  private Path stop;
  private SplittableRandom random;
  private int writerKills;
  private int watchKills;

  @Test
  void eachEventIsToldOnce() throws Exception {
    run(8);
    assertThat(watchKills).isPositive();
    assertThat(writerKills).isPositive();
  }

  @Test
  @Tag("long")
  void eachEventIsToldOnceInAMinute() throws Exception {
    run(60);
    assertThat(watchKills).isGreaterThan(10);
    assertThat(writerKills).isGreaterThan(10);
  }

  private void run(int seconds) throws Exception {
    long seed = Long.getLong(SEED, 20_261_130L);
    random = new SplittableRandom(seed);
    db = temp.resolve("db");
    rules = Files.writeString(temp.resolve("fridge.rules"), RULES);
    state = temp.resolve("told");
    events = temp.resolve("events.jsonl");
    stop = temp.resolve("stop");
    try {
      killAgainAndAgain(seconds, seed);
      watchToTheEnd();
      compare();
    } catch (AssertionError e) {
      throw new AssertionError("-D%s=%d, %s".formatted(SEED, seed, e.getMessage()), e);
    }
  }

  private void killAgainAndAgain(int seconds, long seed) throws Exception {
    ElapsedClock elapsed = ElapsedClock.start();
    Process writer = writer(seed);
    awaitStore(writer);
    Process watch = watch();
    while (elapsed.elapsedNs() < TimeUnit.SECONDS.toNanos(seconds)) {
      Thread.sleep(random.nextLong(400, 2_000));
      assertThat(watch.isAlive()).as(text("watch.err")).isTrue();
      assertThat(writer.isAlive()).as(text("writer.err")).isTrue();
      boolean isEven = watchKills == writerKills;
      if (isEven ? random.nextBoolean() : watchKills < writerKills) {
        watch.destroyForcibly().waitFor();
        watchKills++;
        watch = watch();
      } else {
        writer.destroyForcibly().waitFor();
        writerKills++;
        writer = writer(++seed);
      }
    }
    watch.destroyForcibly().waitFor();
    Files.createFile(stop);
    assertThat(writer.waitFor()).as(text("writer.err")).isZero();
  }

  private void awaitStore(Process writer) throws InterruptedException, IOException {
    while (!Files.exists(db.resolve("catalog")) || Files.size(db.resolve("catalog")) < 500) {
      assertThat(writer.isAlive()).as(text("writer.err")).isTrue();
      Thread.sleep(10);
    }
  }

  private Process writer(long seed) throws IOException {
    return start(
        "writer.err", WatchWriter.class, db.toString(), stop.toString(), Long.toString(seed));
  }

  private Process watch() throws IOException {
    return start(
        "watch.err",
        Main.class,
        ("watch %s %s --state %s --to %s --from 1970-01-01 --every 10ms"
                .formatted(db, rules, state, events))
            .split(" "));
  }

  private Process start(String errors, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JvmFlags.line().split(" ")));
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(temp.resolve(errors).toFile()).start();
  }

  private String text(String file) throws IOException {
    Path path = temp.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }

  private void watchToTheEnd() {
    Telltale last =
        Telltale.run(
            "watch",
            db,
            rules,
            "--state",
            state,
            "--to",
            events,
            "--from",
            "1970-01-01",
            "--for",
            "1ms");
    assertThat(last.err()).isEmpty();
    assertThat(last.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(last.out()).isEmpty();
  }

  /** What is left of the windows that were told has to be what queries return. */
  private void compare() throws IOException {
    Map<String, String> stages = new HashMap<>();
    Map<String, String> starts = new HashMap<>();
    long number = 0;
    for (String line : Files.readAllLines(events)) {
      Map<String, String> event = fields(line);
      assertThat(Long.parseLong(event.get("number"))).as(line).isEqualTo(++number);
      String window = event.get("window");
      String kind = event.get("event");
      String before = stages.get(window);
      assertThat(allowed(before)).as("%s after %s", line, before).contains(kind);
      starts.put(
          window, "%s %s %s".formatted(event.get("rule"), event.get("device"), event.get("start")));
      if (kind.equals("RETRACTED")) {
        stages.remove(window);
      } else if (!kind.equals("REVISED")) {
        stages.put(window, kind);
      } else if (before.equals("CLOSED")) {
        stages.put(window, "CONFIRMED");
      }
    }
    Set<String> told = new TreeSet<>();
    stages.forEach(
        (window, stage) -> {
          if (!stage.equals("OPENED")) {
            told.add(starts.get(window));
          }
        });
    assertThat(told).isEqualTo(queried());
    assertThat(number).isGreaterThan(50);
  }

  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        fields.put(name, json.getText());
      }
    }
    return fields;
  }

  private static Set<String> allowed(String stage) {
    if (stage == null) {
      return Set.of("OPENED");
    }
    return switch (stage) {
      case "OPENED" -> Set.of("CONFIRMED", "RETRACTED", "REVISED");
      case "CONFIRMED" -> Set.of("CLOSED", "RETRACTED", "REVISED");
      default -> Set.of("RETRACTED", "REVISED");
    };
  }

  private Set<String> queried() throws IOException {
    Set<String> windows = new TreeSet<>();
    try (TelemetryStore store = TelemetryStore.openReadOnly(db)) {
      for (RuleFile.Entry entry : RuleFile.read(rules).rules()) {
        WindowQuery query = WindowQuery.prepare(store, entry.parsed().rule());
        try (WindowCursor cursor = query.range(0, Long.MAX_VALUE).run()) {
          while (cursor.next()) {
            windows.add(
                "%s %s %s"
                    .formatted(
                        entry.name(),
                        store.devices().serial(cursor.device()),
                        TimeText.of(cursor.startNs())));
          }
        }
      }
    }
    return windows;
  }
}
