package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchCommandTest {
  private static final String HEADER =
      "now,rule,event,window,device,channel,start,end,samples,min,max,endReason\n";
  private static final String NOW = "2026-01-01T00:59:00.000000000Z";

  private static Path rules(Path temp) throws IOException {
    return Files.writeString(
        temp.resolve("night.rules"), "warm: fridge.temperature > 8 for 5m clear 1m\n");
  }

  @Test
  void beginsWithWhatThereIs(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Telltale run =
        Telltale.run(
            "watch", db, rules(temp), "--from", "2026-01-01", "--for", "1ms", "--output", "csv");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    String first =
        ",1,SN-1,fridge.temperature,2026-01-01T00:10:00.000000000Z,2026-01-01T00:31:00.000000000Z,"
            + "20,9.5,9.5,CLEARED\n";
    String second =
        ",2,SN-2,fridge.temperature,2026-01-01T00:50:00.000000000Z,,10,10.5,10.59,OPEN\n";
    assertThat(run.out())
        .isEqualTo(
            HEADER
                + (NOW + ",warm,OPENED" + first)
                + (NOW + ",warm,CONFIRMED" + first)
                + (NOW + ",warm,CLOSED" + first)
                + (NOW + ",warm,OPENED" + second)
                + (NOW + ",warm,CONFIRMED" + second));
  }

  @Test
  void tellsWhatAWriterBringsAbout(@TempDir Path temp) throws Exception {
    Path db = FridgeStore.create(temp);
    Path rules = rules(temp);
    try (TelemetryStore store = TelemetryStore.open(db)) {
      CompletableFuture<Telltale> watching =
          CompletableFuture.supplyAsync(
              () ->
                  Telltale.run(
                      "watch", db, rules, "--for", "4s", "--every", "20ms", "--output", "csv"));
      Thread.sleep(1_500);
      int channel = store.channels().find("fridge.temperature").id();
      try (ReadingAppender appender = ReadingAppender.open(store)) {
        for (int minute = 60; minute < 80; minute++) {
          long time = FridgeStore.START_NS + minute * FridgeStore.MINUTE_NS;
          appender.append(store.series(0, channel), time, minute < 70 ? 9.0 : 4.0);
          appender.append(store.series(1, channel), time, 4.0);
          appender.commit();
        }
      }
      assertThat(watching.get().out())
          .startsWith(HEADER)
          .contains(
              "warm,CONFIRMED,1,SN-2",
              "warm,CLOSED,1,SN-2,fridge.temperature,2026-01-01T00:50:00.000000000Z,"
                  + "2026-01-01T01:01:00.000000000Z,10,",
              "SN-1,fridge.temperature,2026-01-01T01:00:00.000000000Z,"
                  + "2026-01-01T01:11:00.000000000Z,10,9,9,CLEARED\n");
    }
  }

  @Test
  void aRuleThatDoesNotFitIsRefused(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Path wrong = Files.writeString(temp.resolve("wrong.rules"), "x: neverSeen(fridge.door, 1h)\n");
    Telltale run = Telltale.run("watch", db, wrong, "--for", "1ms");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("rule x: neverSeen needs to know when devices were registered");
  }

  private static Telltale watch(Path temp, Path db, Object... more) throws IOException {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("watch", db, rules(temp), "--from", "2026-01-01", "--for", "1ms"));
    arguments.addAll(List.of("--state", temp.resolve("told")));
    arguments.addAll(List.of(more));
    return Telltale.run(arguments.toArray());
  }

  private static void heat(Path db, int fromMinute, int toMinute) {
    try (TelemetryStore store = TelemetryStore.open(db);
        ReadingAppender appender = ReadingAppender.open(store)) {
      for (int minute = fromMinute; minute < toMinute; minute++) {
        long time = FridgeStore.START_NS + minute * FridgeStore.MINUTE_NS;
        appender.append("SN-1", "fridge.temperature", time, 9.0);
      }
    }
  }

  @Test
  void goesOnWhereItEnded(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Telltale first = watch(temp, db, "--output", "csv");
    assertThat(first.err()).isEmpty();
    assertThat(first.out().lines())
        .hasSize(6)
        .first()
        .asString()
        .isEqualTo("number," + HEADER.trim());
    assertThat(watch(temp, db, "--output", "csv").out().lines()).hasSize(1);
    heat(db, 60, 70);
    Telltale then = watch(temp, db, "--output", "csv");
    assertThat(then.out().lines().skip(1))
        .hasSize(2)
        .allMatch(row -> row.contains(",3,SN-1,fridge.temperature,2026-01-01T01:00:00"))
        .first()
        .asString()
        .startsWith("6,2026-01-01T01:09:00.000000000Z,warm,OPENED,");
  }

  @Test
  void eachEventIsInTheFileOnce(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Path file = temp.resolve("events.jsonl");
    Telltale first = watch(temp, db, "--to", file);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).isEmpty();
    String whole = Files.readString(file);
    assertThat(whole.lines())
        .hasSize(5)
        .first()
        .asString()
        .isEqualTo(
            "{\"number\":1,\"now\":\"%s\",\"rule\":\"warm\",\"event\":\"OPENED\",".formatted(NOW)
                + "\"window\":1,\"device\":\"SN-1\",\"channel\":\"fridge.temperature\","
                + "\"start\":\"2026-01-01T00:10:00.000000000Z\","
                + "\"end\":\"2026-01-01T00:31:00.000000000Z\","
                + "\"samples\":20,\"min\":9.5,\"max\":9.5,\"endReason\":\"CLEARED\"}");
    assertThat(whole).endsWith("}\n");
    // the state knows that all were heard; what was cut off is not there to be told again
    Files.writeString(file, whole + "{\"number\":6,\"now");
    watch(temp, db, "--to", file);
    assertThat(file).hasContent(whole);
    heat(db, 60, 70);
    watch(temp, db, "--to", file);
    assertThat(Files.readString(file)).startsWith(whole).contains("{\"number\":7,");
  }

  @Test
  void aFileThatIsNotItsOwnIsRefused(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Path file = Files.writeString(temp.resolve("notes.txt"), "first\nsecond line\nthird");
    Telltale run = watch(temp, db, "--to", file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("notes.txt: the line at offset 6 is no event of watch");
    assertThat(file).hasContent("first\nsecond line\nthird");
    Files.writeString(file, "all that I know, without a line feed");
    assertThat(watch(temp, db, "--to", file).err()).contains("the line at offset 0 is no event");
    assertThat(file).hasContent("all that I know, without a line feed");
    Files.writeString(file, "{\"number\":99}\n");
    assertThat(watch(temp, db, "--to", file).err())
        .contains("notes.txt ends with event 99", "told knows 0: they do not belong together");
    Telltale alone = Telltale.run("watch", db, rules(temp), "--to", file);
    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(alone.err()).contains("--to needs --state");
  }

  @Test
  void aStateThatSomebodyElseKeepsIsRefused(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    watch(temp, db);
    Path other = FridgeStore.create(Files.createDirectory(temp.resolve("other")));
    Telltale run = watch(temp, other);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DAMAGED);
    assertThat(run.err()).contains("belongs to store");
  }
}
