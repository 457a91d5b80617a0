package io.telltale.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Channel;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.Readings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FleetLoaderTest {
  @TempDir Path directory;

  @Test
  void theStoreHoldsTheFleet() {
    FleetSpec spec = FleetSpec.ofReadings(300_000);
    FleetSimulator fleet = new FleetSimulator(spec);
    List<Long> progress = new ArrayList<>();
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      store.awaitIndexed(FleetLoader.load(store, fleet, progress::add));
      assertThat(store.newestTimeNs()).isGreaterThan(FleetClock.START_NS + FleetClock.HOUR_NS);
    }
    assertThat(progress).last().isEqualTo(300_000L);
    Map<Integer, TreeMap<Long, Long>> expected = new TreeMap<>();
    fleet.run(
        (device, channel, time, bits) ->
            expected.computeIfAbsent(device * 5 + channel, key -> new TreeMap<>()).put(time, bits));
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory)) {
      assertThat(store.stats().readings()).isEqualTo(300_000);
      assertThat(store.devices().count()).isEqualTo(spec.devices());
      for (int device : new int[] {0, 17, spec.devices() - 1}) {
        assertThat(store.devices().attributes(store.devices().find(fleet.serial(device))))
            .isEqualTo(fleet.attributes(device));
        for (FleetChannel channel : FleetChannel.values()) {
          Channel found = store.channels().find(channel.spec().name());
          assertThat(found.kind()).isEqualTo(channel.spec().kind());
          assertThat(found.periodNs()).isEqualTo(FleetClock.TICK_NS);
          List<Readings.Reading> readings = new ArrayList<>();
          expected
              .get(device * 5 + channel.ordinal())
              .forEach((time, bits) -> readings.add(new Readings.Reading(time, bits)));
          assertThat(Readings.of(store, fleet.serial(device), found.name())).isEqualTo(readings);
        }
      }
    }
  }
}
