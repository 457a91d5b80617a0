package io.telltale.cli;

import io.telltale.cli.output.TimeText;
import picocli.CommandLine;

/** Reads the times of options. */
final class EpochTime implements CommandLine.ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      return TimeText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }
}
