package io.telltale.ingest.line;

/** The tags of a line as they concern its device: which it is, and the attributes they give it. */
final class TagSet {
  private final LineDevice device;
  private final String[] keys;
  private final String[] values;

  TagSet(LineDevice device, String[] keys, String[] values) {
    this.device = device;
    this.keys = keys;
    this.values = values;
  }

  LineDevice device() {
    return device;
  }

  int size() {
    return keys.length;
  }

  String key(int index) {
    return keys[index];
  }

  String value(int index) {
    return values[index];
  }
}
