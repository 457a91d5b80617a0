package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogScript.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.CorruptStoreException;
import io.telltale.core.Kind;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve(CatalogScript.NAME);
  }

  private Catalog open() {
    return Catalog.open(OPS, file, STORE, 0);
  }

  @Test
  void shouldGiveBackEverythingAfterReopening() {
    List<Long> lengths = CatalogScript.write(OPS, file);
    List<String> images = CatalogScript.images(directory.resolve("scratch"));
    String last = images.get(images.size() - 1);
    long length = lengths.get(lengths.size() - 1);
    assertThat(lengths).doesNotHaveDuplicates();
    assertThat(images).doesNotHaveDuplicates();
    try (Catalog catalog = Catalog.open(OPS, file, STORE, length)) {
      assertThat(CatalogScript.dump(catalog)).isEqualTo(last);
      assertThat(catalog.force()).isEqualTo(length);
      assertThat(catalog.tornBytes()).isZero();
      assertThat(catalog.storeId()).isEqualTo(STORE);
    }
    try (Catalog catalog = Catalog.openReadOnly(OPS, file, null, length)) {
      assertThat(CatalogScript.dump(catalog)).isEqualTo(last);
    }
  }

  @Test
  void shouldKeepIdsAcrossReopening() {
    try (Catalog catalog = open()) {
      assertThat(catalog.registerDevice("a")).isZero();
      assertThat(catalog.registerDevice("b")).isEqualTo(1);
    }
    try (Catalog catalog = open()) {
      assertThat(catalog.registerDevice("b")).isEqualTo(1);
      assertThat(catalog.registerDevice("c")).isEqualTo(2);
      assertThat(catalog.registerDevice("a")).isZero();
    }
  }

  @Test
  void shouldFindByAnyCharSequence() {
    try (Catalog catalog = open()) {
      int device = catalog.registerDevice("truck-17");
      int channel = catalog.registerChannel(ChannelSpec.of("status", Kind.STATE)).id();
      int code = catalog.registerState(channel, "moving");
      assertThat(catalog.findDevice(new StringBuilder("truck-17"))).isEqualTo(device);
      assertThat(catalog.findDevice(CharBuffer.wrap("xtruck-17x", 1, 9))).isEqualTo(device);
      assertThat(catalog.findDevice("truck-18")).isEqualTo(-1);
      assertThat(catalog.findDevice("")).isEqualTo(-1);
      assertThat(catalog.findState(channel, new StringBuilder("moving"))).isEqualTo(code);
      assertThat(catalog.findState(channel, "standing")).isEqualTo(-1);
      assertThat(catalog.findSeries(device, channel)).isEqualTo(-1);
      assertThat(catalog.findSeries(-1, -1)).isEqualTo(-1);
      assertThat(catalog.findChannel("speed")).isNull();
    }
  }

  @Test
  void shouldTakeOverOnlyWhatIsDeclared() {
    try (Catalog catalog = open()) {
      ChannelSpec bare = ChannelSpec.ofDouble("speed");
      Channel channel =
          catalog.registerChannel(bare.withUnit("km/h").withPeriod(Duration.ofSeconds(1)));
      assertThat(catalog.registerChannel(bare)).isEqualTo(channel);
      Channel updated = catalog.registerChannel(bare.withStaleAfter(Duration.ofSeconds(5)));
      assertThat(updated)
          .isEqualTo(new Channel(0, "speed", Kind.DOUBLE, "km/h", 1_000_000_000L, 5_000_000_000L));
      assertThat(catalog.channel(0)).isEqualTo(updated);
    }
    try (Catalog catalog = open()) {
      assertThat(catalog.findChannel("speed").unit()).isEqualTo("km/h");
      assertThat(catalog.findChannel("speed").staleAfterNs()).isEqualTo(5_000_000_000L);
    }
  }

  @Test
  void shouldNeverChangeAKind() {
    try (Catalog catalog = open()) {
      catalog.registerChannel(ChannelSpec.ofDouble("speed"));
      assertThatThrownBy(() -> catalog.registerChannel(ChannelSpec.of("speed", Kind.LONG)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("speed")
          .hasMessageContaining("DOUBLE")
          .hasMessageContaining("LONG");
    }
  }

  @Test
  void shouldHaveStatesOfStateChannelsOnly() {
    try (Catalog catalog = open()) {
      int channel = catalog.registerChannel(ChannelSpec.ofDouble("speed")).id();
      assertThat(catalog.stateCount(channel)).isZero();
      assertThatThrownBy(() -> catalog.registerState(channel, "fast"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("speed")
          .hasMessageContaining("DOUBLE");
    }
  }

  @Test
  void shouldCountTheLatestAttributeOnly() {
    try (Catalog catalog = open()) {
      for (int device = 0; device < 3; device++) {
        catalog.registerDevice("d" + device);
        catalog.setAttribute(device, "model", "A");
      }
      catalog.setAttribute(1, "model", "B");
      catalog.setAttribute(1, "city", "Oslo");
      assertThat(catalog.devicesWith("model", "A").toArray()).containsExactly(0, 2);
      assertThat(catalog.devicesWith("model", "B").toArray()).containsExactly(1);
      catalog.setAttribute(0, "model", "B");
      catalog.setAttribute(2, "model", "B");
      assertThat(catalog.devicesWith("model", "A").isEmpty()).isTrue();
      assertThat(catalog.devicesWith("model", "B").toArray()).containsExactly(0, 1, 2);
      assertThat(catalog.devicesWith("model", "C").isEmpty()).isTrue();
      assertThat(catalog.devicesWith("colour", "A").isEmpty()).isTrue();
      assertThat(catalog.attributes(1)).isEqualTo(Map.of("city", "Oslo", "model", "B"));
      catalog.setAttribute(0, "model", "A");
      assertThat(catalog.devicesWith("model", "A").toArray()).containsExactly(0);
      // A copy: what the caller does to it changes nothing.
      catalog.devicesWith("model", "B").clear();
      assertThat(catalog.devicesWith("model", "B").toArray()).containsExactly(1, 2);
    }
  }

  @Test
  void shouldWriteNothingForWhatItKnows() {
    try (Catalog catalog = open()) {
      CatalogScript.STEPS.forEach(step -> step.accept(catalog));
      long length = catalog.force();
      catalog.setAttribute(0, "model", "RF29");
      catalog.registerDevice("fridge-1");
      catalog.registerChannel(ChannelSpec.ofDouble("temperature"));
      catalog.registerChannel(ChannelSpec.ofDouble("temperature").withUnit("°C"));
      catalog.registerState(1, "open");
      catalog.registerSeries(0, 0);
      assertThat(catalog.force()).isEqualTo(length);
    }
  }

  @Test
  void shouldHaveNothingInTheFileBeforeFlush() throws IOException {
    try (Catalog catalog = open()) {
      catalog.registerDevice("a");
      assertThat(Files.size(file)).isEqualTo(64);
      catalog.flush();
      assertThat(Files.size(file)).isGreaterThan(64);
      try (Catalog reader = Catalog.openReadOnly(OPS, file, STORE, 64)) {
        assertThat(reader.findDevice("a")).isZero();
      }
    }
  }

  @Test
  void shouldRefuseTextsThatAreEmptyTooLongOrNotUnicode() {
    String longest = "x".repeat(1024);
    try (Catalog catalog = open()) {
      assertThat(catalog.registerDevice(longest)).isZero();
      int channel =
          catalog.registerChannel(ChannelSpec.of(longest, Kind.STATE).withUnit(longest)).id();
      assertThat(catalog.registerState(channel, longest)).isZero();
      catalog.setAttribute(0, longest, longest);
      long length = catalog.force();
      refused("serial number", () -> catalog.registerDevice(""));
      refused("serial number has 1025", () -> catalog.registerDevice("x".repeat(1025)));
      refused("serial number has 1026 bytes", () -> catalog.registerDevice("ü".repeat(513)));
      refused("surrogate", () -> catalog.registerDevice("a\uD83Eb"));
      refused("surrogate", () -> catalog.registerDevice("a\uDDCA"));
      refused(
          "channel name", () -> catalog.registerChannel(ChannelSpec.ofDouble("x".repeat(1025))));
      refused(
          "unit",
          () -> catalog.registerChannel(ChannelSpec.ofDouble("y").withUnit("x".repeat(1025))));
      refused("state is empty", () -> catalog.registerState(channel, ""));
      refused("state has 1025", () -> catalog.registerState(channel, "x".repeat(1025)));
      refused("attribute name is empty", () -> catalog.setAttribute(0, "", "x"));
      refused("attribute value has", () -> catalog.setAttribute(0, "x", "x".repeat(1025)));
      assertThat(catalog.force()).isEqualTo(length);
      assertThat(catalog.channelCount()).isEqualTo(1);
    }
    try (Catalog catalog = open()) {
      assertThat(catalog.attributes(0)).isEqualTo(Map.of(longest, longest));
      assertThat(catalog.state(0, 0)).isEqualTo(longest);
    }
  }

  @Test
  void shouldRefuseUnknownIds() {
    try (Catalog catalog = open()) {
      catalog.registerDevice("a");
      refused("no device has id=1", () -> catalog.registerSeries(1, 0));
      refused("no channel has id=0", () -> catalog.registerSeries(0, 0));
      refused("no device has id=-1", () -> catalog.setAttribute(-1, "k", "v"));
      refused("no device has id=1, there are 1", () -> catalog.deviceSerial(1));
      refused("no channel has id=3", () -> catalog.channel(3));
      refused("no channel has id=3", () -> catalog.registerState(3, "x"));
      refused("no series has id=0", () -> catalog.seriesDevice(0));
    }
  }

  private static void refused(String part, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  @Test
  void shouldChangeNothingWhenReadOnly() throws IOException {
    CatalogScript.write(OPS, file);
    Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    byte[] before = Files.readAllBytes(file);
    try (Catalog catalog = Catalog.openReadOnly(OPS, file, STORE, 0)) {
      assertThat(catalog.tornBytes()).isEqualTo(3);
      assertThat(catalog.registerDevice("fridge-1")).isZero();
      assertThatThrownBy(() -> catalog.registerDevice("new"))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(file.toString());
      assertThatThrownBy(catalog::force).isInstanceOf(UnsupportedOperationException.class);
      catalog.flush();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void shouldReadAfterCloseButNotWrite() {
    Catalog catalog = open();
    catalog.registerDevice("a");
    catalog.close();
    catalog.close();
    assertThat(catalog.findDevice("a")).isZero();
    assertThatThrownBy(() -> catalog.registerDevice("b")).isInstanceOf(StoreClosedException.class);
    assertThat(catalog.findDevice("b")).isEqualTo(-1);
    try (Catalog reopened = open()) {
      assertThat(reopened.deviceCount()).isEqualTo(1);
    }
  }

  @Test
  void shouldMissAFileThatAManifestNames() {
    assertThatThrownBy(() -> Catalog.open(OPS, file, STORE, 100).close())
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> Catalog.openReadOnly(OPS, file, STORE, 0).close())
        .isInstanceOf(CorruptStoreException.class);
    assertThat(directory).isEmptyDirectory();
  }

  private void appendRecord(int type, ByteBuffer payload) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(9 + payload.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(0, payload.remaining()).put(8, (byte) type).put(9, payload, 0, payload.limit());
    CRC32C crc = new CRC32C();
    crc.update(record.array(), 0, 4);
    crc.update(record.array(), 8, record.capacity() - 8);
    record.putInt(4, (int) crc.getValue());
    Files.write(file, record.array(), StandardOpenOption.APPEND);
  }

  private static ByteBuffer payload(int... values) {
    ByteBuffer payload = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      payload.putInt(value);
    }
    return payload.flip();
  }

  @Test
  void shouldCallIntactRecordsThatMakeNoSenseDamage() throws IOException {
    List<Long> lengths = CatalogScript.write(OPS, file);
    long end = lengths.get(lengths.size() - 1);
    byte[] sound = Files.readAllBytes(file);
    Map<String, Runnable> cases =
        Map.of(
            "series id=7 is out of order, expected 3", () -> append(5, payload(7, 0, 1)),
            "device=0 channel=0 is already series 0", () -> append(5, payload(3, 0, 0)),
            "device id=9 is unknown", () -> append(5, payload(3, 9, 0)),
            "channel id=4 is unknown", () -> append(5, payload(3, 0, 4)),
            "too long", () -> append(5, payload(3, 0, 1, 0)),
            "too short", () -> append(5, payload(3, 0)),
            "device id=0 is out of order", () -> append(1, payload(0, 0x41414141)),
            "not UTF-8", () -> append(1, payload(2, 0xFFFFFFFF)),
            "has none", () -> append(4, payload(0, 0, 0x41414141)));
    cases.forEach(
        (reason, append) -> {
          append.run();
          assertThatThrownBy(() -> open().close())
              .isInstanceOf(CorruptStoreException.class)
              .hasMessageContaining(reason)
              .hasMessageContaining("offset=" + end);
          restore(sound);
        });
    append(42, payload(1));
    assertThatThrownBy(() -> open().close())
        .isInstanceOf(StoreFormatException.class)
        .hasMessageContaining("type 42")
        .hasMessageContaining("offset=" + end);
  }

  private void append(int type, ByteBuffer payload) {
    try {
      appendRecord(type, payload);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void restore(byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
