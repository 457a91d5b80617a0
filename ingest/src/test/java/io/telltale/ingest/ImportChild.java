package io.telltale.ingest;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.FrameLayout;
import io.telltale.ingest.line.LineOptions;
import io.telltale.ingest.line.LineProtocolImporter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Imports a file of lines slowly, to be killed meanwhile; tells on its standard output how many
 * readings are published for sure.
 */
public final class ImportChild {
  private static final int CHUNK_BYTES = 4_096;
  private static final long PAUSE_NS = 2_000_000;

  private ImportChild() {}

  /** Takes the store's directory and the file. */
  public static void main(String[] arguments) throws IOException {
    long[] told = new long[1];
    try (TelemetryStore store = TelemetryStore.open(Path.of(arguments[0]));
        InputStream file = Files.newInputStream(Path.of(arguments[1]))) {
      LineProtocolImporter importer =
          new LineProtocolImporter(store, LineOptions.defaults().withDeviceTag("d"));
      importer.onProgress(
          (bytes, total, readings, refused) -> {
            // What a full frame does not hold yet may still be staged.
            told[0] = Math.max(0, readings - FrameLayout.MAX_READINGS);
            if (told[0] > 0) {
              System.out.println(told[0]);
            }
          });
      importer.importStream(new Slow(file));
    }
  }

  private static final class Slow extends FilterInputStream {
    Slow(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      LockSupport.parkNanos(PAUSE_NS);
      return super.read(target, offset, Math.min(length, CHUNK_BYTES));
    }
  }
}
