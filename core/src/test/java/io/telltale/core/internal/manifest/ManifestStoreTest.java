package io.telltale.core.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SectionFile;
import io.telltale.core.internal.io.SectionFileWriter;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.FaultyFileOps;
import io.telltale.core.testkit.FileDamage;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestStoreTest {
  private static final UUID STORE = new UUID(11, 22);
  private static final FileOps OPS = SystemFileOps.INSTANCE;

  @TempDir Path directory;

  private static Manifest manifest(long number) {
    List<SegmentEntry> segments = new ArrayList<>();
    for (int i = 0; i < number % 3; i++) {
      segments.add(
          new SegmentEntry("segment-" + number + "-" + i, 4096 + i, 10 * i, 10 * i + 9, 100, 101));
    }
    return new Manifest(
        number, STORE, DuplicatePolicy.LAST_ARRIVED, 64 + number, number - 2, number, segments);
  }

  private ManifestStore written(long upTo) {
    ManifestStore store = new ManifestStore(OPS, directory);
    for (long number = 1; number <= upTo; number++) {
      store.write(manifest(number));
    }
    return store;
  }

  private Path file(int number) {
    return directory.resolve("MANIFEST-00000000000" + number);
  }

  private Manifest load() {
    return new ManifestStore(OPS, directory).load(STORE);
  }

  @Test
  void shouldFindNoneInAnEmptyDirectory() {
    assertThat(load()).isNull();
  }

  @Test
  void shouldLoadTheNewestAndKeepTwo() throws IOException {
    written(5);
    assertThat(load()).isEqualTo(manifest(5));
    assertThat(OPS.list(directory))
        .containsExactly("MANIFEST-000000000004", "MANIFEST-000000000005");
  }

  @Test
  void shouldRoundTripRandomManifests() {
    Seeds.run(
        20,
        random -> {
          Path own = Files.createDirectory(directory.resolve("own-" + random.nextLong()));
          Manifest manifest = randomManifest(random);
          new ManifestStore(OPS, own).write(manifest);
          assertThat(new ManifestStore(OPS, own).load(null)).isEqualTo(manifest);
        });
  }

  private static Manifest randomManifest(Random random) {
    List<SegmentEntry> segments = new ArrayList<>();
    for (int i = random.nextInt(200); i > 0; i--) {
      long first = random.nextLong() >>> 2;
      long readings = random.nextLong() >>> 3;
      segments.add(
          new SegmentEntry(
              "ségment-" + "x".repeat(random.nextInt(50)) + i,
              random.nextLong() >>> 1,
              first,
              first + random.nextInt(1000),
              readings,
              readings + random.nextInt(3)));
    }
    return new Manifest(
        1,
        new UUID(random.nextLong(), random.nextLong()),
        random.nextBoolean() ? DuplicatePolicy.FIRST_ARRIVED : DuplicatePolicy.LAST_ARRIVED,
        random.nextLong() >>> 1,
        random.nextBoolean() ? Manifest.NOTHING_SEALED : random.nextLong() >>> 1,
        random.nextLong() >>> 1,
        segments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/x", "/etc/passwd", "segment\\2\\0", "segment\u00002\u00000"})
  void shouldRefuseASegmentOutsideOfItsFolder(String name) {
    written(2);
    byte[] crafted = name.getBytes(StandardCharsets.UTF_8);
    assertThat(crafted).hasSize("segment-2-0".length());
    Path copy = directory.resolve("copy");
    try (SectionFile from = SectionFile.open(OPS, file(2), FileKind.MANIFEST, STORE);
        SectionFileWriter to = SectionFileWriter.create(OPS, copy, FileKind.MANIFEST, STORE)) {
      to.beginSection(ManifestLayout.SECTION_FIELDS);
      to.write(from.read(ManifestLayout.SECTION_FIELDS));
      to.endSection();
      to.beginSection(ManifestLayout.SECTION_SEGMENTS);
      to.write(from.read(ManifestLayout.SECTION_SEGMENTS).put(ManifestLayout.NAME_OFFSET, crafted));
      to.endSection();
      to.finish();
    }
    assertThatThrownBy(() -> ManifestCodec.read(OPS, copy, STORE))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(copy.toString())
        .hasMessageContaining("cannot be");
  }

  @Test
  void shouldIgnoreWhatIsNotAManifest() throws IOException {
    written(2);
    Files.write(directory.resolve("MANIFEST-000000000009.tmp"), new byte[100]);
    Files.write(directory.resolve("MANIFEST-9"), new byte[100]);
    Files.write(directory.resolve("MANIFEST-00000000000x"), new byte[100]);
    assertThat(load()).isEqualTo(manifest(2));
  }

  @Test
  void shouldRefuseANumberThatDoesNotFollow() {
    ManifestStore store = written(2);
    for (long number : new long[] {1, 2, 4}) {
      assertThatThrownBy(() -> store.write(manifest(number)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new ManifestStore(OPS, directory).write(manifest(number)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(load()).isEqualTo(manifest(2));
  }

  @Test
  void shouldNeverFallBackSilently() {
    written(3);
    FileDamage.flipEveryBit(
        copyOf(3),
        file(3),
        (file, bit) -> {
          try {
            // Padding alone may be damaged without harm.
            assertThat(load()).isEqualTo(manifest(3));
          } catch (CorruptStoreException e) {
            assertThat(e.path()).isEqualTo(file(3));
          }
        });
    FileDamage.cutToEveryLength(
        copyOf(2),
        file(3),
        (file, length) ->
            assertThatThrownBy(this::load)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("MANIFEST-000000000003"));
  }

  private Path copyOf(int number) {
    try {
      return Files.copy(file(number), directory.resolve("sound-" + number));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldRefuseAManifestUnderAnotherNumber() throws IOException {
    written(3);
    Files.move(file(3), file(7));
    assertThatThrownBy(this::load)
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("number=3");
  }

  @Test
  void shouldRefuseAManifestOfAnotherStore() {
    written(1);
    assertThatThrownBy(() -> new ManifestStore(OPS, directory).load(new UUID(1, 1)))
        .isInstanceOf(CorruptStoreException.class);
    assertThatThrownBy(() -> SectionFile.open(OPS, file(1), FileKind.SEGMENT, STORE).close())
        .isInstanceOf(StoreFormatException.class);
  }

  @ParameterizedTest
  @EnumSource(FaultyFileOps.Mode.class)
  void shouldLoseNoManifestWhicheverCallFails(FaultyFileOps.Mode mode) throws IOException {
    for (int n = 1; ; n++) {
      Path own = Files.createDirectory(directory.resolve("sweep-" + n));
      FaultyFileOps ops = FaultyFileOps.failing(OPS, n, mode);
      ManifestStore store = new ManifestStore(ops, own);
      long acknowledged = 0;
      try {
        for (long number = 1; number <= 4; number++) {
          store.write(manifest(number));
          acknowledged = number;
        }
      } catch (StoreException e) {
        assertThat(e).isNotInstanceOf(CorruptStoreException.class);
      }
      Manifest found = new ManifestStore(OPS, own).load(STORE);
      long number = found == null ? 0 : found.number();
      assertThat(number).as("call " + n).isBetween(acknowledged, acknowledged + 1);
      if (found != null) {
        assertThat(found).isEqualTo(manifest(number));
      }
      // The same store goes on with the number that failed.
      ops.heal();
      for (long next = acknowledged + 1; next <= 6; next++) {
        store.write(manifest(next));
      }
      assertThat(new ManifestStore(OPS, own).load(STORE)).isEqualTo(manifest(6));
      assertThat(OPS.list(own)).containsExactly("MANIFEST-000000000005", "MANIFEST-000000000006");
      if (acknowledged == 4 && !ops.hasFailed()) {
        assertThat(n).as("calls swept").isGreaterThan(20);
        return;
      }
    }
  }

  @Test
  void shouldLoadWhileAWriterReplaces() throws Exception {
    ManifestStore store = written(1);
    Thread writer =
        new Thread(
            () -> {
              for (long number = 2; number < 60; number++) {
                store.write(manifest(number));
              }
            });
    writer.start();
    long last = 1;
    while (writer.isAlive()) {
      long number = load().number();
      assertThat(number).isGreaterThanOrEqualTo(last);
      last = number;
    }
    writer.join();
    assertThat(load().number()).isEqualTo(59);
  }

  @Test
  void shouldRefuseFieldsThatCannotBe() {
    assertThatThrownBy(
            () -> new Manifest(0, STORE, DuplicatePolicy.LAST_ARRIVED, 0, 0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Manifest(1, STORE, DuplicatePolicy.LAST_ARRIVED, 0, -2, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SegmentEntry("s", 1, 5, 4, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SegmentEntry("s", 1, 4, 5, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
