package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.csv.CsvImporter;
import io.telltale.ingest.csv.CsvMapping;
import io.telltale.ingest.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Option;

/** How to read CSV. */
final class CsvArguments {
  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "csv: the serial number of the one device that all lines are about.")
  private String device;

  @Option(
      names = "--device-column",
      paramLabel = "C",
      description = "csv: the column with the device's serial number.")
  private String deviceColumn;

  @Option(names = "--time-column", paramLabel = "C", description = "csv: the column with the time.")
  private String timeColumn;

  @Option(
      names = "--time-format",
      paramLabel = "F",
      description =
          "csv: ns, us, ms or s since 1970, iso, or a pattern such as \"dd.MM.yyyy HH:mm\".")
  private String timeFormat;

  @Option(
      names = "--zone",
      paramLabel = "Z",
      converter = ZoneName.class,
      description = "csv: the zone of times that name none: UTC, Europe/Berlin, +02:00.")
  private ZoneId zone;

  @Option(
      names = "--channel-column",
      paramLabel = "C",
      description = "csv: the column with the channel's name; needs --value-column.")
  private String channelColumn;

  @Option(
      names = "--value-column",
      paramLabel = "C",
      description = {
        "csv: a column with values; may be given several times. By default every column that no",
        "other option names is one channel."
      })
  private List<String> valueColumns = List.of();

  @Option(
      names = "--attribute-column",
      paramLabel = "C",
      description = "csv: a column with an attribute of the device; may be given several times.")
  private List<String> attributeColumns = List.of();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = {
        "csv: a file that declares columns, itself CSV, with the header",
        "column,channel,kind,unit,period,stale-after; only column is needed. The columns declared",
        "are the ones that have values, unless --value-column or --channel-column says else."
      })
  private Path mapping;

  @Option(
      names = "--missing",
      paramLabel = "TEXT",
      description = "csv: a text that stands for no value, such as NA; may be given several times.")
  private List<String> missing = List.of();

  @Option(
      names = "--row-names",
      description = "csv: each row begins with a cell that has no header, as R writes it.")
  private boolean rowNames;

  /** Whether an option is given that only CSV has. */
  boolean isGiven() {
    return device != null
        || deviceColumn != null
        || timeColumn != null
        || timeFormat != null
        || zone != null
        || channelColumn != null
        || !valueColumns.isEmpty()
        || !attributeColumns.isEmpty()
        || mapping != null
        || !missing.isEmpty()
        || rowNames;
  }

  /** Checks what was told; nothing is guessed. */
  CsvOptions options(ChannelDeclaration declaration) throws IOException {
    CsvOptions.Builder builder = CsvOptions.builder();
    if (device != null) {
      builder.device(device);
    }
    if (deviceColumn != null) {
      builder.deviceColumn(deviceColumn);
    }
    if (timeColumn != null) {
      builder.timeColumn(timeColumn);
    }
    if (timeFormat != null) {
      builder.timeFormat(timeFormat);
    }
    if (zone != null) {
      builder.zone(zone);
    }
    if (channelColumn != null) {
      builder.channelColumn(channelColumn);
    }
    valueColumns.forEach(builder::valueColumn);
    attributeColumns.forEach(builder::attributeColumn);
    missing.forEach(builder::missing);
    if (rowNames) {
      builder.rowNames();
    }
    if (mapping != null) {
      CsvMapping.read(mapping).forEach(builder::column);
    }
    declaration.applyTo(builder);
    return builder.build();
  }

  static FileImport importer(TelemetryStore store, CsvOptions options, ImportChecks checks) {
    CsvImporter importer = new CsvImporter(store, options);
    checks.applyTo(importer);
    return (source, refused, progress) -> {
      importer.onRefused(refused).onProgress(progress);
      return source.isStandardInput()
          ? importer.importStream(System.in)
          : importer.importFile(source.file());
    };
  }
}
