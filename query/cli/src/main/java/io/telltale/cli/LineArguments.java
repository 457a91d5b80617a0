package io.telltale.cli;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LineProtocolImporter;
import io.telltale.ingest.line.Precision;
import picocli.CommandLine.Option;

/** How to read line protocol. */
final class LineArguments {
  @Option(
      names = "--device-tag",
      paramLabel = "T",
      description =
          "line: the tag whose value is the device's serial number; by default the whole tag set.")
  private String deviceTag;

  @Option(
      names = "--precision",
      paramLabel = "UNIT",
      description = "line: unit of the times: ns (default), us, ms or s.")
  private Precision precision;

  @Option(
      names = "--default-time",
      paramLabel = "NS",
      converter = EpochTime.class,
      description = "line: time of lines that have none: epoch nanoseconds, or as for --from.")
  private Long defaultTimeNs;

  boolean isGiven() {
    return deviceTag != null || precision != null || defaultTimeNs != null;
  }

  FileImport importer(TelemetryStore store, ImportChecks checks) {
    LineOptions options = LineOptions.defaults();
    if (deviceTag != null) {
      options = options.withDeviceTag(deviceTag);
    }
    if (precision != null) {
      options = options.withPrecision(precision);
    }
    if (defaultTimeNs != null) {
      options = options.withDefaultTimeNs(defaultTimeNs);
    }
    LineProtocolImporter importer = new LineProtocolImporter(store, options);
    checks.applyTo(importer);
    return (source, refused, progress) -> {
      importer.onRefused(refused).onProgress(progress);
      return source.isStandardInput()
          ? importer.importStream(System.in)
          : importer.importFile(source.file());
    };
  }
}
