package io.telltale.query.oracle;

import java.util.List;
import java.util.Map;

/**
 * All that a question is asked about.
 *
 * @param channels by name
 * @param devices in the order of their numbers
 */
record OracleFleet(Map<String, OracleChannel> channels, List<OracleDevice> devices) {
  OracleChannel channel(String name) {
    return channels.get(name);
  }
}
