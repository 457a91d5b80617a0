package io.telltale.core.internal.codec;

/**
 * Divides unsigned integers by one divisor of which they are multiples, and tells whether they are,
 * with a multiplication in place of a division: modulo 2^64 every odd number has an inverse.
 */
final class ExactDivisor {
  private long divisor = 1;
  private long inverse = 1;
  private long largestQuotient = -1;
  private int zeros;

  void set(long divisor) {
    this.divisor = divisor;
    zeros = Long.numberOfTrailingZeros(divisor);
    long odd = divisor >>> zeros;
    // Right in the lowest 3 bits; each step doubles them.
    long x = odd;
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      x *= 2 - odd * x;
    }
    inverse = x;
    largestQuotient = Long.divideUnsigned(-1L, divisor);
  }

  long value() {
    return divisor;
  }

  boolean divides(long dividend) {
    // Of a number that is no multiple, the rotated product lies above every possible quotient.
    return Long.compareUnsigned(quotient(dividend), largestQuotient) <= 0;
  }

  /** Returns the quotient of a multiple. */
  long quotient(long dividend) {
    return Long.rotateRight(dividend * inverse, zeros);
  }
}
