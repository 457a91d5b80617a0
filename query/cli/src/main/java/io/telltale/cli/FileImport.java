package io.telltale.cli;

import io.telltale.ingest.ImportProgress;
import io.telltale.ingest.ImportResult;
import io.telltale.ingest.RefusedLine;
import java.io.IOException;
import java.util.function.Consumer;

/** Imports one source of some format into a store that is open. */
@FunctionalInterface
interface FileImport {
  ImportResult run(ImportSource source, Consumer<RefusedLine> refused, ImportProgress progress)
      throws IOException;
}
