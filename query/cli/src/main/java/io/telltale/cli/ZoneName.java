package io.telltale.cli;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine;

/** Reads the zones of options. */
final class ZoneName implements CommandLine.ITypeConverter<ZoneId> {
  @Override
  public ZoneId convert(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new CommandLine.TypeConversionException(
          "'" + text + "' is not a zone: write UTC, Europe/Berlin or +02:00");
    }
  }
}
