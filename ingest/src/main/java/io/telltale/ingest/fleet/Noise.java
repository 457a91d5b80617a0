package io.telltale.ingest.fleet;

/**
 * Noise without state: each number follows from its key alone, so any reading can be made again
 * without those before it.
 */
final class Noise {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Noise() {}

  /** The finalizer of splitmix64: every bit of the key moves every bit of the result. */
  static long mix(long key) {
    long z = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The n-th number of the sequence that belongs to a key. */
  static long at(long key, long n) {
    return mix(key + (n + 1) * GOLDEN_GAMMA);
  }

  /** 0 to 1, exclusive, with 53 random bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /** 0 to bound, exclusive, from the low 32 bits; the bound is below 2^31. */
  static long below(long bits, long bound) {
    return ((bits & 0xFFFF_FFFFL) * bound) >>> 32;
  }

  /** A bell of mean 0 and deviation 1 from the high 32 bits; never beyond 3.46. */
  static double bell(long bits) {
    long sum =
        ((bits >>> 32) & 0xFF) + ((bits >>> 40) & 0xFF) + ((bits >>> 48) & 0xFF) + (bits >>> 56);
    return (sum - 510) * (1 / 147.8);
  }
}
