package io.telltale.cli.output;

/** What {@code --output} offers. */
public enum OutputFormat {
  /** Aligned columns for people. */
  TABLE("table"),
  /** Comma-separated values with a header line. */
  CSV("csv"),
  /** One array of objects, or one object. */
  JSON("json");

  private final String label;

  OutputFormat(String label) {
    this.label = label;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return label;
  }
}
