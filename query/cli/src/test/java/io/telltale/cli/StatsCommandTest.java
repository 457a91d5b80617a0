package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatsCommandTest {
  @TempDir Path temp;

  @Test
  void countsReadingsExactlyAfterDuplicates() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("a.lp"),
            "m,d=x v=1 5\nm,d=x v=2 5\nm,d=x v=3 6\nm,d=y v=1 5\nm,d=y s=\"on\" 9\n");
    Path db = temp.resolve("db");
    assertThat(Telltale.run("import", db, file, "--format", "line", "--device-tag", "d").err())
        .isEmpty();
    Map<String, String> figures = json(Telltale.run("stats", db, "--output", "json"));
    assertThat(figures)
        .containsEntry("/readings", "4")
        .containsEntry("/appended", "5")
        .containsEntry("/devices", "2")
        .containsEntry("/series", "3")
        .containsEntry("/firstTime", "1970-01-01T00:00:00.000000005Z")
        .containsEntry("/lastTime", "1970-01-01T00:00:00.000000009Z")
        .containsEntry("/channels/channel", "m.s")
        .containsEntry("/channels/readings", "1")
        .containsKeys("/segments", "/segmentBytes", "/bytesPerReading")
        .containsKeys("/channels/encodings/encoding", "/channels/encodings/bytesPerReading");
  }

  @Test
  void writesTablesForPeopleAndTidyCsv() throws IOException {
    Path db = FridgeStore.create(temp);
    Telltale table = Telltale.run("stats", db);
    assertThat(table.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(table.out())
        .startsWith("readings  480\nappended  480 (0 replaced by another of the same time)\n")
        .contains("devices   2\nseries    8\nsegments  1 of ")
        .contains("from      2026-01-01T00:00:00.000000000Z\n")
        .contains("to        2026-01-01T00:59:00.000000000Z (59m)\n")
        .containsPattern("fridge\\.temperature +2 +120 ")
        .containsPattern("\n +time +[A-Z]+ +2 +120 ")
        .containsPattern("\n +value +[A-Z]+ +2 +120 ");
    assertThat(Telltale.run("stats", db, "--output", "csv").out())
        .startsWith("channel,column,encoding,figure,value\n,,,readings,480\n,,,appended,480\n")
        .contains("\nfridge.door,,,readings,120\n")
        .containsPattern("\nfridge\\.door,value,[A-Z]+,bytes,[0-9]+\n");
  }

  @Test
  void anEmptyStoreHasNoTimes() throws IOException {
    Path db = temp.resolve("db");
    Path empty = Files.createFile(temp.resolve("empty.lp"));
    assertThat(Telltale.run("import", db, empty, "--format", "line").exitCode())
        .isEqualTo(ExitCode.DONE);
    assertThat(json(Telltale.run("stats", db, "--output", "json")))
        .containsEntry("/readings", "0")
        .containsEntry("/firstTime", "null")
        .containsEntry("/bytesPerReading", "null");
    assertThat(Telltale.run("stats", db).out()).startsWith("readings  0\n").doesNotContain("from");
  }

  /** Every scalar by its path, the last of those in arrays. */
  private static Map<String, String> json(Telltale run) throws IOException {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    Map<String, String> scalars = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(run.out())) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL;
          scalars.put(path.replaceAll("/[0-9]+", ""), isNull ? "null" : parser.getText());
        }
      }
    }
    return scalars;
  }
}
