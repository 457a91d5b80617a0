package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {
  private static final String HEADER =
      "now,rule,event,window,device,channel,start,end,samples,min,max,endReason\n";

  @Test
  void tellsWhatAWatchWouldHaveTold(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Path rules =
        Files.writeString(
            temp.resolve("night.rules"),
            "warm: fridge.temperature > 8 for 5m clear 1m where model = \"RF28\"\n"
                + "broken: fridge.fault == \"E42\" for 20m\n"
                + "open: fridge.door == true\n");
    Telltale run =
        Telltale.run("replay", db, rules, "--to", "2026-01-01T00:55:00Z", "--output", "csv");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).startsWith(HEADER);
    assertThat(run.out().lines())
        .contains(
            "2026-01-01T00:54:00.000000000Z,warm,CLOSED,1,SN-1,fridge.temperature,"
                + "2026-01-01T00:10:00.000000000Z,2026-01-01T00:31:00.000000000Z,20,9.5,9.5,CLEARED")
        .anyMatch(row -> row.contains(",broken,CONFIRMED,") && row.contains(",SN-2,"))
        .anyMatch(row -> row.contains(",open,CLOSED,"))
        .noneMatch(row -> row.contains(",warm,") && row.contains("SN-2"));
  }

  @Test
  void timePassesAsItDid(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Path rules =
        Files.writeString(temp.resolve("night.rules"), "warm: fridge.temperature > 8 for 5m\n");
    // an hour in a second: each minute is a pause, after which rows go out
    Telltale run = Telltale.run("replay", db, rules, "--speed", "3600", "--output", "csv");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .anyMatch(row -> row.startsWith("2026-01-01T00:10:00.000000000Z,warm,OPENED,1,SN-1"))
        .anyMatch(row -> row.startsWith("2026-01-01T00:15:00.000000000Z,warm,CONFIRMED,1,SN-1"));
  }

  @Test
  void whatDoesNotFitIsRefused(@TempDir Path temp) throws IOException {
    Path db = FridgeStore.create(temp);
    Path rules = Files.writeString(temp.resolve("a.rules"), "x: neverSeen(fridge.door, 1h)\n");
    Telltale run = Telltale.run("replay", db, rules);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("rule x: neverSeen needs to know when devices were registered");
    assertThat(Telltale.run("replay", db, rules, "--speed", "-1").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }
}
