package io.telltale.cli;

import io.telltale.cli.output.DurationText;
import picocli.CommandLine;

/** Reads the durations of options. */
final class DurationNs implements CommandLine.ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }
}
