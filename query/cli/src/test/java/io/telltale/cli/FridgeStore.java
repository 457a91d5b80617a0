package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small store, imported by the command line itself: two fridges, one reading a minute from
 * 2026-01-01T00:00Z, every kind of channel.
 */
final class FridgeStore {
  static final long START_NS = 1_767_225_600_000_000_000L;
  static final long MINUTE_NS = 60_000_000_000L;

  private FridgeStore() {}

  /** SN-1 is above 8 degrees from minute 10 to 29, SN-2 from minute 50 on; SN-2 is of model KX1. */
  static Path create(Path temp) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int minute = 0; minute < 60; minute++) {
      double first = minute >= 10 && minute < 30 ? 9.5 : 4.25;
      double second = minute >= 50 ? 10 + minute / 100.0 : 5;
      line(lines, "SN-1,model=RF28,site=Kiel", first, minute);
      line(lines, "SN-2,model=KX1", second, minute);
    }
    Path file = Files.writeString(temp.resolve("fridges.lp"), lines);
    Path db = temp.resolve("db");
    Telltale imported =
        Telltale.run("import", db, file, "--format", "line", "--device-tag", "serial");
    assertThat(imported.err()).isEmpty();
    assertThat(imported.exitCode()).isEqualTo(ExitCode.DONE);
    return db;
  }

  private static void line(StringBuilder lines, String tags, double celsius, int minute) {
    lines
        .append("fridge,serial=")
        .append(tags)
        .append(" temperature=")
        .append(celsius)
        .append(",energy=")
        .append(9_007_199_254_740_993L + minute)
        .append("i,door=")
        .append(minute % 20 == 5)
        .append(",fault=\"")
        .append(minute < 30 ? "none" : "E42")
        .append("\" ")
        .append(START_NS + minute * MINUTE_NS)
        .append('\n');
  }
}
