package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices, channels, latest, range and buckets. */
final class ReadCommandsTest {
  private static Path db;

  @BeforeAll
  static void create(@TempDir Path temp) throws IOException {
    db = FridgeStore.create(temp);
  }

  @Test
  void listsDevices() {
    assertAnswer(
        """
        serial  attributes
        ------  --------------------
        SN-1    model=RF28 site=Kiel
        SN-2    model=KX1
        """,
        "devices",
        db);
    assertAnswer(
        """
        [
        {"serial":"SN-1","attributes":{"model":"RF28","site":"Kiel"}},
        {"serial":"SN-2","attributes":{"model":"KX1"}}
        ]
        """,
        "devices",
        db,
        "--output",
        "json");
  }

  @Test
  void listsChannels() {
    assertAnswer(
        """
        name,kind,unit,period,staleAfter
        fridge.temperature,double,,,
        fridge.energy,long,,,
        fridge.door,boolean,,,
        fridge.fault,state,,,
        """,
        "channels",
        db,
        "--output",
        "csv");
  }

  @Test
  void showsTheLatestReadings() {
    assertAnswer(
        """
        device  time                            value
        ------  ------------------------------  -----
        SN-1    2026-01-01T00:59:00.000000000Z   4.25
        SN-2    2026-01-01T00:59:00.000000000Z  10.59
        """,
        "latest",
        db,
        "fridge.temperature");
    assertAnswer(
        """
        [
        {"device":"SN-2","time":"2026-01-01T00:59:00.000000000Z","value":9007199254741052}
        ]
        """,
        "latest",
        db,
        "fridge.energy",
        "--where",
        "model = \"KX1\"",
        "--output",
        "json");
  }

  @ParameterizedTest
  @CsvSource({
    "fridge.temperature, 4.25, 9.5",
    "fridge.energy, 9007199254741002, 9007199254741003",
    "fridge.door, false, false",
    "fridge.fault, none, none",
  })
  void showsARangeOfEachKind(String channel, String ninth, String tenth) {
    assertAnswer(
        "time,value\n"
            + ("2026-01-01T00:09:00.000000000Z," + ninth + "\n")
            + ("2026-01-01T00:10:00.000000000Z," + tenth + "\n"),
        "range",
        db,
        channel,
        "--device",
        "SN-1",
        "--from",
        "2026-01-01T00:09:00Z",
        "--to",
        FridgeStore.START_NS + 11 * FridgeStore.MINUTE_NS,
        "--output",
        "csv");
  }

  @Test
  void writesBooleansAndStatesAsJson() {
    String from = "2026-01-01T00:05:00Z";
    String to = "2026-01-01T00:06:00Z";
    assertThat(range("fridge.door", from, to)).contains("\"value\":true}");
    assertThat(range("fridge.fault", from, to)).contains("\"value\":\"none\"}");
  }

  @Test
  void showsAllTimeByDefault() {
    Telltale all =
        Telltale.run("range", db, "fridge.energy", "--device", "SN-2", "--output", "csv");
    assertThat(all.out().lines()).hasSize(61);
  }

  @Test
  void sumsUpBuckets() {
    assertAnswer(
        """
        device,start,count,min,max,mean,sum,first,last
        SN-1,2026-01-01T00:00:00.000000000Z,30,4.25,9.5,7.75,232.5,4.25,9.5
        SN-1,2026-01-01T00:30:00.000000000Z,30,4.25,4.25,4.25,127.5,4.25,4.25
        """,
        "buckets",
        db,
        "fridge.temperature",
        "--span",
        "30m",
        "--device",
        "SN-1",
        "--output",
        "csv");
  }

  @Test
  void bucketsAreThoseOfACalendar() {
    // In Kathmandu, 5:45 ahead of UTC, hours start at a quarter past.
    for (String span : new String[] {"hour", "1h"}) {
      assertAnswer(
          """
          device,start,count,min,max,mean,sum,first,last
          SN-1,2025-12-31T23:15:00.000000000Z,15,4.25,9.5,6,90,4.25,9.5
          SN-1,2026-01-01T00:15:00.000000000Z,45,4.25,9.5,6,270,9.5,4.25
          """,
          "buckets",
          db,
          "fridge.temperature",
          "--span",
          span,
          "--zone",
          "Asia/Kathmandu",
          "--where",
          "model = \"RF28\"",
          "--output",
          "csv");
    }
    Telltale week =
        Telltale.run("buckets", db, "fridge.energy", "--span", "week", "--device", "SN-1");
    assertThat(week.out()).contains("2025-12-29T00:00:00.000000000Z");
    Telltale odd =
        Telltale.run("buckets", db, "fridge.door", "--span", "2h", "--zone", "Europe/Berlin");
    assertThat(odd.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(odd.err()).contains("--zone goes with --span hour, day, week or month");
  }

  @Test
  void rangesAreOfSeveralDevicesByAttribute() {
    String to = "2026-01-01T00:02:00Z";
    assertAnswer(
        """
        device,time,value
        SN-2,2026-01-01T00:00:00.000000000Z,5
        SN-2,2026-01-01T00:01:00.000000000Z,5
        """,
        "range",
        db,
        "fridge.temperature",
        "--where",
        "model = \"KX1\"",
        "--to",
        to,
        "--output",
        "csv");
    Telltale both =
        Telltale.run(
            "range", db, "fridge.door", "--device", "SN-2", "--device", "SN-1", "--to", to);
    assertThat(both.out().lines().skip(2).map(line -> line.substring(0, 4)))
        .containsExactly("SN-1", "SN-1", "SN-2", "SN-2");
    Telltale none = Telltale.run("range", db, "fridge.door");
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("--device=SERIAL", "--where=CONDITION");
  }

  @Test
  void bucketsOfLongsAreExactAndThoseOfStatesHaveNoOrder() {
    assertThat(buckets("fridge.energy"))
        .startsWith("SN-1,2026-01-01T00:00:00.000000000Z,60,9007199254740993,9007199254741052,")
        .endsWith(",9007199254740993,9007199254741052");
    assertThat(buckets("fridge.fault"))
        .isEqualTo("SN-1,2026-01-01T00:00:00.000000000Z,60,,,,,none,E42");
    assertThat(buckets("fridge.door"))
        .isEqualTo("SN-1,2026-01-01T00:00:00.000000000Z,60,false,true,0.05,3,false,false");
  }

  @Test
  void namesWhatThereIsWhenANameIsUnknown() {
    Telltale channel = Telltale.run("latest", db, "temperature");
    assertThat(channel.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(channel.err())
        .isEqualTo(
            "telltale: no channel 'temperature' in "
                + db
                + "; it has fridge.temperature, fridge.energy, fridge.door, fridge.fault\n");
    Telltale device = Telltale.run("range", db, "fridge.door", "--device", "SN-3");
    assertThat(device.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(device.err()).startsWith("telltale: no device 'SN-3' in ").contains("lists all 2");
  }

  @ParameterizedTest
  @CsvSource({
    "--from, yesterday, is not a time",
    "--to, 2026-01-01T00:00:00, has no zone",
    "--span, 5, is not a duration",
    "--span, fortnight, 'or hour, day, week or month'",
    "--zone, Atlantis, no zone 'Atlantis'",
    "--span, 0s, --span must be above 0",
    "--output, xml, xml",
  })
  void refusesArgumentsThatMakeNoSense(String option, String value, String reason) {
    Telltale refused =
        option.equals("--span")
            ? Telltale.run("buckets", db, "fridge.door", option, value)
            : Telltale.run("buckets", db, "fridge.door", "--span", "1h", option, value);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("telltale: ").contains(reason).contains("--help");
  }

  @Test
  void refusesRangesThatEndBeforeTheyStart() {
    Telltale refused =
        Telltale.run(
            "range",
            db,
            "fridge.door",
            "--device",
            "SN-1",
            "--from",
            "2026-01-02",
            "--to",
            "2026-01-02");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--from must be before --to");
  }

  private static String range(String channel, String from, String to) {
    return Telltale.run(
            "range",
            db,
            channel,
            "--device",
            "SN-1",
            "--from",
            from,
            "--to",
            to,
            "--output",
            "json")
        .out();
  }

  private static String buckets(String channel) {
    Telltale buckets =
        Telltale.run("buckets", db, channel, "--span", "1h", "--device", "SN-1", "--output", "csv");
    return buckets.out().lines().skip(1).collect(Collectors.joining("\n"));
  }

  private static void assertAnswer(String out, Object... arguments) {
    Telltale run = Telltale.run(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(out);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
  }
}
