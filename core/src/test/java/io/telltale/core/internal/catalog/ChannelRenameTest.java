package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogScript.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.CorruptStoreException;
import io.telltale.core.Kind;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelRenameTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;

  @TempDir Path directory;

  private Catalog open() {
    return Catalog.open(OPS, directory.resolve("catalog"), STORE, 0);
  }

  @Test
  void shouldKeepTheChannelAndLeadFromAllItsNames() {
    try (Catalog catalog = open()) {
      catalog.registerDevice("d");
      Channel before = catalog.registerChannel(ChannelSpec.of("temp", Kind.LONG).withUnit("K"));
      int series = catalog.registerSeries(0, before.id());
      Channel after = catalog.renameChannel("temp", "temperature");
      assertThat(after)
          .isEqualTo(new Channel(before.id(), "temperature", Kind.LONG, "K", 0, 0))
          .isEqualTo(catalog.channel(before.id()));
      assertThat(catalog.renameChannel("temp", "T")).extracting("name").isEqualTo("T");
      assertThat(catalog.findSeries(0, before.id())).isEqualTo(series);
      assertNames(catalog);
    }
    try (Catalog catalog = open()) {
      assertNames(catalog);
      // A declaration by a former name does not bring the name back.
      assertThat(catalog.registerChannel(ChannelSpec.of("temp", Kind.LONG).withUnit("mK")))
          .isEqualTo(new Channel(0, "T", Kind.LONG, "mK", 0, 0));
    }
    try (Catalog catalog = open()) {
      assertNames(catalog);
      assertThat(catalog.channel(0).unit()).isEqualTo("mK");
    }
  }

  private static void assertNames(Catalog catalog) {
    assertThat(catalog.channelCount()).isEqualTo(1);
    for (String name : new String[] {"temp", "temperature", "T"}) {
      assertThat(catalog.findChannel(name)).as(name).isNotNull().extracting("name").isEqualTo("T");
    }
  }

  @Test
  void shouldRenameBackButNeverToANameOfAnotherChannel() {
    try (Catalog catalog = open()) {
      catalog.registerChannel(ChannelSpec.ofDouble("a"));
      catalog.registerChannel(ChannelSpec.ofDouble("b"));
      catalog.renameChannel("a", "x");
      assertThatThrownBy(() -> catalog.renameChannel("b", "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("channel b cannot be called x: that name leads to channel x");
      assertThatThrownBy(() -> catalog.renameChannel("b", "a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leads to channel x");
      assertThatThrownBy(() -> catalog.renameChannel("none", "c"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no channel is called none");
      assertThatThrownBy(() -> catalog.renameChannel("b", ""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(catalog.renameChannel("x", "a").name()).isEqualTo("a");
      assertThat(catalog.findChannel("x").name()).isEqualTo("a");
      assertThat(catalog.findChannel("b").id()).isEqualTo(1);
    }
  }

  @Test
  void shouldBeInTheFileWhenItReturns() throws IOException {
    try (Catalog catalog = open()) {
      catalog.registerChannel(ChannelSpec.ofDouble("a"));
      catalog.renameChannel("a", "b");
      Path copy = Files.copy(directory.resolve("catalog"), directory.resolve("copy"));
      try (Catalog killed = Catalog.open(OPS, copy, STORE, 0)) {
        assertThat(killed.channel(0).name()).isEqualTo("b");
        assertThat(killed.tornBytes()).isZero();
      }
      long length = Files.size(directory.resolve("catalog"));
      catalog.renameChannel("b", "b");
      assertThat(Files.size(directory.resolve("catalog"))).isEqualTo(length);
    }
  }

  @Test
  void shouldReachAReaderThatRefreshes() {
    try (Catalog catalog = open()) {
      catalog.registerChannel(ChannelSpec.ofDouble("a"));
      catalog.flush();
      Catalog reader = Catalog.openReadOnly(OPS, directory.resolve("catalog"), STORE, 0);
      catalog.renameChannel("a", "b");
      assertThat(reader.channel(0).name()).isEqualTo("a");
      reader.refresh(OPS);
      assertThat(reader.channel(0).name()).isEqualTo("b");
      assertThatThrownBy(() -> reader.renameChannel("b", "c"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void shouldCallARecordThatBreaksTheRulesDamage() throws IOException {
    assertDamaged(2, "c", "unknown");
    assertDamaged(1, "a", "cannot have the name");
    assertDamaged(0, "", "empty name");
  }

  private void assertDamaged(int channel, String name, String message) throws IOException {
    Path file = Files.createTempFile(directory, "damaged", "");
    Files.delete(file);
    try (Catalog catalog = Catalog.open(OPS, file, STORE, 0)) {
      catalog.registerChannel(ChannelSpec.ofDouble("a"));
      catalog.registerChannel(ChannelSpec.ofDouble("b"));
    }
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer record =
        ByteBuffer.allocate(CatalogLayout.PAYLOAD_OFFSET + 4 + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(CatalogLayout.LENGTH_OFFSET, 4 + text.length)
            .put(CatalogLayout.TYPE_OFFSET, CatalogLayout.TYPE_RENAME)
            .putInt(CatalogLayout.PAYLOAD_OFFSET, channel)
            .put(CatalogLayout.PAYLOAD_OFFSET + 4, text);
    record.putInt(
        CatalogLayout.CRC_OFFSET, CatalogReader.checksum(new CRC32C(), record, 0, 4 + text.length));
    try (FileHandle handle = OPS.openAppend(file)) {
      handle.append(record.clear());
    }
    assertThatThrownBy(() -> Catalog.open(OPS, file, STORE, 0))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldAgreeWithAMapOfNames() {
    Seeds.run(
        3,
        random -> {
          Path file = directory.resolve("seeded" + random.nextLong());
          Map<String, Integer> owners = new HashMap<>();
          Map<Integer, String> names = new HashMap<>();
          Catalog catalog = Catalog.open(OPS, file, STORE, 0);
          try {
            for (int step = 0; step < 2_000; step++) {
              String name = "n" + random.nextInt(60);
              String other = "n" + random.nextInt(60);
              if (random.nextInt(4) == 0) {
                int id = catalog.registerChannel(ChannelSpec.ofDouble(name)).id();
                if (owners.putIfAbsent(name, id) == null) {
                  names.put(id, name);
                }
              } else if (owners.containsKey(name)
                  && owners.getOrDefault(other, owners.get(name)).equals(owners.get(name))) {
                catalog.renameChannel(name, other);
                owners.put(other, owners.get(name));
                names.put(owners.get(name), other);
              } else {
                Catalog now = catalog;
                assertThatThrownBy(() -> now.renameChannel(name, other))
                    .isInstanceOf(IllegalArgumentException.class);
              }
              if (step % 300 == 299) {
                catalog.close();
                catalog = Catalog.open(OPS, file, STORE, 0);
              }
            }
            Catalog last = catalog;
            assertThat(last.channelCount()).isEqualTo(names.size());
            owners.forEach((name, id) -> assertThat(last.findChannel(name).id()).isEqualTo(id));
            names.forEach((id, name) -> assertThat(last.channel(id).name()).isEqualTo(name));
          } finally {
            catalog.close();
          }
        });
  }
}
