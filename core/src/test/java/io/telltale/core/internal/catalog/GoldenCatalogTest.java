package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogScript.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.GoldenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog that was written once and for all: every build must open it. */
class GoldenCatalogTest {
  @TempDir Path directory;

  @Test
  void shouldOpenTheCatalogOfFormatV0() throws IOException {
    Path golden = GoldenFiles.copy("v0/catalog", directory);
    try (Catalog catalog = Catalog.open(SystemFileOps.INSTANCE, golden, STORE, 0)) {
      List<String> images = CatalogScript.images(directory.resolve("scratch"));
      assertThat(CatalogScript.dump(catalog)).isEqualTo(images.get(images.size() - 1));
      assertThat(catalog.tornBytes()).isZero();
    }
  }

  @Test
  void shouldWriteTheSameBytesAsLongAsTheVersionIsTheSame() throws IOException {
    Path written = directory.resolve("written");
    CatalogScript.write(SystemFileOps.INSTANCE, written);
    GoldenFiles.assertSame(written, "v0/catalog");
  }
}
