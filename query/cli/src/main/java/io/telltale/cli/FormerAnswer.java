package io.telltale.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.telltale.cli.output.ListText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The devices that an answer of this program names: CSV or JSON with a column {@code device}, or
 * {@code serial} as {@code telltale devices} has it, and {@code devices} where a row is of several.
 */
final class FormerAnswer {
  private static final String DEVICE = "device";
  private static final String SERIAL = "serial";
  private static final String DEVICES = "devices";
  private static final String STANDARD_INPUT = "-";
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final CSVFormat CSV =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private final Path file;
  private final Set<String> serials = new LinkedHashSet<>();
  private long rows;

  private FormerAnswer(Path file) {
    this.file = file;
  }

  /** Reads the serial numbers, each once. */
  static Set<String> serials(Path file) throws IOException {
    FormerAnswer answer = new FormerAnswer(file);
    if (file.toString().equals(STANDARD_INPUT)) {
      answer.read(System.in);
    } else {
      try (InputStream in = Files.newInputStream(file)) {
        answer.read(in);
      }
    }
    return answer.serials;
  }

  private void read(InputStream in) throws IOException {
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int first;
    do {
      text.mark(1);
      first = text.read();
    } while (first == BYTE_ORDER_MARK || Character.isWhitespace(first));
    text.reset();
    try {
      if (first == '[') {
        readJson(text);
      } else {
        readCsv(text);
      }
    } catch (JsonParseException e) {
      throw failure("is no JSON: " + e.getOriginalMessage());
    }
  }

  private void readCsv(Reader text) throws IOException {
    CSVParser csv = CSVParser.parse(text, CSV);
    String column = csv.getHeaderMap().containsKey(DEVICE) ? DEVICE : SERIAL;
    if (!csv.getHeaderMap().containsKey(column)) {
      throw failure("has no column 'device': --output csv and --output json write one");
    }
    try {
      for (CSVRecord row : csv) {
        String device = row.isSet(column) ? row.get(column) : "";
        boolean several = device.isEmpty() && row.isSet(DEVICES);
        add(several ? ListText.parse(row.get(DEVICES)) : List.of(device));
      }
    } catch (UncheckedIOException e) {
      throw failure("is no CSV: " + e.getCause().getMessage());
    }
  }

  private void readJson(Reader text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        List<String> devices = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          boolean isDevice = name.equals(DEVICE) || name.equals(SERIAL);
          JsonToken value = json.nextToken();
          if (value == JsonToken.VALUE_STRING && isDevice) {
            devices.add(json.getText());
          } else if (value == JsonToken.START_ARRAY && name.equals(DEVICES)) {
            addAll(json, devices);
          } else {
            json.skipChildren();
          }
        }
        add(devices);
      }
    }
  }

  private static void addAll(JsonParser json, List<String> devices) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      devices.add(json.getText());
    }
  }

  private void add(List<String> ofRow) {
    rows++;
    if (ofRow.isEmpty() || ofRow.contains("")) {
      throw failure("names no device in row " + rows);
    }
    serials.addAll(ofRow);
  }

  private CommandFailure failure(String what) {
    String name = file.toString().equals(STANDARD_INPUT) ? "standard input" : file.toString();
    return new CommandFailure(ExitCode.USAGE, name + " " + what);
  }
}
