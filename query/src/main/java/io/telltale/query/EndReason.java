package io.telltale.query;

/** Why a window ended. The order is that of numbers in event logs. */
public enum EndReason {
  /** It has not ended, or its end is not known at {@code now}. */
  OPEN,
  /** A reading of the condition's channel stands at the end. */
  CLEARED,
  /** Readings stopped speaking. */
  STALE
}
