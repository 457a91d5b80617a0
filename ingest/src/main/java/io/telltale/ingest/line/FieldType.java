package io.telltale.ingest.line;

import io.telltale.core.Kind;

/** Types of values that line protocol tells apart. */
public enum FieldType {
  /** A double: {@code 1.5}. */
  FLOAT("a float", Kind.DOUBLE),
  /** An integer of 64 bits with sign: {@code 7i}. */
  INTEGER("an integer", Kind.LONG),
  /** An integer of 64 bits without sign: {@code 7u}. */
  UNSIGNED("an unsigned integer", Kind.LONG),
  /** {@code true} or {@code false}. */
  BOOLEAN("a boolean", Kind.BOOLEAN),
  /** A text in quotes. */
  STRING("a string", Kind.STATE);

  private final String noun;
  private final Kind kind;

  FieldType(String noun, Kind kind) {
    this.noun = noun;
    this.kind = kind;
  }

  String noun() {
    return noun;
  }

  /**
   * The kind that a channel gets whose first value is of this type.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
