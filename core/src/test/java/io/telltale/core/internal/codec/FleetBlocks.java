package io.telltale.core.internal.codec;

import java.util.Random;

/** Blocks of a device that reports five channels every ten seconds, with jitter. */
final class FleetBlocks {
  /** What is measured. */
  enum Channel {
    TEMPERATURE,
    HUMIDITY,
    VIBRATION,
    ENERGY,
    DOOR
  }

  private static final long PERIOD_NS = 10_000_000_000L;
  private static final long JITTER_NS = 200_000_000L;
  private static final double DAY_S = 86_400;

  private FleetBlocks() {}

  static long[] times(int n, Random random) {
    long[] times = new long[n];
    long start = 1_767_225_600_000_000_000L + random.nextInt(1000) * 5_000_000L;
    for (int i = 0; i < n; i++) {
      times[i] = start + i * PERIOD_NS + (long) ((random.nextDouble() * 2 - 1) * JITTER_NS);
    }
    return times;
  }

  static long[] values(Channel channel, int n, Random random) {
    long[] values = new long[n];
    double mean = 20 + 8 * random.nextDouble();
    double temperature = mean;
    double energy = 1000 * random.nextDouble();
    double phase = 7 * random.nextDouble();
    int door = random.nextInt(2);
    for (int i = 0; i < n; i++) {
      temperature += 0.02 * (mean - temperature) + 0.1 * random.nextGaussian();
      energy += 0.02 * random.nextDouble();
      door ^= random.nextInt(1000) == 0 ? 1 : 0;
      double humidity =
          50 + 20 * Math.sin(2 * Math.PI * i * 10 / DAY_S + phase) + 0.5 * random.nextGaussian();
      double value =
          switch (channel) {
            case TEMPERATURE -> Math.rint(temperature * 100) / 100;
            case HUMIDITY -> Math.rint(humidity * 10) / 10;
            case VIBRATION -> 1 + 0.2 * random.nextGaussian() + 1e-9 * random.nextDouble();
            case ENERGY -> Math.rint(energy * 1000) / 1000;
            case DOOR -> door;
          };
      values[i] = Double.doubleToRawLongBits(value);
    }
    return values;
  }
}
