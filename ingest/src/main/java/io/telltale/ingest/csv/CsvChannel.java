package io.telltale.ingest.csv;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Channels;
import io.telltale.core.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * What an import knows of one channel. It is registered with the first row that has a value for it.
 */
final class CsvChannel {
  private final ChannelSpec spec;
  private final int index;
  private final Map<String, Integer> states = new HashMap<>();
  private int id = -1;

  /**
   * Makes one for what a column, or a cell of the channel column, is called. Throws an
   * IllegalArgumentException when another kind is asked for than the channel has.
   */
  CsvChannel(String source, int index, CsvOptions options, Channels channels) {
    this.index = index;
    ChannelSpec asked = options.specOf(source);
    Channel known = channels.find(asked.name());
    Kind kind = options.kindOf(source, asked.name());
    if (known != null && kind != null && known.kind() != kind) {
      throw new IllegalArgumentException(
          "channel " + asked.name() + " is " + known.kind() + ", not " + kind + " (--kind)");
    }
    spec =
        known == null
            ? asked
            : new ChannelSpec(
                asked.name(), known.kind(), asked.unit(), asked.periodNs(), asked.staleAfterNs());
  }

  int index() {
    return index;
  }

  String name() {
    return spec.name();
  }

  Kind kind() {
    return spec.kind();
  }

  int register(Channels channels) {
    if (id < 0) {
      id = channels.register(spec).id();
    }
    return id;
  }

  /** Whether a value's text needs no state registered. */
  boolean knows(String text) {
    return spec.kind() != Kind.STATE || states.containsKey(text);
  }

  int state(String text, Channels channels) {
    Integer code = states.get(text);
    if (code == null) {
      code = channels.registerState(register(channels), text);
      states.put(text, code);
    }
    return code;
  }
}
