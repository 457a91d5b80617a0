package io.telltale.query.oracle;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A small fleet made from a seed, with what breaks stores and window queries: late and duplicate
 * readings, NaN, infinities, -0.0, gaps of exactly a limit and one nanosecond to either side,
 * bursts, few distinct values, far times, empty series.
 */
final class RandomTelemetry {
  private static final List<String> STATES = List.of("OK", "E42", "E43", "door open");
  private static final String[] MODELS = {"RF28", "RF29", "RF30"};

  /** One appended reading, in journal order. */
  record Arrival(int device, int channel, long time, long bits) {}

  private final long seed;
  private final boolean wide;
  private final RandomGenerator random;
  private final DuplicatePolicy policy;
  private final List<ChannelSpec> channels = new ArrayList<>();
  private final List<String> serials = new ArrayList<>();
  private final List<Map<String, String>> attributes = new ArrayList<>();
  private final List<Long> registered = new ArrayList<>();
  private final long[] limits;
  private final int epoch;
  private List<Arrival> arrivals = new ArrayList<>();

  /** Makes a fleet with up to this many readings a series. */
  RandomTelemetry(long seed, int largestSeries) {
    this(seed, largestSeries, false);
  }

  /** If it is wide, with values and times that take so many bits that blocks have strips. */
  RandomTelemetry(long seed, int largestSeries, boolean wide) {
    this.seed = seed;
    this.wide = wide;
    this.random = Seeds.generator(seed);
    this.policy =
        Seeds.chance(random, 2) ? DuplicatePolicy.LAST_ARRIVED : DuplicatePolicy.FIRST_ARRIVED;
    this.limits = drawLimits();
    this.epoch = random.nextInt(20);
    addChannels();
    addDevices();
    for (int device = 0; device < serials.size(); device++) {
      for (int channel = 0; channel < channels.size(); channel++) {
        if (!Seeds.chance(random, 6)) {
          addSeries(device, channel, largestSeries);
        }
      }
    }
    addRegistrations();
    mix();
  }

  private RandomTelemetry(RandomTelemetry whole, List<Arrival> kept) {
    this.seed = whole.seed;
    this.wide = whole.wide;
    this.random = whole.random;
    this.policy = whole.policy;
    this.limits = whole.limits;
    this.epoch = whole.epoch;
    channels.addAll(whole.channels);
    serials.addAll(whole.serials);
    attributes.addAll(whole.attributes);
    registered.addAll(whole.registered);
    arrivals = kept;
  }

  /** The period, and what gaps and rules sit on. */
  long[] limits() {
    return limits.clone();
  }

  /** The same fleet with fewer readings, for shrinking. */
  RandomTelemetry with(List<Arrival> kept) {
    return new RandomTelemetry(this, kept);
  }

  long seed() {
    return seed;
  }

  DuplicatePolicy policy() {
    return policy;
  }

  List<ChannelSpec> channels() {
    return channels;
  }

  List<String> serials() {
    return serials;
  }

  List<Map<String, String>> attributes() {
    return attributes;
  }

  /** When a device was registered, which only neverSeen asks. */
  long registeredAt(int device) {
    return registered.get(device);
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  static List<String> states() {
    return STATES;
  }

  OracleChannel channel(int channel) {
    ChannelSpec spec = channels.get(channel);
    Channel registered =
        new Channel(
            channel, spec.name(), spec.kind(), spec.unit(), spec.periodNs(), spec.staleAfterNs());
    return new OracleChannel(registered, spec.kind() == Kind.STATE ? STATES : List.of());
  }

  OracleStore model() {
    OracleStore model = new OracleStore(policy);
    arrivals.forEach(a -> model.append(a.device(), a.channel(), a.time(), a.bits()));
    return model;
  }

  private long[] drawLimits() {
    long unit = Seeds.pick(random, 1L, 10L, 1_000L, 1_000_000L, 1_000_000_000L, 60_000_000_000L);
    long period = (wide ? Math.max(unit, 1_000_000_000L) : unit) * Seeds.between(random, 1, 10);
    // The first is the period, the others are what gaps and rules sit on.
    return new long[] {period, 2 * period, 3 * period, 5 * period + random.nextInt(3), 20 * period};
  }

  private void addChannels() {
    Kind[] kinds = Kind.values();
    int count = Seeds.between(random, 2, 5);
    for (int i = 0; i < count; i++) {
      Kind kind =
          i < 2 && Seeds.chance(random, 2) ? Kind.DOUBLE : kinds[random.nextInt(kinds.length)];
      long period = Seeds.chance(random, 3) ? limits[0] : 0;
      long stale = Seeds.chance(random, 3) ? limits[random.nextInt(limits.length)] : 0;
      channels.add(new ChannelSpec("c" + i + "." + kind, kind, "", period, stale));
    }
  }

  private void addDevices() {
    int count = Seeds.between(random, 1, 5);
    for (int i = 0; i < count; i++) {
      serials.add("SN-" + (1000 + i));
      Map<String, String> own = new TreeMap<>();
      if (!Seeds.chance(random, 4)) {
        own.put("model", MODELS[random.nextInt(MODELS.length)]);
      }
      own.put("site", "s" + random.nextInt(2));
      attributes.add(own);
    }
  }

  /** Around the readings of the device, before them or in their midst. */
  private void addRegistrations() {
    for (int device = 0; device < serials.size(); device++) {
      int id = device;
      List<Arrival> own = arrivals.stream().filter(a -> a.device() == id).toList();
      long time = own.isEmpty() ? 0 : own.get(Seeds.pick(random, 0, own.size() / 2)).time();
      long before = Seeds.pick(random, limits) + Seeds.between(random, -1, 1);
      registered.add(ExactMath.difference(time, before));
    }
  }

  private void addSeries(int device, int channel, int largestSeries) {
    int count =
        Seeds.chance(random, 4)
            ? Seeds.between(random, 1, 4)
            : Seeds.between(random, wide ? largestSeries / 4 : 1, largestSeries);
    RandomValues values =
        new RandomValues(random, channels.get(channel).kind(), STATES.size(), wide);
    long[] times = times(count);
    for (long time : times) {
      arrivals.add(new Arrival(device, channel, time, values.next()));
      while (Seeds.chance(random, 40)) {
        long again = Seeds.chance(random, 2) ? last().bits() : values.next();
        arrivals.add(new Arrival(device, channel, time, again));
      }
    }
  }

  private Arrival last() {
    return arrivals.get(arrivals.size() - 1);
  }

  private long[] times(int count) {
    long[] steps = new long[count];
    boolean regular = !wide && Seeds.chance(random, 2);
    int oddOneIn = wide ? 400 : Seeds.pick(random, 3, 10, 50, 400);
    for (int i = 0; i < count; i++) {
      long step = regular ? limits[0] : limits[0] - limits[0] / 8 + jitter();
      if (Seeds.chance(random, oddOneIn)) {
        step = Seeds.pick(random, limits) + Seeds.between(random, -1, 1);
      } else if (Seeds.chance(random, oddOneIn * 4)) {
        step = 1;
      }
      steps[i] = Math.max(step, 1);
    }
    return walk(steps);
  }

  private long jitter() {
    return limits[0] < 4 ? random.nextInt(2) : random.nextLong(limits[0] / 4);
  }

  /** Lays the steps behind an epoch, or against the end of time. */
  private long[] walk(long[] steps) {
    long length = 0;
    for (long step : steps) {
      length += step;
    }
    // Series of one fleet mostly share their time, else no two of them would have to do with
    // another.
    long start =
        switch (Seeds.chance(random, 10) ? random.nextInt(20) : epoch) {
          case 0 -> Long.MIN_VALUE;
          case 1 -> Long.MAX_VALUE - 1 - length;
          case 2 -> Long.MIN_VALUE + random.nextInt(1_000);
          case 3, 4, 5, 6 -> -length / 2;
          case 7, 8, 9 -> 0;
          default -> 1_700_000_000_000_000_000L + limits[0] * random.nextInt(5);
        };
    long[] times = new long[steps.length];
    long time = start;
    for (int i = 0; i < steps.length; i++) {
      times[i] = time;
      time += steps[i];
    }
    return times;
  }

  /**
   * Puts the readings in an order of arrival: by time, by series, or with some late by a little or
   * by a lot.
   */
  private void mix() {
    if (Seeds.chance(random, 10)) {
      return;
    }
    int lateOneIn = Seeds.pick(random, 5, 30, 200, Integer.MAX_VALUE);
    int lateBy = Seeds.pick(random, 3, 50, arrivals.size());
    List<Arrival> ordered = new ArrayList<>(arrivals);
    ordered.sort(Comparator.comparingLong(Arrival::time));
    TreeMap<Long, Arrival> places = new TreeMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      boolean late = lateOneIn != Integer.MAX_VALUE && Seeds.chance(random, lateOneIn);
      long place = late ? i + (long) random.nextInt(lateBy + 1) : i;
      // The low bits keep places apart and neighbours in order.
      places.put((place << 32) + i, ordered.get(i));
    }
    arrivals = new ArrayList<>(places.values());
  }

  @Override
  public String toString() {
    return "seed %d, %s, %d devices, %s, limits %s, %d arrivals"
        .formatted(
            seed,
            policy,
            serials.size(),
            channels,
            java.util.Arrays.toString(limits),
            arrivals.size());
  }
}
