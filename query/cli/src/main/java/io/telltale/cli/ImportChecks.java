package io.telltale.cli;

import io.telltale.ingest.RefusedLineFile;
import io.telltale.ingest.TimeLimits;
import io.telltale.ingest.csv.CsvImporter;
import io.telltale.ingest.line.LineProtocolImporter;

/** What importers of every format are told to refuse, and where refused lines go. */
final class ImportChecks {
  private final TimeLimits timeLimits;
  private RefusedLineFile refusedFile;

  ImportChecks(TimeLimits timeLimits) {
    this.timeLimits = timeLimits;
  }

  /** Names the file for refused lines; null: there is none. */
  void refusedTo(RefusedLineFile file) {
    refusedFile = file;
  }

  void applyTo(LineProtocolImporter importer) {
    importer.timeLimits(timeLimits);
    if (refusedFile != null) {
      importer.refusedTo(refusedFile);
    }
  }

  void applyTo(CsvImporter importer) {
    importer.timeLimits(timeLimits);
    if (refusedFile != null) {
      importer.refusedTo(refusedFile);
    }
  }
}
