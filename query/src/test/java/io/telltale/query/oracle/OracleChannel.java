package io.telltale.query.oracle;

import io.telltale.core.Channel;
import io.telltale.core.Kind;
import java.util.List;

/**
 * What the oracle needs to know of a channel.
 *
 * @param channel as registered
 * @param states strings of a STATE channel by code, else empty
 */
public record OracleChannel(Channel channel, List<String> states) {
  public OracleChannel {
    states = List.copyOf(states);
  }

  Kind kind() {
    return channel.kind();
  }
}
