package io.telltale.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEnvelopeTest {
  private static final UUID STORE = new UUID(0x0123456789ABCDEFL, 0xFEDCBA9876543210L);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void writeHeader() throws IOException {
    file = directory.resolve("file");
    Files.write(file, FileEnvelope.header(FileKind.CATALOG, STORE).array());
  }

  private UUID check(FileKind kind, UUID storeId) throws IOException {
    try (FileHandle handle = SystemFileOps.INSTANCE.openRead(file)) {
      return FileEnvelope.checkHeader(handle, kind, storeId);
    }
  }

  private void patch(int offset, int value, boolean rightChecksum) throws IOException {
    ByteBuffer header = FileEnvelope.allocate(64).put(Files.readAllBytes(file));
    header.put(offset, (byte) value);
    if (rightChecksum) {
      CRC32C crc = new CRC32C();
      crc.update(header.array(), 0, FileEnvelopeLayout.HEADER_CRC_OFFSET);
      header.putInt(FileEnvelopeLayout.HEADER_CRC_OFFSET, (int) crc.getValue());
    }
    Files.write(file, header.array());
  }

  @Test
  void shouldBeginWithReadableMagic() throws IOException {
    assertThat(new String(Files.readAllBytes(file), 0, 8, StandardCharsets.US_ASCII))
        .isEqualTo("TELLTALE");
    assertThat(Files.size(file)).isEqualTo(FileEnvelopeLayout.HEADER_BYTES);
  }

  @Test
  void shouldReturnTheStoreThatWroteIt() throws IOException {
    assertThat(check(FileKind.CATALOG, STORE)).isEqualTo(STORE);
    assertThat(check(FileKind.CATALOG, null)).isEqualTo(STORE);
  }

  @Test
  void shouldRefuseAnotherMagicBeforeAnythingElse() throws IOException {
    patch(FileEnvelopeLayout.MAGIC_OFFSET, 'X', false);
    assertThatThrownBy(() -> check(FileKind.CATALOG, STORE))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("magic")
        .hasMessageContaining("offset=0");
  }

  @Test
  void shouldTakeAVersionForNewerOnlyWhenTheChecksumIsRight() throws IOException {
    patch(FileEnvelopeLayout.VERSION_OFFSET, 9, false);
    assertThatThrownBy(() -> check(FileKind.CATALOG, STORE))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("checksum of the header");
    patch(FileEnvelopeLayout.VERSION_OFFSET, 9, true);
    assertThatThrownBy(() -> check(FileKind.CATALOG, STORE))
        .isInstanceOf(StoreFormatException.class)
        .hasMessageContaining("version 9")
        .hasMessageContaining(file.toString());
  }

  @Test
  void shouldRefuseAnotherKindByName() {
    assertThatThrownBy(() -> check(FileKind.SEGMENT, STORE))
        .isInstanceOf(StoreFormatException.class)
        .hasMessageContaining("CATALOG")
        .hasMessageContaining("SEGMENT");
  }

  @Test
  void shouldNameAnUnknownKindByNumber() throws IOException {
    patch(FileEnvelopeLayout.KIND_OFFSET, 77, true);
    assertThatThrownBy(() -> check(FileKind.SEGMENT, STORE))
        .isInstanceOf(StoreFormatException.class)
        .hasMessageContaining("77");
  }

  @Test
  void shouldRefuseTheFileOfAnotherStore() {
    UUID other = new UUID(1, 2);
    assertThatThrownBy(() -> check(FileKind.CATALOG, other))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(STORE.toString())
        .hasMessageContaining(other.toString());
  }

  @Test
  void shouldRefuseAFileThatIsShorterThanItsHeader() throws IOException {
    Files.write(file, new byte[63]);
    assertThatThrownBy(() -> check(FileKind.CATALOG, STORE))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("shorter than its header");
  }

  @Test
  void shouldHaveOneCodeForEachKind() {
    assertThat(FileKind.values()).extracting(FileKind::code).doesNotHaveDuplicates();
  }
}
