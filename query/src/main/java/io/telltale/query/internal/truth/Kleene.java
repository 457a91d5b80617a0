package io.telltale.query.internal.truth;

/**
 * Truth values as small integers, ordered so that AND is the least and OR the greatest.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
public final class Kleene {
  /** It is not so. */
  public static final int FALSE = 0;

  /** Nobody knows. */
  public static final int UNKNOWN = 1;

  /** It is so. */
  public static final int TRUE = 2;

  /** A flag: readings before those that were looked at could say otherwise. */
  public static final int INEXACT = 4;

  private Kleene() {}

  /** Returns the truth without the flag. */
  public static int truth(int flagged) {
    return flagged & ~INEXACT;
  }

  /** Returns FALSE or TRUE. */
  public static int of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  /** Returns the truth of "at least k are TRUE". */
  public static int atLeast(int k, int trues, int unknowns) {
    return trues >= k ? TRUE : trues + unknowns < k ? FALSE : UNKNOWN;
  }
}
