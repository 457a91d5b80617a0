package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code parse} against the inputs on which three parsers of line protocol agree: {@code
 * lineprotocol-dev.zip}, in the folder that the system property {@code telltale.data} names.
 * Skipped without it.
 */
final class LineProtocolSuiteTest {
  private static final String FOLDER = "telltale.data";
  private static final JsonFactory JSON = new JsonFactory();

  @TempDir Path temp;

  @Test
  void agreesWithEveryCaseThatIsAgreedOn() throws IOException {
    String folder = System.getProperty(FOLDER);
    assumeTrue(folder != null && !folder.isEmpty(), "no -D" + FOLDER);
    Path zip = Path.of(folder, "lineprotocol-dev.zip");
    assumeTrue(Files.isReadable(zip), () -> "no " + zip);
    List<String> different = new ArrayList<>();
    int cases = 0;
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (String name : List.of("lp-core-dev.jsonl", "lp-fuzz-dev.jsonl")) {
        byte[] lines = file.getInputStream(file.getEntry(name)).readAllBytes();
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n")) {
          Map<String, Object> example = object(line);
          cases++;
          if (!answer(example).equals(wanted(example))) {
            different.add(example.get("id") + ": " + answer(example) + ", not " + wanted(example));
          }
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(cases).isGreaterThan(2_000);
  }

  /** What the program makes of an input, in the words of {@link #wanted}. */
  private String answer(Map<String, Object> example) throws IOException {
    Object text = example.get("text");
    byte[] input =
        text != null
            ? text.toString().getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(example.get("base64").toString());
    Path file = Files.write(temp.resolve("case"), input);
    Telltale run =
        Telltale.run(
            "parse",
            file,
            "--format",
            "line",
            "--precision",
            example.get("precision"),
            "--default-time",
            example.get("default_time_ns"));
    List<String> points = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      Map<String, Object> point = object(line);
      if (point.containsKey("error")) {
        continue;
      }
      List<String> fields = new ArrayList<>();
      for (Object each : list(point.get("fields"))) {
        Map<String, Object> field = map(each);
        fields.add(field(field.get("key"), field.get("type"), field.get("value")));
      }
      points.add(
          point(point.get("measurement"), map(point.get("tags")), fields, point.get("time")));
    }
    return points + (run.exitCode() == ExitCode.REFUSED ? " and refused lines" : "");
  }

  private static String wanted(Map<String, Object> example) {
    Map<String, Object> expected = map(example.get("expect"));
    List<String> points = new ArrayList<>();
    for (Object each : list(expected.get("points"))) {
      Map<String, Object> point = map(each);
      Map<String, Object> tags = new LinkedHashMap<>();
      for (Object tag : list(point.get("tags"))) {
        tags.put(list(tag).get(0).toString(), list(tag).get(1));
      }
      List<String> fields = new ArrayList<>();
      for (Object eachField : list(point.get("fields"))) {
        Map<String, Object> field = map(eachField);
        String type =
            Map.of("f", "double", "i", "long", "u", "ulong", "b", "boolean", "s", "string")
                .get(field.get("t").toString());
        fields.add(field(field.get("k"), type, field.get("v")));
      }
      points.add(point(point.get("m"), tags, fields, point.get("time")));
    }
    return points + (Boolean.TRUE.equals(expected.get("error")) ? " and refused lines" : "");
  }

  private static String point(
      Object measurement, Map<String, Object> tags, List<String> fields, Object time) {
    return measurement + " " + new TreeMap<>(tags) + " " + fields + " " + time;
  }

  /** Doubles are compared as such: their texts may differ in where the exponent starts. */
  private static String field(Object key, Object type, Object value) {
    Object comparable =
        type.equals("double")
            ? Long.toHexString(Double.doubleToRawLongBits(Double.parseDouble(value.toString())))
            : value;
    return key + "=" + type + ":" + comparable;
  }

  private static Map<String, Object> object(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return map(value(json));
    }
  }

  private static Object value(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT:
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          object.put(name, value(json));
        }
        return object;
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        return list;
      case VALUE_TRUE:
      case VALUE_FALSE:
        return json.getBooleanValue();
      default:
        return json.getText();
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
