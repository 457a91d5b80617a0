package io.telltale.ingest.line;

import java.util.Map;
import java.util.TreeMap;

/** The tags of a line as texts. */
final class Tags {
  private String reason;
  private int errorAt;

  /** Returns the tags sorted by key, or null: see {@link #reason} and {@link #errorAt}. */
  Map<String, String> read(LineParser line, byte[] bytes) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 0; i < line.tagKeys.size(); i++) {
      String key = Escapes.name(bytes, line.tagKeys.start(i), line.tagKeys.end(i));
      String value = Escapes.name(bytes, line.tagValues.start(i), line.tagValues.end(i));
      if (tags.put(key, value) != null) {
        errorAt = line.tagKeys.start(i);
        reason = "duplicate tag " + key;
        return null;
      }
    }
    return tags;
  }

  String reason() {
    return reason;
  }

  int errorAt() {
    return errorAt;
  }
}
