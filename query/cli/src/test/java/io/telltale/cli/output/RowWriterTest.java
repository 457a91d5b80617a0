package io.telltale.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RowWriterTest {
  private static final List<Column> COLUMNS =
      List.of(Column.text("device"), Column.text("time"), Column.number("value"));

  @Test
  void alignsTables() throws IOException {
    assertThat(write(OutputFormat.TABLE))
        .isEqualTo(
            """
            device    time                              value
            --------  ------------------------------  -------
            SN-1      1970-01-01T00:00:00.000000000Z      8.5
            SN,\\n"2"  1970-01-01T00:00:00.000000001Z      NaN
            é         1970-01-01T00:00:00.000000002Z  -100000
            x
            """);
  }

  @Test
  void quotesCsv() throws IOException {
    assertThat(write(OutputFormat.CSV))
        .isEqualTo(
            """
            device,time,value
            SN-1,1970-01-01T00:00:00.000000000Z,8.5
            "SN,
            ""2""\",1970-01-01T00:00:00.000000001Z,NaN
            é,1970-01-01T00:00:00.000000002Z,-100000
            x,,
            """);
  }

  @Test
  void writesOneJsonObjectALine() throws IOException {
    String json = write(OutputFormat.JSON);
    assertThat(json)
        .isEqualTo(
            """
            [
            {"device":"SN-1","time":"1970-01-01T00:00:00.000000000Z","value":8.5},
            {"device":"SN,\\n\\"2\\"","time":"1970-01-01T00:00:00.000000001Z","value":"NaN"},
            {"device":"é","time":"1970-01-01T00:00:00.000000002Z","value":-100000},
            {"device":"x","time":null,"value":null}
            ]
            """);
    parse(json);
  }

  @Test
  void answersWithoutRowsAreWhole() throws IOException {
    for (OutputFormat format : OutputFormat.values()) {
      StringWriter out = new StringWriter();
      RowWriter.open(format, COLUMNS, out).close();
      String expected =
          switch (format) {
            case TABLE -> "device  time  value\n------  ----  -----\n";
            case CSV -> "device,time,value\n";
            case JSON -> "[]\n";
          };
      assertThat(out.toString()).isEqualTo(expected);
    }
  }

  @Test
  void writesMapsAndLongsExactly() throws IOException {
    Map<String, String> attributes = new TreeMap<>(Map.of("model", "RF28", "site", "Kiel, \"N\""));
    List<Column> columns = List.of(Column.text("attributes"), Column.number("count"));
    for (OutputFormat format : OutputFormat.values()) {
      StringWriter out = new StringWriter();
      try (RowWriter rows = RowWriter.open(format, columns, out)) {
        rows.map(attributes);
        rows.number(Long.MIN_VALUE);
        rows.endRow();
      }
      assertThat(out.toString())
          .contains(
              switch (format) {
                case TABLE -> "model=RF28 site=\"Kiel, \\\"N\\\"\"  -9223372036854775808\n";
                case CSV ->
                    "\"model=RF28 site=\"\"Kiel, \\\"\"N\\\"\"\"\"\",-9223372036854775808\n";
                case JSON ->
                    """
                    {"attributes":{"model":"RF28","site":"Kiel, \\"N\\""},"count":-9223372036854775808}
                    """;
              });
    }
  }

  @Test
  void writesListsThatCanBeReadAgain() throws IOException {
    List<String> serials = List.of("SN-1", "SN 2", "a,\"b\\", "é", "#4", "x=y");
    String text = "SN-1 \"SN 2\" \"a,\\\"b\\\\\" é #4 \"x=y\"";
    List<Column> columns = List.of(Column.text("devices"), Column.number("count"));
    for (OutputFormat format : OutputFormat.values()) {
      StringWriter out = new StringWriter();
      try (RowWriter rows = RowWriter.open(format, columns, out)) {
        for (int row = 0; row < 2; row++) {
          rows.list(serials);
          rows.number(row);
          rows.endRow();
        }
      }
      String devices = "{\"devices\":[\"SN-1\",\"SN 2\",\"a,\\\"b\\\\\",\"é\",\"#4\",\"x=y\"]";
      assertThat(out.toString())
          .endsWith(
              switch (format) {
                case TABLE -> text + "      0\n" + text + "      1\n";
                case CSV -> {
                  String cell = '"' + text.replace("\"", "\"\"") + '"';
                  yield "devices,count\n" + cell + ",0\n" + cell + ",1\n";
                }
                case JSON -> "[\n" + devices + ",\"count\":0},\n" + devices + ",\"count\":1}\n]\n";
              });
    }
    assertThat(ListText.parse(text)).isEqualTo(serials);
    assertThat(ListText.parse("")).isEmpty();
  }

  @Test
  void longTablesAreNotHeldBack() throws IOException {
    StringWriter out = new StringWriter();
    try (RowWriter rows = RowWriter.open(OutputFormat.TABLE, List.of(Column.number("n")), out)) {
      for (int i = 0; i <= TableWriter.SAMPLE_ROWS; i++) {
        assertThat(out.toString()).as("row %d", i).hasSize(i < TableWriter.SAMPLE_ROWS ? 0 : 5_010);
        rows.number(i == TableWriter.SAMPLE_ROWS ? 1_234_567 : i + 1_000);
        rows.endRow();
      }
    }
    assertThat(out.toString()).endsWith("1998\n1999\n1234567\n");
  }

  private static String write(OutputFormat format) throws IOException {
    StringWriter out = new StringWriter();
    try (RowWriter rows = RowWriter.open(format, COLUMNS, out)) {
      rows.text("SN-1");
      rows.time(0);
      rows.number(8.5);
      rows.endRow();
      rows.text("SN,\n\"2\"");
      rows.time(1);
      rows.number(Double.NaN);
      rows.endRow();
      rows.text("é");
      rows.time(2);
      rows.number(-100_000L);
      rows.endRow();
      rows.text("x");
      rows.nothing();
      rows.nothing();
      rows.endRow();
    }
    return out.toString();
  }

  private static void parse(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        assertThat(parser.currentToken()).isNotNull();
      }
    }
  }
}
