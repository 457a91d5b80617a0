package io.telltale.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.TimeLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import allocates by what is new, not by line: ten times the lines allocate no byte more. */
final class ImportAllocationTest {
  private static final int FEW = 2_000;
  private static final int MANY = 20_000;
  private static final int ROUNDS = 12;

  @TempDir Path directory;

  @Test
  void linesOfKnownDevicesAndChannelsAllocateNothing() {
    assertNothingByLine(
        i ->
            "truck,name=t"
                + (i % 50)
                + ",fleet=north\\ east,driver=d"
                + (i % 50)
                + " lat="
                + (i % 90)
                + ".25,speed="
                + (i % 100)
                + "i,ok="
                + (i % 2 == 0)
                + ",fuel=0."
                + (1_000_000 + i)
                + ",state=\"st\\\"ate "
                + (i % 7)
                + "\",u=7u "
                + (1_000 + i));
  }

  @Test
  void aTagThatComesAndGoesAllocatesNothing() {
    assertNothingByLine(
        i ->
            "truck,name=t"
                + (i % 50)
                + (i % 3 == 0 ? "" : ",driver=d" + (i % 50))
                + " lat=1.5 "
                + (1_000 + i));
  }

  @Test
  void doublesOfManyDigitsAllocateNothing() {
    assertNothingByLine(
        i ->
            "m,name=a v=-0."
                + (100_000_000_000_000L + i)
                + ",w=1.7e-30,x=12345678901234567e5 "
                + i);
  }

  private void assertNothingByLine(IntFunction<String> line) {
    byte[] few = text(FEW, line);
    byte[] many = text(MANY, line);
    TimeLimits limits = TimeLimits.NONE.withFloor(0).withFuture(Duration.ofDays(1), () -> 0);
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      LineProtocolImporter importer =
          new LineProtocolImporter(store, LineOptions.defaults().withDeviceTag("name"))
              .timeLimits(limits);
      long ofFew = Long.MAX_VALUE;
      long ofMany = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        // The best round counts: the JVM allocates on behalf of a thread while it warms up.
        ofFew = Math.min(ofFew, AllocationProbe.allocatedBytes(() -> load(importer, few)));
        ofMany = Math.min(ofMany, AllocationProbe.allocatedBytes(() -> load(importer, many)));
      }
      assertThat(ofMany - ofFew)
          .as("bytes for %d lines beyond those for %d", MANY, FEW)
          .isLessThanOrEqualTo(0);
    }
  }

  private static byte[] text(int lines, IntFunction<String> line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      // All that is new is in the first lines, so that both texts have it.
      text.append(line.apply(i)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void load(LineProtocolImporter importer, byte[] text) {
    try {
      if (importer.importStream(new ByteArrayInputStream(text)).refused() > 0) {
        throw new AssertionError("a line was refused");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
