package io.telltale.cli;

import io.telltale.cli.output.ControlText;
import io.telltale.ingest.RefusedLine;
import io.telltale.ingest.RefusedLineFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts the refused lines of an import, shows the first, and writes all to a file on request. */
final class RefusedLines implements AutoCloseable {
  private static final int MOST_SHOWN = 1_000;
  private static final int SHOWN_BESIDE_FILE = 10;

  private final List<String> shown = new ArrayList<>();
  private final Path path;
  private final RefusedLineFile all;
  private long count;

  private RefusedLines(Path path, RefusedLineFile all) {
    this.path = path;
    this.all = all;
  }

  /** Starts; all is a new file for every refused line, or null. */
  static RefusedLines open(Path all) throws IOException {
    if (all == null) {
      return new RefusedLines(null, null);
    }
    try {
      return new RefusedLines(all, RefusedLineFile.open(all));
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--refused makes a new file, but there is one: " + all, e);
    }
  }

  /** Where importers write every refused line, or null. */
  RefusedLineFile file() {
    return all;
  }

  void add(ImportSource source, RefusedLine refused) {
    if (++count <= mostShown()) {
      // Editors and terminals can jump to file:line:column.
      String place = source.file() + ":" + refused.line() + ":" + refused.column();
      shown.add(ControlText.visible(place + ": refused: " + refused.reason()));
    }
  }

  long count() {
    return count;
  }

  /** Shows the first: at the end, for a line of progress may be on the same terminal until then. */
  void show(PrintWriter err) {
    shown.forEach(err::println);
    if (count > 0) {
      err.println(Quantity.counted(count, "line") + " refused" + whereAre());
    }
    err.flush();
  }

  private String whereAre() {
    if (all != null) {
      return "; " + path + " has " + (count == 1 ? "it" : "all");
    }
    return count > MOST_SHOWN
        ? "; the first " + MOST_SHOWN + " are shown, --refused FILE has all"
        : "";
  }

  private int mostShown() {
    return all == null ? MOST_SHOWN : SHOWN_BESIDE_FILE;
  }

  @Override
  public void close() throws IOException {
    if (all != null) {
      all.close();
    }
  }
}
