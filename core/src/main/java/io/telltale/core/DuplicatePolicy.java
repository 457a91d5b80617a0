package io.telltale.core;

/** Which of several readings of one series and one time counts. */
public enum DuplicatePolicy {
  /** The one that arrived last, in journal order. */
  LAST_ARRIVED,
  /** The one that arrived first, in journal order. */
  FIRST_ARRIVED
}
