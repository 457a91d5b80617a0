package io.telltale.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.DoublePredicate;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FleetSimulatorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long SPEAKS_FOR = 30 * SECOND;

  /** What arrived: by series, by time. */
  private static final class Arrivals implements FleetSink {
    final List<TreeMap<Long, Long>> series = new ArrayList<>();
    long count;
    long late;
    long now = Long.MIN_VALUE;
    long hash;

    Arrivals(FleetSpec spec) {
      for (int i = 0; i < spec.devices() * FleetChannel.values().length; i++) {
        series.add(new TreeMap<>());
      }
    }

    @Override
    public void reading(int device, int channel, long timeNs, long valueBits) {
      TreeMap<Long, Long> readings = of(device, FleetChannel.values()[channel]);
      if (!readings.isEmpty() && timeNs < readings.lastKey()) {
        late++;
      }
      assertThat(readings.put(timeNs, valueBits)).as("second reading of one time").isNull();
      now = Math.max(now, timeNs);
      count++;
      hash = 31 * (31 * (31 * hash + device * 8 + channel) + timeNs) + valueBits;
    }

    TreeMap<Long, Long> of(int device, FleetChannel channel) {
      return series.get(device * FleetChannel.values().length + channel.ordinal());
    }
  }

  private static Arrivals run(FleetSpec spec) {
    Arrivals arrivals = new Arrivals(spec);
    new FleetSimulator(spec).run(arrivals);
    return arrivals;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 7_777})
  void theRulesFindTheInjectedWindowsAndNoOthers(long seed) {
    for (FleetSpec spec :
        List.of(
            FleetSpec.ofReadings(400_000).withSeed(seed),
            FleetSpec.ofReadings(18_000).withSeed(seed),
            new FleetSpec(20, 20 * 5 * 2_500, seed, 0.3))) {
      FleetSimulator fleet = new FleetSimulator(spec);
      Arrivals arrivals = run(spec);
      for (Anomaly kind : Anomaly.values()) {
        assertThat(found(kind, spec, arrivals))
            .as("%s of %s", kind, spec)
            .isNotEmpty()
            .containsExactlyElementsOf(fleet.expected(kind));
      }
    }
  }

  @Test
  void longRunsOverheatSomeDevicesTwice() {
    FleetSpec spec = new FleetSpec(2_000, 2_000L * 5 * 2_000, 3, 0);
    List<Injected> windows = new FleetSimulator(spec).expected(Anomaly.OVERHEATING);
    Set<Integer> devices = new HashSet<>();
    windows.forEach(window -> devices.add(window.device()));
    assertThat(devices).hasSize(20);
    assertThat(windows.size()).isBetween(21, 39);
  }

  @Test
  void noDeviceSuffersFromTwoKinds() {
    FleetSimulator fleet = new FleetSimulator(FleetSpec.defaults());
    Set<Integer> seen = new HashSet<>();
    for (Anomaly kind : Anomaly.values()) {
      Set<Integer> devices = new HashSet<>();
      fleet.expected(kind).forEach(window -> devices.add(window.device()));
      assertThat(devices).hasSize(kind.deviceCount(2_000));
      assertThat(devices).noneMatch(seen::contains);
      seen.addAll(devices);
    }
  }

  @Test
  void theSeedDecidesEverything() {
    FleetSpec spec = FleetSpec.ofReadings(100_000);
    assertThat(run(spec).hash).isEqualTo(run(spec).hash);
    assertThat(run(spec).hash).isNotEqualTo(run(spec.withSeed(43)).hash);
  }

  @Test
  void theReadingsAreTheSameOnEveryMachine() {
    assertThat(run(FleetSpec.ofReadings(18_000)).hash).isEqualTo(2_777_545_981_892_850_572L);
  }

  @Test
  void givesExactlyTheReadingsAskedFor() {
    assertThat(run(FleetSpec.ofReadings(123_457)).count).isEqualTo(123_457);
  }

  @Test
  void aShareOfTheReadingsIsLate() {
    Arrivals arrivals = run(FleetSpec.ofReadings(400_000));
    // A delay shorter than the period of ten seconds overtakes nothing: five of six do.
    assertThat(arrivals.late / 400_000.0).isBetween(0.005 * 0.75, 0.005 * 0.9);
    assertThat(run(FleetSpec.ofReadings(100_000).withLateShare(0)).late).isZero();
  }

  @Test
  void timesLieWithinAFifthOfASecondOfTheTick() {
    FleetSpec spec = new FleetSpec(5, 18_000, 9, 0);
    Arrivals arrivals = run(spec);
    List<Long> times = new ArrayList<>(arrivals.of(3, FleetChannel.HUMIDITY).keySet());
    Set<Long> subMillis = new HashSet<>();
    for (int i = 1; i < 100; i++) {
      assertThat(times.get(i) - times.get(i - 1)).isBetween(9_600_000_000L, 10_400_000_000L);
      subMillis.add(times.get(i) % 1_000_000);
    }
    assertThat(subMillis).hasSizeGreaterThan(90);
  }

  @Test
  void ordinaryValuesStayWithinTheirBounds() {
    FleetSpec spec = FleetSpec.ofReadings(200_000);
    FleetSimulator fleet = new FleetSimulator(spec);
    Set<Integer> unwell = new HashSet<>();
    for (Anomaly kind : Anomaly.values()) {
      fleet.expected(kind).forEach(window -> unwell.add(window.device()));
    }
    Arrivals arrivals = run(spec);
    for (int device = 0; device < spec.devices(); device++) {
      if (unwell.contains(device)) {
        continue;
      }
      assertBetween(arrivals.of(device, FleetChannel.TEMPERATURE), 15, 35);
      assertBetween(arrivals.of(device, FleetChannel.HUMIDITY), 30, 70);
      assertBetween(arrivals.of(device, FleetChannel.VIBRATION), 0.6, 1.4);
      double before = -1;
      for (long bits : arrivals.of(device, FleetChannel.ENERGY).values()) {
        assertThat(Double.longBitsToDouble(bits)).isGreaterThanOrEqualTo(before);
        before = Double.longBitsToDouble(bits);
      }
    }
  }

  @Test
  void devicesHaveNamesModelsAndSites() {
    FleetSimulator fleet = new FleetSimulator(FleetSpec.defaults());
    assertThat(fleet.serial(42)).isEqualTo("SN-00042");
    assertThat(fleet.attributes(42)).containsOnlyKeys("model", "site");
    assertThat(fleet.attributes(42)).containsEntry("model", fleet.model(42));
    Set<String> models = new HashSet<>();
    for (int device = 0; device < 2_000; device++) {
      models.add(fleet.model(device));
    }
    assertThat(models).hasSize(20);
    assertThatThrownBy(() -> fleet.serial(2_000)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesFleetsThatAreTooSmall() {
    assertThatThrownBy(() -> FleetSpec.ofReadings(17_999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("18000");
    assertThatThrownBy(() -> new FleetSpec(4, 1_000_000, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 devices");
    assertThatThrownBy(() -> new FleetSpec(5, 18_000, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lateShare");
    assertThat(FleetSpec.ofReadings(20_000_000).devices()).isEqualTo(2_000);
    assertThat(FleetSpec.ofReadings(200_000).devices()).isEqualTo(55);
  }

  private static void assertBetween(TreeMap<Long, Long> readings, double low, double high) {
    for (long bits : readings.values()) {
      assertThat(Double.longBitsToDouble(bits)).isBetween(low, high);
    }
  }

  /** The rules as their text says, on plain lists. */
  private static List<Injected> found(Anomaly kind, FleetSpec spec, Arrivals arrivals) {
    List<Injected> windows = new ArrayList<>();
    for (int d = 0; d < spec.devices(); d++) {
      int device = d;
      LongFunction<TreeMap<Long, Long>> of =
          channel -> arrivals.of(device, FleetChannel.values()[(int) channel]);
      switch (kind) {
        case OVERHEATING ->
            hold(windows, kind, device, of.apply(0), arrivals.now, v -> v > 90, 5 * MINUTE);
        case VIBRATION_STEP ->
            hold(windows, kind, device, of.apply(2), arrivals.now, v -> v > 2, 5 * MINUTE);
        case DOOR_LEFT_OPEN ->
            stretches(
                windows,
                kind,
                device,
                of.apply(4),
                arrivals.now,
                (before, bits) -> bits == 1,
                15 * MINUTE);
        case COUNTER_JUMP -> jumps(windows, device, of.apply(3));
        default -> silences(windows, device, of.apply(0), arrivals.now);
      }
    }
    return windows;
  }

  private static void hold(
      List<Injected> windows,
      Anomaly kind,
      int device,
      TreeMap<Long, Long> readings,
      long now,
      DoublePredicate condition,
      long least) {
    stretches(
        windows,
        kind,
        device,
        readings,
        now,
        (before, bits) -> condition.test(Double.longBitsToDouble(bits)),
        least);
  }

  private static void stretches(
      List<Injected> windows,
      Anomaly kind,
      int device,
      TreeMap<Long, Long> readings,
      long now,
      BiPredicate<Long, Long> condition,
      long least) {
    long start = 0;
    long lastTrue = -1;
    for (var reading : readings.entrySet()) {
      long time = reading.getKey();
      boolean stale = lastTrue >= 0 && time - lastTrue > SPEAKS_FOR;
      boolean isTrue = condition.test(null, reading.getValue());
      if (lastTrue >= 0 && (stale || !isTrue)) {
        if (lastTrue - start >= least) {
          windows.add(new Injected(kind, device, start, stale ? lastTrue + SPEAKS_FOR : time));
        }
        lastTrue = -1;
      }
      if (isTrue) {
        start = lastTrue < 0 ? time : start;
        lastTrue = time;
      }
    }
    if (lastTrue >= 0 && lastTrue - start >= least) {
      boolean open = lastTrue + SPEAKS_FOR > now;
      windows.add(new Injected(kind, device, start, open ? Injected.OPEN : lastTrue + SPEAKS_FOR));
    }
  }

  private static void jumps(List<Injected> windows, int device, TreeMap<Long, Long> readings) {
    long start = -1;
    var before = readings.firstEntry();
    for (var reading : readings.tailMap(before.getKey(), false).entrySet()) {
      if (start >= 0) {
        windows.add(new Injected(Anomaly.COUNTER_JUMP, device, start, reading.getKey()));
        start = -1;
      }
      double seconds = (reading.getKey() - before.getKey()) / 1e9;
      double change =
          Double.longBitsToDouble(reading.getValue()) - Double.longBitsToDouble(before.getValue());
      if (reading.getKey() - before.getKey() <= SPEAKS_FOR && Math.abs(change / seconds) > 1) {
        start = reading.getKey();
      }
      before = reading;
    }
    assertThat(start).isEqualTo(-1);
  }

  private static void silences(
      List<Injected> windows, int device, TreeMap<Long, Long> readings, long now) {
    long before = readings.firstKey();
    for (long time : readings.keySet()) {
      if (time - before > 5 * MINUTE) {
        windows.add(new Injected(Anomaly.SILENCE, device, before + 5 * MINUTE, time));
      }
      before = time;
    }
    if (now - before > 5 * MINUTE) {
      windows.add(new Injected(Anomaly.SILENCE, device, before + 5 * MINUTE, Injected.OPEN));
    }
  }
}
