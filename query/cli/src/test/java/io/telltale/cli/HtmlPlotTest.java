package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.telltale.cli.output.TimeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the page: the readings and windows that the queries return, and all it needs. */
final class HtmlPlotTest {
  private static final int READINGS = 5_000;

  @TempDir Path temp;

  @Test
  void theBandsAreTheWindowsOfTheQuery() throws IOException {
    Path db = FridgeStore.create(temp);
    String rule = "fridge.temperature > 8 for 5m";
    for (String device : new String[] {"SN-1", "SN-2"}) {
      String page = plot(db, "fridge.temperature", device, "--rule", rule);
      Telltale windows = Telltale.run("windows", db, rule, "--device", device, "--output", "json");
      List<Map<String, String>> wanted = objects(windows.out());
      List<Map<String, String>> drawn = objects(array(json(page), "windows"));
      assertThat(drawn).hasSameSizeAs(wanted).isNotEmpty();
      for (int i = 0; i < drawn.size(); i++) {
        Map<String, String> band = drawn.get(i);
        Map<String, String> window = wanted.get(i);
        assertThat(text(band.get("startNs"))).isEqualTo(window.get("start"));
        assertThat(text(band.get("endNs"))).isEqualTo(window.get("end"));
        for (String field : new String[] {"endReason", "samples", "min", "max", "mean"}) {
          assertThat(band.get(field)).as(field).isEqualTo(window.get(field));
        }
      }
    }
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    String page = plot(FridgeStore.create(temp), "fridge.temperature", "SN-1");
    assertThat(page)
        .doesNotContain("src=", "href=", "@import", "url(", "<!--telltale:", "<link")
        .contains("default-src 'none'", "uPlot (v1.6.32)", "Leon Sorokin, MIT License");
    assertThat(json(page)).contains("\"rule\":null", "\"windows\":[]");
  }

  @Test
  void namesCannotBreakOutOfTheirPlace() throws IOException {
    Path csv = temp.resolve("a.csv");
    Files.writeString(csv, "time,device,t\n1,</script><b>&,5\n2,</script><b>&,6\n");
    Path db = imported(csv);
    String page = plot(db, "t", "</script><b>&");
    assertThat(page).contains("<h1>t of &lt;/script&gt;&lt;b&gt;&amp;</h1>").doesNotContain("<b>");
    assertThat(json(page)).contains("\"device\":\"\\u003c/script>\\u003cb>&\"");
  }

  @ParameterizedTest
  @CsvSource({
    "regular, two decimals, step, u16",
    "dropped, few values, u8, u8",
    "gaps, integers, u32, u32",
    "centuries, floats, f64, f32",
    "dropped, any, u8, f64",
  })
  void theReadingsAreThoseOfTheStore(String clock, String signal, String times, String values)
      throws IOException {
    long seed = 700;
    Random random = new Random(seed);
    List<Long> wantedTimes = new ArrayList<>();
    List<Double> wantedValues = new ArrayList<>();
    StringBuilder csv = new StringBuilder("time,device,t\n");
    long timeNs = -9_000_000_000_000L;
    for (int i = 0; i < READINGS; i++) {
      double value = i % 1_000 == 17 ? Double.NaN : value(signal, random);
      csv.append(timeNs).append(",A,").append(value).append('\n');
      wantedTimes.add(timeNs);
      wantedValues.add(value);
      timeNs += stepNs(clock, i, random);
    }
    Path file = Files.writeString(temp.resolve("a.csv"), csv);
    String page = plot(imported(file), "t", "A");
    String json = json(page);
    assertThat(json).contains("\"readings\":" + READINGS, "\"thinnedFrom\":null");
    Map<String, String> timesOf = objects("[" + object(json, "times") + "]").get(0);
    Map<String, String> valuesOf = objects("[" + object(json, "values") + "]").get(0);
    assertThat(timesOf).containsEntry("type", times);
    assertThat(valuesOf).containsEntry("type", values);
    // Sums beyond 2^53 units are rounded by a browser; within 292 years that is some 1 us a
    // reading.
    long within = times.equals("f64") ? 1_024 : 0;
    List<Long> storedTimes = times(timesOf, script(page, "times"));
    for (int i = 0; i < READINGS; i++) {
      assertThat(storedTimes.get(i))
          .as("seed %s, time %s", seed, i)
          .isCloseTo(wantedTimes.get(i), Offset.offset(within * i));
    }
    assertThat(values(valuesOf, script(page, "values")))
        .as("seed %s", seed)
        .isEqualTo(wantedValues);
  }

  private static double value(String signal, Random random) {
    return switch (signal) {
      case "two decimals" -> random.nextInt(-20_000, 20_000) / 100.0;
      case "few values" -> random.nextInt(200) + 1_000_000;
      case "integers" -> random.nextInt();
      case "floats" -> random.nextFloat() / 3;
      default -> random.nextDouble();
    };
  }

  private static long stepNs(String clock, int reading, Random random) {
    return switch (clock) {
      case "regular" -> 1_000_000_000L;
      case "dropped" -> 60_000_000_000L * (1 + random.nextInt(3));
      case "gaps" -> 1 + random.nextInt(1_000_000_000);
      // Two neighbours may be further apart than 63 bits of nanoseconds.
      default -> reading == 10 ? 5_000_000_000_000_000_000L : 1 + random.nextInt(1_000);
    };
  }

  /** As the script in the page does it. */
  private static List<Long> times(Map<String, String> how, ByteBuffer stored) {
    List<Long> times = new ArrayList<>();
    long unitNs = Long.parseLong(how.get("unitNs"));
    double units = 0;
    for (int i = 0; i < READINGS; i++) {
      units = how.get("type").equals("step") ? i : units + number(how.get("type"), stored);
      times.add(Long.parseLong(how.get("baseNs")) + (long) units * unitNs);
    }
    assertThat(stored.hasRemaining()).isFalse();
    return times;
  }

  private static List<Double> values(Map<String, String> how, ByteBuffer stored) {
    String type = how.get("type");
    double divisor = Math.pow(10, Integer.parseInt(how.get("decimals")));
    long offset = Long.parseLong(how.get("offset"));
    List<Double> values = new ArrayList<>();
    while (stored.hasRemaining()) {
      double number = number(type, stored);
      boolean none = type.startsWith("u") && number == Math.pow(2, bits(type)) - 1;
      boolean whole = type.startsWith("u");
      values.add(none ? Double.NaN : whole ? (number + offset) / divisor : number);
    }
    return values;
  }

  private static int bits(String type) {
    return Integer.parseInt(type.substring(1));
  }

  private static double number(String type, ByteBuffer stored) {
    return switch (type) {
      case "u8" -> Byte.toUnsignedInt(stored.get());
      case "u16" -> Short.toUnsignedInt(stored.getShort());
      case "u32" -> Integer.toUnsignedLong(stored.getInt());
      case "f32" -> stored.getFloat();
      default -> stored.getDouble();
    };
  }

  private Path imported(Path csv) {
    Path db = temp.resolve("made");
    Telltale run =
        Telltale.run(
            "import",
            db,
            csv,
            "--format",
            "csv",
            "--device-column",
            "device",
            "--time-column",
            "time",
            "--time-format",
            "ns");
    assertThat(run.err()).isEmpty();
    return db;
  }

  private String plot(Path db, String channel, String device, String... more) throws IOException {
    Path html = temp.resolve("plot.html");
    List<Object> arguments =
        new ArrayList<>(List.of("plot", db, channel, "--device", device, "--html", html));
    arguments.addAll(List.of(more));
    Telltale run = Telltale.run(arguments.toArray());
    assertThat(run.err()).startsWith("wrote " + html + ": ");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    return Files.readString(html);
  }

  private static String json(String page) {
    return between(page, "<script type=\"application/json\" id=\"plot\">", "</script>");
  }

  private static ByteBuffer script(String page, String id) {
    String text = between(page, "<script type=\"text/plain\" id=\"" + id + "\">", "</script>");
    return ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String array(String json, String field) {
    return "[" + between(json, "\"" + field + "\":[", "]") + "]";
  }

  private static String object(String json, String field) {
    return "{" + between(json, "\"" + field + "\":{", "}") + "}";
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before);
    assertThat(start).as(before).isNotNegative();
    return text.substring(start + before.length(), text.indexOf(after, start + before.length()));
  }

  /** An array of flat objects; null stays null. */
  private static List<Map<String, String>> objects(String json) throws IOException {
    List<Map<String, String>> objects = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          Map<String, String> object = new LinkedHashMap<>();
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            object.put(name, value == JsonToken.VALUE_NULL ? null : parser.getText());
          }
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private static String text(String ns) {
    return ns == null ? null : TimeText.of(Long.parseLong(ns));
  }
}
