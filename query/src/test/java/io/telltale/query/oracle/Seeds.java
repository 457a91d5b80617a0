package io.telltale.query.oracle;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws from a seeded generator. */
final class Seeds {
  private Seeds() {}

  static RandomGenerator generator(long seed) {
    return new SplittableRandom(seed);
  }

  static boolean chance(RandomGenerator random, int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  /** Both ends included. */
  static int between(RandomGenerator random, int least, int most) {
    return random.nextInt(least, most + 1);
  }

  static long pick(RandomGenerator random, long... from) {
    return from[random.nextInt(from.length)];
  }

  static int pick(RandomGenerator random, int... from) {
    return from[random.nextInt(from.length)];
  }

  static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
