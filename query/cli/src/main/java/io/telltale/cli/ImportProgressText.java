package io.telltale.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far an import of several files is. */
final class ImportProgressText {
  private static final double NS_PER_S = 1e9;
  private static final int LEAST_PERCENT_TO_ESTIMATE = 1;

  private final LongSupplier elapsedNs;
  private final long totalBytes;
  private long doneBytes;
  private long doneReadings;
  private long doneRefused;
  private volatile long bytes;
  private volatile long readings;
  private volatile long refused;
  private volatile String name = "";
  private volatile boolean sealing;

  /** Total bytes are negative when nobody knows them. */
  ImportProgressText(long totalBytes, LongSupplier elapsedNs) {
    this.totalBytes = totalBytes;
    this.elapsedNs = elapsedNs;
  }

  static ImportProgressText of(List<ImportSource> sources) throws IOException {
    long totalBytes = 0;
    for (ImportSource source : sources) {
      long more = source.bytes();
      totalBytes = more < 0 || totalBytes < 0 ? -1 : totalBytes + more;
    }
    return new ImportProgressText(totalBytes, ElapsedClock.start()::elapsedNs);
  }

  void start(ImportSource next) {
    name = next.name();
  }

  void progress(long fileBytes, long fileTotalBytes, long fileReadings, long fileRefused) {
    bytes = doneBytes + fileBytes;
    readings = doneReadings + fileReadings;
    refused = doneRefused + fileRefused;
  }

  void finish() {
    doneBytes = bytes;
    doneReadings = readings;
    doneRefused = refused;
  }

  void seal() {
    sealing = true;
  }

  String text() {
    if (sealing) {
      return "sealing ...";
    }
    if (name.isEmpty()) {
      return "opening ...";
    }
    double elapsedS = Math.max(1e-3, elapsedNs.getAsLong() / NS_PER_S);
    StringBuilder text = new StringBuilder(name).append(": ");
    long percent = totalBytes <= 0 ? 0 : Math.min(100, 100 * bytes / totalBytes);
    if (totalBytes > 0) {
      text.append(percent).append(" %, ");
    }
    text.append(
        String.format(
            Locale.ROOT, "%,d readings, %s/s", readings, Quantity.scaled(readings / elapsedS)));
    if (refused > 0) {
      text.append(", ").append(Quantity.grouped(refused)).append(" refused");
    }
    if (percent >= LEAST_PERCENT_TO_ESTIMATE) {
      long left = Math.round(elapsedS * Math.max(0, totalBytes - bytes) / bytes);
      text.append(", ").append(left).append(" s left");
    }
    return text.toString();
  }
}
