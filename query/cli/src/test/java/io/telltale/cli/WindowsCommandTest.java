package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowsCommandTest {
  private static final String RULE = "fridge.temperature > 8 for 5m";
  private static final String HEADER =
      "device,channel,start,end,lastTrue,samples,min,max,mean,endReason\n";
  private static final String FIRST =
      "SN-1,fridge.temperature,2026-01-01T00:10:00.000000000Z,2026-01-01T00:30:00.000000000Z,"
          + "2026-01-01T00:29:00.000000000Z,20,9.5,9.5,9.5,CLEARED\n";
  private static final String SECOND =
      "SN-2,fridge.temperature,2026-01-01T00:50:00.000000000Z,,"
          + "2026-01-01T00:59:00.000000000Z,10,10.5,10.59,10.545,OPEN\n";

  private static Path db;

  @BeforeAll
  static void create(@TempDir Path temp) throws IOException {
    db = FridgeStore.create(temp);
  }

  @Test
  void findsClosedAndOpenWindows() {
    Telltale run = csv(RULE);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo(HEADER + FIRST + SECOND);
  }

  @Test
  void writesTables() {
    assertThat(Telltale.run("windows", db, RULE).out())
        .isEqualTo(
            """
            device  channel             start                           end                             lastTrue                        samples   min    max    mean  endReason
            ------  ------------------  ------------------------------  ------------------------------  ------------------------------  -------  ----  -----  ------  ---------
            SN-1    fridge.temperature  2026-01-01T00:10:00.000000000Z  2026-01-01T00:30:00.000000000Z  2026-01-01T00:29:00.000000000Z       20   9.5    9.5     9.5  CLEARED
            SN-2    fridge.temperature  2026-01-01T00:50:00.000000000Z                                  2026-01-01T00:59:00.000000000Z       10  10.5  10.59  10.545  OPEN
            """);
  }

  @Test
  void writesNullWhereThereIsNothing() {
    Telltale run =
        Telltale.run(
            "windows",
            db,
            "silent(fridge.temperature, 5m)",
            "--now",
            "2026-01-01T02:00:00Z",
            "--device",
            "SN-1",
            "--output",
            "json");
    assertThat(run.out())
        .isEqualTo(
            """
            [
            {"device":"SN-1","channel":"fridge.temperature","start":"2026-01-01T01:04:00.000000000Z",\
            "end":null,"lastTrue":"2026-01-01T02:00:00.000000000Z","samples":0,"min":null,"max":null,\
            "mean":null,"endReason":"OPEN"}
            ]
            """);
  }

  @Test
  void anAnswerWithoutWindowsIsAnAnswer() {
    Telltale run = csv("fridge.temperature > 100");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEqualTo(HEADER);
  }

  @Test
  void picksDevices() {
    assertThat(csv(RULE + " where model = \"KX1\"").out()).isEqualTo(HEADER + SECOND);
    assertThat(csv(RULE, "--where", "model = \"RF28\" and site = \"Kiel\"").out())
        .isEqualTo(HEADER + FIRST);
    assertThat(csv(RULE, "--device", "SN-1").out()).isEqualTo(HEADER + FIRST);
    assertThat(csv(RULE, "--device", "SN-1", "--where", "model = \"KX1\"").out()).isEqualTo(HEADER);
    assertThat(csv(RULE, "--where", "device = \"SN-2\"").out()).isEqualTo(HEADER + SECOND);
    assertThat(csv(RULE, "--where", "device = \"SN-3\"").out()).isEqualTo(HEADER);
  }

  @Test
  void picksARangeAndCutsToItOnRequest() {
    assertThat(csv(RULE, "--from", "2026-01-01T00:30:00Z").out()).isEqualTo(HEADER + SECOND);
    assertThat(csv(RULE, "--to", "2026-01-01T00:11:00Z").out()).isEqualTo(HEADER + FIRST);
    assertThat(csv(RULE, "--to", "2026-01-01T00:11:00Z", "--clip").out())
        .isEqualTo(
            HEADER
                + FIRST.replace(
                    "2026-01-01T00:30:00.000000000Z", "2026-01-01T00:11:00.000000000Z"));
  }

  @Test
  void knowsOnlyWhatIsBeforeNow() {
    assertThat(csv(RULE, "--now", "2026-01-01T00:20:00Z").out())
        .isEqualTo(
            HEADER
                + "SN-1,fridge.temperature,2026-01-01T00:10:00.000000000Z,,"
                + "2026-01-01T00:20:00.000000000Z,11,9.5,9.5,9.5,OPEN\n");
  }

  @Test
  void explainsOnStandardError() {
    Telltale run = csv(RULE, "--explain");
    assertThat(run.out()).isEqualTo(HEADER + FIRST + SECOND);
    assertThat(run.err())
        .isEqualTo(
            "2 devices in 1 segment: of 2 blocks 0 skipped and 0 taken whole by their statistics,"
                + " 2 decoded (120 readings)\n");
  }

  @Test
  void pointsAtTheMistakeInARule() {
    Telltale run = csv("fridge.temperature > 8 vor 10m");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().toList())
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("telltale: expected "))
        .endsWith("  fridge.temperature > 8 vor 10m", "                         ^ column 24");
    Telltale where = csv(RULE, "--where", "model ~ \"RF28\"");
    assertThat(where.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(where.err()).endsWith("  model ~ \"RF28\"\n        ^ column 7\n");
  }

  @Test
  void refusesWhatDoesNotFitTheChannel() {
    Telltale kind = csv("fridge.fault > 8");
    assertThat(kind.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(kind.err()).startsWith("telltale: ").contains("fridge.fault");
    Telltale unknown = csv("pressure > 8");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).startsWith("telltale: no channel 'pressure'");
  }

  @Test
  void pointsAtWhatTheStoreDoesNotHave() {
    assertThat(csv("fridge.energy > 3 and fridge.temperature > 46 degF").err())
        .isEqualTo(
            """
            telltale: channel 'fridge.temperature' declares no unit, so a number of it cannot be in degF
              fridge.energy > 3 and fridge.temperature > 46 degF
                                                            ^ column 47
            """);
  }

  @Test
  void runsAFileOfRules(@TempDir Path temp) throws IOException {
    Path rules =
        Files.writeString(
            temp.resolve("night.rules"),
            "# hot\nhot: "
                + RULE
                + "\ncold: fridge.temperature < 0\nkx1: "
                + RULE
                + " where model = \"KX1\"\n");
    Telltale run = Telltale.run("windows", db, "--rules", rules, "--output", "csv", "--explain");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .isEqualTo("rule," + HEADER + "hot," + FIRST + "hot," + SECOND + "kx1," + SECOND);
    assertThat(run.err().lines().map(line -> line.replaceAll(": .*", "")))
        .containsExactly("hot", "cold", "kx1");
  }

  @Test
  void aWrongFileOfRulesRunsNone(@TempDir Path temp) throws IOException {
    Path rules =
        Files.writeString(temp.resolve("r"), "a: " + RULE + "\nb: fridge.temprature > 8\n");
    Telltale run = Telltale.run("windows", db, "--rules", rules);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("telltale: " + rules + ":2:4: no channel 'fridge.temprature'");
    Files.writeString(rules, "a: t > hot\n");
    assertThat(Telltale.run("windows", db, "--rules", rules).err())
        .isEqualTo("telltale: " + rules + ":1:8: expected a number, found 'hot'\n");
  }

  @Test
  void takesARuleOrAFileOfThem() {
    assertThat(Telltale.run("windows", db).err()).contains("either a RULE or --rules FILE");
    assertThat(csv(RULE, "--rules", "f").err()).contains("either a RULE or --rules FILE");
  }

  @Test
  void takesTheDevicesOfAFormerAnswer(@TempDir Path temp) throws IOException {
    for (String format : new String[] {"csv", "json"}) {
      String all = "fridge.temperature > 10 for 5m";
      Path former = temp.resolve(format);
      Files.writeString(former, Telltale.run("windows", db, all, "--output", format).out());
      assertThat(csv(RULE, "--devices-from", former).out()).isEqualTo(HEADER + SECOND);
      assertThat(csv(RULE, "--devices-from", former, "--where", "model != \"KX1\"").out())
          .isEqualTo(HEADER);
      Files.writeString(former, Telltale.run("devices", db, "--output", format).out());
      assertThat(csv(RULE, "--devices-from", former).out()).isEqualTo(HEADER + FIRST + SECOND);
      String nothing = "fridge.temperature > 100";
      Files.writeString(former, Telltale.run("windows", db, nothing, "--output", format).out());
      assertThat(csv(RULE, "--devices-from", former).out()).as("no device").isEqualTo(HEADER);
    }
  }

  @Test
  void namesTheDevicesOfAWindowOfSeveral() {
    String rule = "kOfDevices(2, fridge.temperature < 8)";
    assertThat(Telltale.run("windows", db, rule).out())
        .isEqualTo(
            """
            device  channel             start                           end                             lastTrue                        samples  min  max  mean  endReason  devices
            ------  ------------------  ------------------------------  ------------------------------  ------------------------------  -------  ---  ---  ----  ---------  ---------
                    fridge.temperature  2026-01-01T00:00:00.000000000Z  2026-01-01T00:10:00.000000000Z  2026-01-01T00:10:00.000000000Z        0                  CLEARED    SN-1 SN-2
                    fridge.temperature  2026-01-01T00:30:00.000000000Z  2026-01-01T00:50:00.000000000Z  2026-01-01T00:50:00.000000000Z        0                  CLEARED    SN-1 SN-2
            """);
    String any = "kOfDevices(1, " + RULE + ")";
    assertThat(csv(any).out())
        .isEqualTo(
            """
            device,channel,start,end,lastTrue,samples,min,max,mean,endReason,devices
            ,fridge.temperature,2026-01-01T00:10:00.000000000Z,2026-01-01T00:30:00.000000000Z,\
            2026-01-01T00:30:00.000000000Z,0,,,,CLEARED,SN-1
            ,fridge.temperature,2026-01-01T00:50:00.000000000Z,,\
            2026-01-01T00:59:00.000000000Z,0,,,,OPEN,SN-2
            """);
    assertThat(
            Telltale.run("windows", db, rule, "--output", "json", "--from", "2026-01-01T00:30:00Z")
                .out())
        .isEqualTo(
            """
            [
            {"device":null,"channel":"fridge.temperature","start":"2026-01-01T00:30:00.000000000Z",\
            "end":"2026-01-01T00:50:00.000000000Z","lastTrue":"2026-01-01T00:50:00.000000000Z",\
            "samples":0,"min":null,"max":null,"mean":null,"endReason":"CLEARED","devices":["SN-1","SN-2"]}
            ]
            """);
  }

  @Test
  void takesTheDevicesOfWindowsOfSeveral(@TempDir Path temp) throws IOException {
    for (String format : new String[] {"csv", "json"}) {
      Path former = temp.resolve(format);
      for (String each : new String[] {"> 10", "< 8"}) {
        String rule = "kOfDevices(1, fridge.temperature " + each + " for 5m)";
        Files.writeString(former, Telltale.run("windows", db, rule, "--output", format).out());
        assertThat(csv(RULE, "--devices-from", former).out())
            .isEqualTo(HEADER + (each.equals("> 10") ? SECOND : FIRST + SECOND));
      }
    }
  }

  @Test
  void refusesWindowsOfSeveralWithoutThem(@TempDir Path temp) throws IOException {
    Path former = Files.writeString(temp.resolve("f"), "device,devices\n,SN-1\n,\n");
    assertThat(csv(RULE, "--devices-from", former).err())
        .isEqualTo("telltale: " + former + " names no device in row 2\n");
    Files.writeString(former, "device,devices\n,\"\"\"SN-1\"\n");
    assertThat(csv(RULE, "--devices-from", former).err())
        .startsWith("telltale: " + former + " is no CSV");
    Files.writeString(former, "[{\"device\":null,\"devices\":[]}]");
    assertThat(csv(RULE, "--devices-from", former).err())
        .isEqualTo("telltale: " + former + " names no device in row 1\n");
    Files.writeString(former, "[{\"device\":null,\"devices\":[\"SN-1\",5,\"SN-2\"]}]");
    assertThat(csv(RULE, "--devices-from", former).err()).startsWith("telltale: no device '5'");
    Files.writeString(former, "[{\"device\":null,\"devices\":[\"SN-1\",");
    assertThat(csv(RULE, "--devices-from", former).err())
        .startsWith("telltale: " + former + " is no JSON");
  }

  @Test
  void refusesWhatIsNoFormerAnswer(@TempDir Path temp) throws IOException {
    Path former = Files.writeString(temp.resolve("f"), "name,time\nSN-1,0\n");
    assertThat(csv(RULE, "--devices-from", former).err())
        .isEqualTo(
            "telltale: "
                + former
                + " has no column 'device': --output csv and --output json write one\n");
    Files.writeString(former, "time,device\n0,SN-1\n1,\n");
    assertThat(csv(RULE, "--devices-from", former).err())
        .isEqualTo("telltale: " + former + " names no device in row 2\n");
    Files.writeString(former, "[{\"device\":\"SN-1\"},{\"device\":null}]");
    assertThat(csv(RULE, "--devices-from", former).err())
        .isEqualTo("telltale: " + former + " names no device in row 2\n");
    Files.writeString(former, "[{\"device\":\"SN-1\"},{\"dev");
    assertThat(csv(RULE, "--devices-from", former).err())
        .startsWith("telltale: " + former + " is no JSON");
    Files.writeString(former, "device\nSN-9\n");
    assertThat(csv(RULE, "--devices-from", former).err()).startsWith("telltale: no device 'SN-9'");
    assertThat(csv(RULE, "--devices-from", temp.resolve("g")).err()).contains("no such file");
  }

  @Test
  void picksDevicesByAnySelector() {
    assertThat(csv(RULE, "--where", "model != \"KX1\"").out()).isEqualTo(HEADER + FIRST);
    assertThat(csv(RULE, "--where", "model in (\"KX1\", \"RF28\") and not site = \"Kiel\"").out())
        .isEqualTo(HEADER + SECOND);
    assertThat(csv(RULE, "--where", "device = \"SN-1\" or model = \"KX1\"").out())
        .isEqualTo(HEADER + FIRST + SECOND);
  }

  @Test
  void printsWhereAnErrorAroseOnlyWhenAsked() {
    assertThat(csv("pressure > 8").err()).doesNotContain("\tat ");
    assertThat(csv("pressure > 8", "--debug").err()).contains("\tat io.telltale.cli.");
  }

  private static Telltale csv(String rule, Object... more) {
    Object[] arguments = new Object[5 + more.length];
    arguments[0] = "windows";
    arguments[1] = db;
    arguments[2] = rule;
    arguments[3] = "--output";
    arguments[4] = "csv";
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Telltale.run(arguments);
  }
}
