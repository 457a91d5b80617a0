package io.telltale.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.telltale.cli.output.JsonWriter;
import io.telltale.cli.output.TimeText;
import io.telltale.core.StoreStats;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** What a store holds, as one JSON object. */
final class StatsJson {
  private StatsJson() {}

  static void write(StoreStats stats, Writer out) throws IOException {
    try (JsonGenerator json = JsonWriter.openObject(out)) {
      json.writeStartObject();
      json.writeNumberField("readings", stats.readings());
      json.writeNumberField("appended", stats.appended());
      json.writeNumberField("devices", stats.devices());
      json.writeNumberField("series", StatsFigures.series(stats));
      json.writeNumberField("segments", stats.segments());
      json.writeNumberField("segmentBytes", stats.segmentBytes());
      bytesPerReading(json, stats.segmentBytes(), stats.readings());
      boolean empty = stats.readings() == 0;
      json.writeStringField("firstTime", empty ? null : TimeText.of(stats.firstTimeNs()));
      json.writeStringField("lastTime", empty ? null : TimeText.of(stats.lastTimeNs()));
      json.writeArrayFieldStart("channels");
      for (StoreStats.ChannelStats channel : stats.channels()) {
        write(channel, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
  }

  private static void write(StoreStats.ChannelStats channel, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("channel", channel.channel().name());
    json.writeStringField("kind", channel.channel().kind().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("series", channel.series());
    json.writeNumberField("readings", channel.readings());
    bytesPerReading(json, StatsFigures.bytes(channel), channel.readings());
    json.writeArrayFieldStart("encodings");
    for (StoreStats.EncodingStats encoding : channel.encodings()) {
      json.writeStartObject();
      json.writeStringField("column", encoding.column());
      json.writeStringField("encoding", encoding.encoding());
      json.writeNumberField("blocks", encoding.blocks());
      json.writeNumberField("readings", encoding.readings());
      json.writeNumberField("bytes", encoding.bytes());
      bytesPerReading(json, encoding.bytes(), encoding.readings());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void bytesPerReading(JsonGenerator json, long bytes, long readings)
      throws IOException {
    json.writeFieldName("bytesPerReading");
    if (readings == 0) {
      json.writeNull();
    } else {
      json.writeNumber(StatsFigures.perReading(bytes, readings));
    }
  }
}
