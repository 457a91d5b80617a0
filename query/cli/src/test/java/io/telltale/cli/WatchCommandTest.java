package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
