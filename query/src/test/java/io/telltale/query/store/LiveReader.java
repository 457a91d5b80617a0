package io.telltale.query.store;

import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that reads what another writes: see {@link LiveProcessesTest}. */
final class LiveReader {
  /** After so many refreshes that showed more than the one before it says so. */
  static final int SOME_NEWS = 4;

  private LiveReader() {}

  /** Arguments: store, file with the word of what was committed, the file that ends it. */
  public static void main(String[] args) throws IOException {
    Path end = Path.of(args[2]);
    long refreshes = 0;
    long growths = 0;
    long shown = 0;
    try (FileChannel word = FileChannel.open(Path.of(args[1]), StandardOpenOption.READ);
        TelemetryStore store = TelemetryStore.openReadOnly(Path.of(args[0]))) {
      boolean last;
      do {
        last = Files.exists(end);
        long committed = LiveFormula.noted(word);
        store.refresh();
        long now = LiveFormula.prefix(store);
        LiveFormula.require(
            now >= committed, now + " readings shown of " + committed + " committed before");
        LiveFormula.require(now >= shown, now + " readings shown after " + shown);
        LiveFormula.require(store.unsealedBytes() == 0, "something is not shown");
        refreshes++;
        if (now > shown && ++growths == SOME_NEWS) {
          System.out.println("news");
        }
        shown = now;
      } while (!last);
      System.out.println(refreshes + " " + growths + " " + shown + " " + store.stats().segments());
    }
  }
}
