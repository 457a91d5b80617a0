package io.telltale.query.oracle;

/**
 * Remembers whether a comparison was closer than the contract promises: "a comparison closer than
 * that may go either way". An answer that met one proves nothing and is not compared.
 */
final class NearTies {
  private static final double TOLERANCE = 1e-9;

  private boolean met;

  boolean met() {
    return met;
  }

  /** Compares two results of sums into which values up to this size went. */
  void check(double a, double b, double largest) {
    // The smallest doubles have no half: a mean of them is off by more than a relative error.
    if (a == b || Math.abs(a - b) <= TOLERANCE * largest + 4 * Double.MIN_VALUE) {
      met = true;
    }
  }

  /** A comparison whose outcome hangs on whether a difference of doubles is rounded. */
  void checkSame(boolean exact, boolean rounded) {
    met |= exact != rounded;
  }
}
