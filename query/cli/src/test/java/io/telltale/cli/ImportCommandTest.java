package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {
  @TempDir Path temp;

  @Test
  void importsSeveralFilesPlainAndGzip() throws IOException {
    Path plain = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 1\nm,d=x v=2 2\n");
    Path packed = temp.resolve("b.lp.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("# nothing\nm,d=y v=3 3\n".getBytes(StandardCharsets.UTF_8));
    }
    Telltale run =
        line(temp.resolve("new/db"), plain, packed, "--device-tag", "d", "--output", "csv");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .isEqualTo("file,lines,readings,refused\n" + plain + ",2,2,0\n" + packed + ",2,1,0\n");
    assertThat(latest(temp.resolve("new/db"), "m.v"))
        .isEqualTo(
            "device,time,value\n"
                + "x,1970-01-01T00:00:00.000000002Z,2\n"
                + "y,1970-01-01T00:00:00.000000003Z,3\n");
  }

  @Test
  void namesTheFileThatIsCutShort() throws IOException {
    Path plain = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 1\n");
    Path packed = temp.resolve("b.lp.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("m,d=y v=3 3\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(packed, Arrays.copyOf(Files.readAllBytes(packed), 20));
    Path db = temp.resolve("db");
    Telltale run = line(db, plain, packed, "--device-tag", "d");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("cannot import b.lp.gz: ").contains("end of ZLIB");
    assertThat(latest(db, "m.v")).contains("x,");
  }

  @Test
  void addsToAStoreThatIsThere() throws IOException {
    Path first = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 1\n");
    Path second = Files.writeString(temp.resolve("b.lp"), "m,d=x v=5 1\nm,d=x v=7 7\n");
    Path db = temp.resolve("db");
    assertThat(line(db, first, "--device-tag", "d").exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(line(db, second, "--device-tag", "d").exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(Telltale.run("range", db, "m.v", "--device", "x", "--output", "csv").out())
        .isEqualTo(
            "time,value\n1970-01-01T00:00:00.000000001Z,5\n1970-01-01T00:00:00.000000007Z,7\n");
  }

  @Test
  void reportsRefusedLinesAndKeepsTheOthers() throws IOException {
    StringBuilder lines = new StringBuilder("m,d=x v=1 1\n");
    for (int i = 0; i < 1_030; i++) {
      lines.append("m,d=x v= 2\n");
    }
    Path file = Files.writeString(temp.resolve("bad.lp"), lines.append("m,d=x v=3 3\n"));
    Path db = temp.resolve("db");
    Telltale run = line(db, file, "--device-tag", "d", "--output", "json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out()).contains("\"lines\":1032,\"readings\":2,\"refused\":1030}");
    assertThat(run.err().lines().toList())
        .hasSize(1_001)
        .allSatisfy(shown -> assertThat(shown).contains("refused"))
        .startsWith(run.err().lines().findFirst().orElseThrow())
        .endsWith("1,030 lines refused; the first 1000 are shown, --refused FILE has all");
    assertThat(run.err()).startsWith(file + ":2:");
    assertThat(latest(db, "m.v")).contains("000000003Z,3");

    Path all = temp.resolve("refused.lp");
    Telltale again = line(db, file, "--device-tag", "d", "--refused", all);
    assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err()).hasLineCount(11).endsWith("1,030 lines refused; " + all + " has all\n");
    assertThat(all).content().startsWith("#refused: line 2, column ");
    assertThat(Files.readAllLines(all)).hasSize(2 * 1_030).endsWith("m,d=x v= 2");
    Telltale third = line(db, file, "--device-tag", "d", "--refused", all);
    assertThat(third.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(third.err()).contains("--refused makes a new file", all.toString());

    Files.writeString(all, Files.readString(all).replace("v= 2", "v=2 2"));
    assertThat(line(db, all, "--device-tag", "d").exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(Telltale.run("range", db, "m.v", "--device", "x", "--output", "csv").out())
        .isEqualTo(
            "time,value\n"
                + "1970-01-01T00:00:00.000000001Z,1\n"
                + "1970-01-01T00:00:00.000000002Z,2\n"
                + "1970-01-01T00:00:00.000000003Z,3\n");
  }

  @Test
  void readsPrecisionDefaultTimeAndTheWholeTagSet() throws IOException {
    Path file = Files.writeString(temp.resolve("a.lp"), "m,b=2,a=1 v=1 5\nm,b=2,a=1 v=2\n");
    Path db = temp.resolve("db");
    Telltale run = line(db, file, "--precision", "ms", "--default-time", "7000000");
    assertThat(run.err()).isEmpty();
    assertThat(latest(db, "m.v"))
        .isEqualTo("device,time,value\n\"a=1,b=2\",1970-01-01T00:00:00.007000000Z,2\n");
  }

  @Test
  void declaresAChannelOfLineProtocol() throws IOException {
    Path file = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1i 1\n");
    Path db = temp.resolve("db");
    Telltale run =
        line(
            db,
            file,
            "--channel",
            "m.v",
            "--kind",
            "long",
            "--unit",
            "W",
            "--period",
            "10s",
            "--stale-after",
            "1m30s");
    assertThat(run.err()).isEmpty();
    assertThat(Telltale.run("channels", db, "--output", "csv").out())
        .isEqualTo("name,kind,unit,period,staleAfter\nm.v,long,W,10s,1m30s\n");
  }

  @Test
  void importsCsvWithAColumnAChannel() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("a.csv"),
            "when,serial,celsius,open\n31.01.2026 12:00,SN-1,4.5,1\n31.01.2026 12:01,SN-1,,0\n");
    Path db = temp.resolve("db");
    Telltale run =
        Telltale.run(
            "import",
            db,
            file,
            "--format",
            "csv",
            "--time-column",
            "when",
            "--time-format",
            "dd.MM.yyyy HH:mm",
            "--zone",
            "Europe/Berlin",
            "--device-column",
            "serial",
            "--period",
            "1m");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(latest(db, "celsius")).contains("SN-1,2026-01-31T11:00:00.000000000Z,4.5");
    assertThat(latest(db, "open")).contains("SN-1,2026-01-31T11:01:00.000000000Z,0");
  }

  @Test
  void importsCsvWithAChannelColumnAndCsvOfOneDevice() throws IOException {
    Path tall = Files.writeString(temp.resolve("a.csv"), "t,d,c,v\n1,x,on,true\n2,x,on,false\n");
    Path db = temp.resolve("db");
    Telltale run =
        Telltale.run(
            "import",
            db,
            tall,
            "--format",
            "csv",
            "--time-column",
            "t",
            "--time-format",
            "s",
            "--device-column",
            "d",
            "--channel-column",
            "c",
            "--value-column",
            "v",
            "--kind",
            "boolean");
    assertThat(run.err()).isEmpty();
    assertThat(latest(db, "on")).contains("x,1970-01-01T00:00:02.000000000Z,false");

    Path one = Files.writeString(temp.resolve("b.csv"), "t,v\n1,E1\n2,x\n");
    Telltale state =
        Telltale.run(
            "import",
            db,
            one,
            "--format",
            "csv",
            "--time-column",
            "t",
            "--time-format",
            "s",
            "--device",
            "y",
            "--value-column",
            "v",
            "--channel",
            "fault",
            "--kind",
            "state");
    assertThat(state.err()).isEmpty();
    assertThat(latest(db, "fault")).contains("y,1970-01-01T00:00:02.000000000Z,x");
  }

  @Test
  void readsStandardInput() {
    Path db = temp.resolve("db");
    InputStream before = System.in;
    Telltale run;
    try {
      System.setIn(new ByteArrayInputStream("m,d=x v=1 1\nm v\n".getBytes(StandardCharsets.UTF_8)));
      run = line(db, "-", "--device-tag", "d", "--output", "csv");
    } finally {
      System.setIn(before);
    }
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).startsWith("-:2:");
    assertThat(run.out()).isEqualTo("file,lines,readings,refused\n-,2,1,1\n");
    assertThat(latest(db, "m.v")).endsWith("x,1970-01-01T00:00:00.000000001Z,1\n");
  }

  @Test
  void declaresColumnsByAMappingFile() throws IOException {
    Path mapping =
        Files.writeString(
            temp.resolve("columns.csv"),
            "column,channel,kind,unit,period\nT1,kitchen,double,°C,10m\nlights,,long,Wh,\n");
    Path file =
        Files.writeString(
            temp.resolve("a.csv"),
            "\"date\",\"T1\",\"lights\",\"T2\"\n"
                + "\"1\",2026-01-01 00:00:00,19.5,30,7\n\"2\",2026-01-01 00:10:00,NA,40,8\n");
    Path db = temp.resolve("db");
    Telltale run =
        csv(db, file, "--device", "house", "--time-column", "date", "--time-format")
            .with("yyyy-MM-dd HH:mm:ss", "--zone", "UTC", "--mapping", mapping)
            .with("--missing", "NA", "--row-names")
            .run();
    assertThat(run.err()).isEmpty();
    assertThat(Telltale.run("channels", db, "--output", "csv").out())
        .isEqualTo("name,kind,unit,period,staleAfter\nkitchen,double,°C,10m,\nlights,long,Wh,,\n");
    assertThat(latest(db, "kitchen")).contains("house,2026-01-01T00:00:00.000000000Z,19.5");
    assertThat(latest(db, "lights")).contains("house,2026-01-01T00:10:00.000000000Z,40");
  }

  @Test
  void refusesTimesOfBadClocks() throws IOException {
    Path file =
        Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 5\nm,d=x v=2 100\nm,d=y v=3 200\n");
    Path fixed = temp.resolve("fixed");
    Telltale between = line(fixed, file, "--not-before", "6", "--not-after", "100");
    assertThat(between.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(between.err()).startsWith(file + ":1:").contains(file + ":3:", "2 lines refused");
    assertThat(latest(fixed, "m.v")).endsWith("100Z,2\n");

    Path ahead = temp.resolve("ahead");
    Telltale clock = line(ahead, file, "--max-ahead", "50ns", "--clock", "60");
    assertThat(clock.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(clock.err()).startsWith(file + ":3:").contains("1 line refused");

    Path own = temp.resolve("own");
    assertThat(line(own, file, "--max-ahead", "1h").exitCode()).isEqualTo(ExitCode.DONE);
    assertUsage("--max-ahead", line(own, file, "--clock", "60"));
    assertUsage("--not-after", line(own, file, "--not-after", "60", "--max-ahead", "1h"));
    assertUsage("--not-before", line(own, file, "--not-after", "60", "--not-before", "61"));
  }

  @Test
  void refusesOptionsThatDoNotFitBeforeAStoreIsMade() throws IOException {
    Path file = Files.writeString(temp.resolve("a"), "m,d=x v=1 1\n");
    Path db = temp.resolve("db");
    assertUsage(
        "--format csv", Telltale.run("import", db, file, "--format", "line", "--zone", "UTC"));
    assertUsage(
        "--format line", Telltale.run("import", db, file, "--format", "csv", "--precision", "s"));
    assertUsage(
        "--device", Telltale.run("import", db, file, "--format", "csv", "--time-column", "t"));
    assertUsage("--channel", Telltale.run("import", db, file, "--format", "line", "--unit", "W"));
    assertUsage(
        "not a zone", Telltale.run("import", db, file, "--format", "csv", "--zone", "Kiel"));
    assertUsage("--format", Telltale.run("import", db, file));
    assertUsage("FILE", Telltale.run("import", db, "--format", "line"));
    assertUsage("cannot read file", line(db, temp.resolve("absent")));
    assertUsage("cannot read file", line(db, temp));
    assertThat(db).doesNotExist();
  }

  private static void assertUsage(String reason, Telltale run) {
    assertThat(run.err()).startsWith("telltale: ").contains(reason);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
  }

  private static Telltale line(Path db, Object... more) {
    Object[] arguments = new Object[4 + more.length];
    arguments[0] = "import";
    arguments[1] = db;
    arguments[2] = "--format";
    arguments[3] = "line";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Telltale.run(arguments);
  }

  /** A CSV import whose arguments do not fit into one line. */
  private record Csv(List<Object> arguments) {
    Csv with(Object... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    Telltale run() {
      return Telltale.run(arguments.toArray());
    }
  }

  private static Csv csv(Path db, Object... more) {
    return new Csv(new ArrayList<>(List.of("import", db, "--format", "csv"))).with(more);
  }

  private static String latest(Path db, String channel) {
    return Telltale.run("latest", db, channel, "--output", "csv").out();
  }
}
