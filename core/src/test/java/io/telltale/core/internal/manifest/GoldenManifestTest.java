package io.telltale.core.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.DuplicatePolicy;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.GoldenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest that was written once and for all: every build must open it. */
class GoldenManifestTest {
  private static final String NAME = "MANIFEST-000000000001";
  private static final Manifest MANIFEST =
      new Manifest(
          1,
          new UUID(0x5EED_CA7A_1061_0001L, 0x0123_4567_89AB_CDEFL),
          DuplicatePolicy.FIRST_ARRIVED,
          789,
          0x1234_5678_9ABCL,
          3,
          List.of(
              new SegmentEntry("000000000001.seg", 65_536, 0, 4_095, 1_000_000, 1_000_010),
              new SegmentEntry("000000000002.seg", 128, 4_096, 0x1234_5678_9ABCL, 1, 1)));

  @TempDir Path directory;

  @Test
  void shouldOpenTheManifestOfFormatV0() throws IOException {
    GoldenFiles.copy("v0/" + NAME, directory);
    assertThat(new ManifestStore(SystemFileOps.INSTANCE, directory).load(null)).isEqualTo(MANIFEST);
  }

  @Test
  void shouldWriteTheSameBytesAsLongAsTheVersionIsTheSame() throws IOException {
    new ManifestStore(SystemFileOps.INSTANCE, directory).write(MANIFEST);
    GoldenFiles.assertSame(directory.resolve(NAME), "v0/" + NAME);
  }
}
