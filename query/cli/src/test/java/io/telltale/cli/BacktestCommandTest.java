package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestCommandTest {
  private static final String HEADER = "rule,change,device,start,end,againstStart,againstEnd\n";
  private static final String SN1 = "2026-01-01T00:10:00.000000000Z,2026-01-01T00:30:00.000000000Z";

  private static Path db;
  private static Path present;

  @BeforeAll
  static void create(@TempDir Path temp) throws IOException {
    db = FridgeStore.create(temp);
    present =
        Files.writeString(
            temp.resolve("present.rules"),
            """
            warm: fridge.temperature > 8 for 5m
            hot: fridge.temperature > 10.55
            fault: fridge.fault == "E42"
            """);
  }

  @Test
  void sumsUpEachRule() {
    Telltale run = Telltale.run("backtest", db, present, "--output", "csv");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .isEqualTo(
            """
            rule,windows,devices,open,heldSeconds,longestSeconds,firstStart,lastStart
            warm,2,2,1,1680,1140,2026-01-01T00:10:00.000000000Z,2026-01-01T00:50:00.000000000Z
            hot,1,1,1,180,180,2026-01-01T00:56:00.000000000Z,2026-01-01T00:56:00.000000000Z
            fault,2,2,2,3480,1740,2026-01-01T00:30:00.000000000Z,2026-01-01T00:30:00.000000000Z
            """);
  }

  @Test
  void aRuleThatFindsNothingHasNoTimes() {
    Telltale run =
        Telltale.run("backtest", db, present, "--to", "2026-01-01T00:05:00Z", "--output", "csv");
    assertThat(run.out()).contains("warm,0,0,0,0,0,,\n");
  }

  @Test
  void tellsWhatWouldChange(@TempDir Path temp) throws IOException {
    Path stricter =
        Files.writeString(
            temp.resolve("stricter.rules"),
            """
            warm: fridge.temperature > 10.53 for 5m
            hot: fridge.temperature > 9
            door: fridge.door == true
            """);
    Telltale run = Telltale.run("backtest", db, stricter, "--against", present, "--output", "csv");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .startsWith(
            HEADER
                + "warm,GONE,SN-1,,,"
                + SN1
                + "\n"
                + "warm,SHORTER,SN-2,2026-01-01T00:54:00.000000000Z,,"
                + "2026-01-01T00:50:00.000000000Z,\n"
                + "hot,NEW,SN-1,"
                + SN1
                + ",,\n"
                + "hot,LONGER,SN-2,2026-01-01T00:50:00.000000000Z,,"
                + "2026-01-01T00:56:00.000000000Z,\n"
                + "door,NEW,SN-1,2026-01-01T00:05:00.000000000Z,2026-01-01T00:06:00.000000000Z,,\n")
        .contains("fault,GONE,SN-2,,,2026-01-01T00:30:00.000000000Z,\n");
    assertThat(run.err())
        .isEqualTo("warm: 1 GONE, 1 SHORTER\nhot: 1 NEW, 1 LONGER\ndoor: 6 NEW\nfault: 2 GONE\n");
  }

  @Test
  void whatStaysTheSameIsCounted() {
    Telltale run = Telltale.run("backtest", db, present, "--against", present, "--output", "csv");
    assertThat(run.out()).isEqualTo(HEADER);
    assertThat(run.err()).isEqualTo("warm: 2 SAME\nhot: 1 SAME\nfault: 2 SAME\n");
    Telltale all =
        Telltale.run("backtest", db, present, "--against", present, "--all", "--output", "csv");
    assertThat(all.out()).contains("warm,SAME,SN-1," + SN1 + "," + SN1 + "\n");
    assertThat(all.out().lines()).hasSize(6);
    Telltale ofOne =
        Telltale.run(
            "backtest",
            db,
            present,
            "--against",
            present,
            "--device",
            "SN-2",
            "--now",
            "2026-01-01T00:20:00Z");
    assertThat(ofOne.err()).isEqualTo("warm: no window\nhot: no window\nfault: no window\n");
  }

  @Test
  void mistakesAreNamed(@TempDir Path temp) throws IOException {
    Path wrong = Files.writeString(temp.resolve("wrong.rules"), "warm: fridge.temprature > 8\n");
    Telltale unknown = Telltale.run("backtest", db, present, "--against", wrong);
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).startsWith("telltale: " + wrong + ":1:7: no channel");
    assertThat(unknown.out()).isEmpty();
    Path several =
        Files.writeString(
            temp.resolve("several.rules"),
            "warm: fridge.temperature > 9\nhot: kOfDevices(2, fridge.temperature > 8)\n");
    Telltale mixed = Telltale.run("backtest", db, present, "--against", several);
    assertThat(mixed.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(mixed.err()).startsWith("telltale: rule hot: windows of several devices together");
    assertThat(mixed.out()).isEmpty();
    assertThat(Telltale.run("backtest", db, present, "--all").err())
        .contains("--all is for --against");
    assertThat(Telltale.run("backtest", db).err()).contains("RULES");
  }
}
