package io.telltale.core.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreLimits;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.io.SystemFileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreContentsTest {
  @TempDir Path directory;

  private void loseManifests() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(f -> f.getFileName().toString().startsWith("MANIFEST-")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Files.delete(file);
    }
  }

  @Test
  void aCatalogWithoutAManifestIsNotReplacedByANewStore() throws IOException {
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      store.devices().register("a");
    }
    byte[] catalog = Files.readAllBytes(directory.resolve("catalog"));
    loseManifests();
    assertThatThrownBy(() -> TelemetryStore.open(directory))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("no manifest");
    assertThat(directory.resolve("catalog")).hasBinaryContent(catalog);
    assertThat(directory).isDirectoryNotContaining("glob:**MANIFEST-*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"segments/seg-0000000001.seg", "journal/19700102F.cq4"})
  void readingsWithoutAManifestAreNotMistakenForANewStore(String file) throws IOException {
    TelemetryStore.open(directory).close();
    loseManifests();
    Files.writeString(directory.resolve(file), "readings");
    assertThatThrownBy(() -> TelemetryStore.open(directory))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("no manifest");
    assertThat(directory.resolve(file)).hasContent("readings");
  }

  @Test
  void aStoreThatDiedWhileItWasMadeIsMadeAnew() throws IOException {
    StoreLayout layout = new StoreLayout(directory);
    StoreContents.openForWriting(SystemFileOps.INSTANCE, layout, null, StoreLimits.DEFAULTS)
        .close();
    loseManifests();
    try (TelemetryStore store = TelemetryStore.open(directory)) {
      assertThat(store.devices().register("a")).isZero();
    }
  }
}
