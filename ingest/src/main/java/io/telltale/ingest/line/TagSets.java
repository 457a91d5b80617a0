package io.telltale.ingest.line;

import io.telltale.ingest.internal.ByteKeyMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the device and the attributes that a line's tags stand for, by the bytes that write them.
 */
final class TagSets {
  /** Tags may be of a million kinds; past this the cache starts anew. */
  private static final int MAX_CACHED = 1 << 18;

  private final String deviceTag;
  private final ByteKeyMap<TagSet> cache = new ByteKeyMap<>();
  private final Tags tagReader = new Tags();
  private final Map<String, LineDevice> devices = new HashMap<>();
  private String reason;
  private int errorAt;

  TagSets(String deviceTag) {
    this.deviceTag = deviceTag;
  }

  /** Returns null when the line has no device; see {@link #reason} and {@link #errorAt}. */
  TagSet find(LineParser line, byte[] bytes) {
    TagSet found = cache.get(bytes, line.tagsStart(), line.tagsEnd());
    if (found == null) {
      found = resolve(line, bytes);
      if (found != null) {
        if (cache.size() == MAX_CACHED) {
          cache.clear();
        }
        cache.put(bytes, line.tagsStart(), line.tagsEnd(), found);
      }
    }
    return found;
  }

  String reason() {
    return reason;
  }

  int errorAt() {
    return errorAt;
  }

  private TagSet resolve(LineParser line, byte[] bytes) {
    Map<String, String> tags = tagReader.read(line, bytes);
    if (tags == null) {
      return refuse(tagReader.errorAt(), tagReader.reason());
    }
    if (tags.isEmpty()) {
      return refuse(line.measurementEnd(), "no device: the line has no tags");
    }
    String serial = deviceTag.isEmpty() ? wholeSet(tags) : tags.remove(deviceTag);
    if (serial == null) {
      return refuse(line.tagsStart(), "no device: missing tag " + deviceTag);
    }
    List<String> values = new ArrayList<>(tags.values());
    return new TagSet(
        devices.computeIfAbsent(serial, LineDevice::new),
        tags.keySet().toArray(new String[0]),
        values.toArray(new String[0]));
  }

  private static String wholeSet(Map<String, String> tags) {
    StringBuilder text = new StringBuilder();
    tags.forEach(
        (key, value) -> {
          text.append(text.length() == 0 ? "" : ",");
          Escapes.appendName(text, key);
          text.append('=');
          Escapes.appendName(text, value);
        });
    return text.toString();
  }

  private TagSet refuse(int at, String why) {
    errorAt = at;
    reason = why;
    return null;
  }
}
