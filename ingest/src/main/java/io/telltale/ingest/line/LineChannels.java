package io.telltale.ingest.line;

import io.telltale.core.Channels;
import io.telltale.ingest.internal.ByteKeyMap;
import java.util.HashMap;
import java.util.Map;

/** Finds the channel of a measurement and a field by the bytes that name them. */
final class LineChannels {
  private final Channels channels;
  private final ByteKeyMap<Measurement> measurements = new ByteKeyMap<>();
  private final Map<String, LineChannel> byName = new HashMap<>();

  LineChannels(Channels channels) {
    this.channels = channels;
  }

  Measurement measurement(byte[] bytes, int from, int to) {
    Measurement found = measurements.get(bytes, from, to);
    if (found == null) {
      found = new Measurement(Escapes.measurement(bytes, from, to));
      measurements.put(bytes, from, to, found);
    }
    return found;
  }

  LineChannel channel(Measurement measurement, byte[] bytes, int from, int to) {
    LineChannel found = measurement.fields.get(bytes, from, to);
    if (found == null) {
      String name = measurement.name + "." + Escapes.name(bytes, from, to);
      found = byName.computeIfAbsent(name, key -> new LineChannel(key, byName.size(), channels));
      measurement.fields.put(bytes, from, to, found);
    }
    return found;
  }

  /** A measurement and the fields met in it. */
  static final class Measurement {
    private final String name;
    private final ByteKeyMap<LineChannel> fields = new ByteKeyMap<>();

    private Measurement(String name) {
      this.name = name;
    }
  }
}
