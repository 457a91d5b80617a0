package io.telltale.query.oracle;

import java.util.List;
import java.util.Map;

/**
 * What the oracle knows of one device.
 *
 * @param id device number
 * @param serial serial number
 * @param attributes by name
 * @param readings by channel name, duplicates resolved, in time order; those later than now may be
 *     among them
 * @param registeredAt time of registration
 */
record OracleDevice(
    int id,
    String serial,
    Map<String, String> attributes,
    Map<String, List<OracleReading>> readings,
    long registeredAt) {
  List<OracleReading> readings(String channel, long now) {
    return readings.getOrDefault(channel, List.of()).stream()
        .filter(reading -> reading.time() <= now)
        .toList();
  }
}
