package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogScript.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.FaultyFileOps;
import io.telltale.core.testkit.FileDamage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogDamageTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;

  @TempDir Path directory;
  private Path sound;
  private Path damaged;
  private List<Long> lengths;
  private List<String> images;

  @BeforeEach
  void writeSound() {
    sound = directory.resolve(CatalogScript.NAME);
    damaged = directory.resolve("damaged");
    lengths = CatalogScript.write(OPS, sound);
    images = CatalogScript.images(directory.resolve("scratch"));
  }

  private long soundLength() {
    return lengths.get(lengths.size() - 1);
  }

  /** How many whole records lie in this many bytes. */
  private int recordsIn(long length) {
    int records = 0;
    while (records + 1 < lengths.size() && lengths.get(records + 1) <= length) {
      records++;
    }
    return records;
  }

  @Test
  void shouldDetectEveryTruncationBelowTheValidLength() {
    FileDamage.cutToEveryLength(
        sound,
        damaged,
        (file, length) -> {
          byte[] before = Files.readAllBytes(file);
          assertThatThrownBy(() -> Catalog.open(OPS, file, STORE, soundLength()).close())
              .isInstanceOf(CorruptStoreException.class);
          assertThatThrownBy(() -> Catalog.openReadOnly(OPS, file, STORE, soundLength()).close())
              .isInstanceOf(CorruptStoreException.class);
          assertThat(Files.readAllBytes(file)).as("evidence is kept").isEqualTo(before);
        });
  }

  @Test
  void shouldKeepEveryWholeRecordBehindTheValidLength() {
    long validLength = lengths.get(5);
    FileDamage.cutToEveryLength(
        sound,
        damaged,
        (file, length) -> {
          if (length < validLength) {
            return;
          }
          int records = recordsIn(length);
          try (Catalog catalog = Catalog.openReadOnly(OPS, file, STORE, validLength)) {
            assertThat(CatalogScript.dump(catalog)).isEqualTo(images.get(records));
          }
          try (Catalog catalog = Catalog.open(OPS, file, STORE, validLength)) {
            assertThat(CatalogScript.dump(catalog)).isEqualTo(images.get(records));
            assertThat(catalog.tornBytes()).isEqualTo(length - lengths.get(records));
            assertThat(Files.size(file)).isEqualTo(lengths.get(records));
            CatalogScript.STEPS
                .subList(records, CatalogScript.STEPS.size())
                .forEach(step -> step.accept(catalog));
          }
          assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(sound));
        });
  }

  @Test
  void shouldDetectEveryFlippedBitBelowTheValidLength() {
    FileDamage.flipEveryBit(
        sound,
        damaged,
        (file, bit) -> {
          assertThatThrownBy(() -> Catalog.open(OPS, file, STORE, soundLength()).close())
              .isInstanceOfSatisfying(
                  CorruptStoreException.class,
                  e -> {
                    assertThat(e.path()).isEqualTo(file);
                    assertThat(e.offset()).isBetween(0L, soundLength());
                  });
          assertThat(Files.size(file)).isEqualTo(soundLength());
        });
  }

  @Test
  void shouldKeepWhatPrecedesAFlippedBitBehindTheValidLength() {
    long validLength = lengths.get(5);
    FileDamage.flipEveryBit(
        sound,
        damaged,
        (file, bit) -> {
          if (bit / 8 < validLength) {
            return;
          }
          try (Catalog catalog = Catalog.openReadOnly(OPS, file, STORE, validLength)) {
            assertThat(CatalogScript.dump(catalog)).isEqualTo(images.get(recordsIn(bit / 8)));
          }
        });
  }

  @Test
  void shouldRefuseAValidLengthInsideARecord() {
    for (long validLength = lengths.get(0) + 1; validLength < soundLength(); validLength++) {
      if (lengths.contains(validLength)) {
        continue;
      }
      long inside = validLength;
      assertThatThrownBy(() -> Catalog.open(OPS, sound, STORE, inside).close())
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("valid length of " + inside);
    }
  }

  /**
   * Runs the script with a flush after every third step; returns how many steps were acknowledged.
   */
  private static int runAgainst(FaultyFileOps ops, Path file, boolean retry) {
    int acknowledged = 0;
    try (Catalog catalog = Catalog.open(ops, file, STORE, 0)) {
      int done = 0;
      for (Consumer<Catalog> step : CatalogScript.STEPS) {
        step.accept(catalog);
        done++;
        if (done % 3 == 0) {
          try {
            catalog.flush();
            acknowledged = done;
          } catch (StoreException e) {
            if (!retry) {
              throw e;
            }
            ops.heal();
          }
        }
      }
      catalog.force();
      acknowledged = done;
    } catch (StoreException e) {
      assertThat(e).hasMessageContaining(file.getFileName().toString());
    }
    return acknowledged;
  }

  @ParameterizedTest
  @EnumSource(FaultyFileOps.Mode.class)
  void shouldLoseNothingAcknowledgedWhicheverCallFails(FaultyFileOps.Mode mode) {
    for (int n = 1; ; n++) {
      Path file = directory.resolve("sweep-" + n);
      FaultyFileOps ops = FaultyFileOps.failing(OPS, n, mode);
      int acknowledged = runAgainst(ops, file, false);
      assertReopensWith(file, acknowledged, "call " + n + " of " + ops.callNames());
      if (!ops.hasFailed()) {
        assertThat(n).as("calls swept").isGreaterThan(12);
        return;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FaultyFileOps.Mode.class)
  void shouldCompleteAFlushThatFailedWhenTriedAgain(FaultyFileOps.Mode mode) throws IOException {
    FaultyFileOps clean = FaultyFileOps.counting(OPS);
    runAgainst(clean, directory.resolve("clean"), false);
    List<String> calls = clean.callNames();
    int flushes = 0;
    for (int n = 1; n <= calls.size(); n++) {
      Path file = directory.resolve("retry-" + n);
      boolean isFlush =
          calls.get(n - 1).equals("append clean") && n < calls.lastIndexOf("append clean") + 1;
      if (isFlush) {
        flushes++;
        FaultyFileOps ops = FaultyFileOps.failing(OPS, n, mode);
        assertThat(runAgainst(ops, file, true)).isEqualTo(CatalogScript.STEPS.size());
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(sound));
      }
    }
    assertThat(flushes).isEqualTo(5);
  }

  private void assertReopensWith(Path file, int acknowledged, String what) {
    try (Catalog catalog = Catalog.open(OPS, file, STORE, 0)) {
      int found = images.indexOf(CatalogScript.dump(catalog));
      assertThat(found).as(what).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  @Test
  void shouldNotTrustAFileAgainThatCouldNotBeForced() {
    FaultyFileOps ops = FaultyFileOps.counting(OPS);
    try (Catalog catalog = Catalog.open(ops, directory.resolve("unforced"), STORE, 0)) {
      catalog.registerDevice("a");
      catalog.flush();
      ops.failNext(1, FaultyFileOps.Mode.ONCE);
      assertThatThrownBy(catalog::force).hasMessageContaining("cannot force");
      assertThatThrownBy(catalog::force).hasMessageContaining("could not be forced earlier");
    }
  }

  @Test
  void shouldLeaveNoFileOpenWhenOpeningFails() {
    for (int n = 1; ; n++) {
      FaultyFileOps ops = FaultyFileOps.failing(OPS, n, FaultyFileOps.Mode.ONCE);
      try (Catalog catalog = Catalog.open(ops, sound, STORE, soundLength())) {
        assertThat(CatalogScript.dump(catalog)).isEqualTo(images.get(images.size() - 1));
      } catch (StoreException e) {
        List<String> calls = ops.callNames();
        assertThat(calls.get(calls.size() - 1)).isIn("openAppend catalog", "close catalog");
      }
      if (!ops.hasFailed()) {
        return;
      }
    }
  }
}
