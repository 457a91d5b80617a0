package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogScript.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does random things to a catalog and to a plain model of it, kills and reopens it, and compares.
 */
class CatalogModelTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;
  private static final int STEPS = 3_000;

  @TempDir Path directory;

  /** What a catalog must say. */
  private static final class Model {
    final List<String> devices = new ArrayList<>();
    final List<Map<String, String>> attributes = new ArrayList<>();
    final List<String> channels = new ArrayList<>();
    final List<Kind> kinds = new ArrayList<>();
    final List<String> units = new ArrayList<>();
    final List<List<String>> states = new ArrayList<>();
    final List<List<Integer>> series = new ArrayList<>();

    Model copy() {
      Model copy = new Model();
      copy.devices.addAll(devices);
      attributes.forEach(of -> copy.attributes.add(new TreeMap<>(of)));
      copy.channels.addAll(channels);
      copy.kinds.addAll(kinds);
      copy.units.addAll(units);
      states.forEach(of -> copy.states.add(new ArrayList<>(of)));
      copy.series.addAll(series);
      return copy;
    }
  }

  @Test
  void shouldAgreeWithThePlainModel() {
    Seeds.run(4, random -> new Run(random).run());
  }

  private final class Run {
    private final Random random;
    private Model model = new Model();
    private Model flushed = new Model();
    private Path file;
    private Catalog catalog;
    private long validLength;
    private int generation;

    Run(Random random) {
      this.random = random;
      this.file = directory.resolve("catalog-" + random.nextLong());
    }

    void run() throws IOException {
      catalog = Catalog.open(OPS, file, STORE, 0);
      for (int step = 0; step < STEPS; step++) {
        step(random.nextInt(100));
        if (step % 50 == 0) {
          compare(catalog);
        }
      }
      catalog.close();
      try (Catalog reader = Catalog.openReadOnly(OPS, file, STORE, validLength)) {
        compare(reader);
      }
    }

    private void step(int dice) throws IOException {
      if (dice < 25) {
        registerDevice("device-" + random.nextInt(400));
      } else if (dice < 50) {
        setAttribute();
      } else if (dice < 60) {
        registerChannel();
      } else if (dice < 70) {
        registerState();
      } else if (dice < 92) {
        registerSeries();
      } else if (dice < 95) {
        catalog.flush();
        flushed = model.copy();
      } else if (dice < 97) {
        validLength = catalog.force();
        flushed = model.copy();
      } else if (dice < 98) {
        catalog.close();
        flushed = model.copy();
        catalog = Catalog.open(OPS, file, STORE, validLength);
        compare(catalog);
      } else {
        kill();
      }
    }

    /**
     * What a killed process leaves: the file as it is, perhaps with part of a record at its end.
     */
    private void kill() throws IOException {
      Path copy = directory.resolve(file.getFileName() + "-" + generation++);
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      catalog.close();
      if (random.nextBoolean()) {
        byte[] torn = new byte[random.nextInt(30)];
        random.nextBytes(torn);
        Files.write(copy, torn, StandardOpenOption.APPEND);
      }
      file = copy;
      model = flushed.copy();
      catalog = Catalog.open(OPS, file, STORE, validLength);
      compare(catalog);
    }

    private void registerDevice(String serial) {
      if (!model.devices.contains(serial)) {
        model.devices.add(serial);
        model.attributes.add(new TreeMap<>());
      }
      assertThat(catalog.registerDevice(serial)).isEqualTo(model.devices.indexOf(serial));
    }

    private void setAttribute() {
      if (!model.devices.isEmpty()) {
        int device = random.nextInt(model.devices.size());
        String key = "key-" + random.nextInt(5);
        String value = random.nextInt(20) == 0 ? "" : "value-" + random.nextInt(6);
        model.attributes.get(device).put(key, value);
        catalog.setAttribute(device, key, value);
      }
    }

    private void registerChannel() {
      String name = "channel-" + random.nextInt(40);
      String unit = random.nextInt(3) == 0 ? "" : "unit-" + random.nextInt(3);
      int known = model.channels.indexOf(name);
      Kind kind = known < 0 ? Kind.of(random.nextInt(4)) : model.kinds.get(known);
      if (known < 0) {
        known = model.channels.size();
        model.channels.add(name);
        model.kinds.add(kind);
        model.units.add(unit);
        model.states.add(new ArrayList<>());
      } else if (!unit.isEmpty()) {
        model.units.set(known, unit);
      }
      assertThat(catalog.registerChannel(ChannelSpec.of(name, kind).withUnit(unit)).id())
          .isEqualTo(known);
    }

    private void registerState() {
      int channel = model.kinds.indexOf(Kind.STATE);
      if (channel >= 0) {
        String state = "state-" + random.nextInt(50);
        List<String> states = model.states.get(channel);
        if (!states.contains(state)) {
          states.add(state);
        }
        assertThat(catalog.registerState(channel, state)).isEqualTo(states.indexOf(state));
      }
    }

    private void registerSeries() {
      if (!model.devices.isEmpty() && !model.channels.isEmpty()) {
        int device = random.nextInt(model.devices.size());
        int channel = random.nextInt(model.channels.size());
        List<Integer> pair = List.of(device, channel);
        int known = model.series.indexOf(pair);
        assertThat(catalog.findSeries(device, channel)).isEqualTo(known);
        if (known < 0) {
          known = model.series.size();
          model.series.add(pair);
        }
        assertThat(catalog.registerSeries(device, channel)).isEqualTo(known);
      }
    }

    private void compare(Catalog actual) {
      assertThat(actual.deviceCount()).isEqualTo(model.devices.size());
      for (int device = 0; device < model.devices.size(); device++) {
        assertThat(actual.deviceSerial(device)).isEqualTo(model.devices.get(device));
        assertThat(actual.findDevice(model.devices.get(device))).isEqualTo(device);
        assertThat(actual.attributes(device)).isEqualTo(model.attributes.get(device));
      }
      assertThat(actual.channelCount()).isEqualTo(model.channels.size());
      for (int channel = 0; channel < model.channels.size(); channel++) {
        assertThat(actual.channel(channel).name()).isEqualTo(model.channels.get(channel));
        assertThat(actual.channel(channel).kind()).isEqualTo(model.kinds.get(channel));
        assertThat(actual.channel(channel).unit()).isEqualTo(model.units.get(channel));
        assertThat(actual.stateCount(channel)).isEqualTo(model.states.get(channel).size());
      }
      assertThat(actual.seriesCount()).isEqualTo(model.series.size());
      for (int series = 0; series < model.series.size(); series++) {
        assertThat(actual.seriesDevice(series)).isEqualTo(model.series.get(series).get(0));
        assertThat(actual.seriesChannel(series)).isEqualTo(model.series.get(series).get(1));
      }
      compareSets(actual);
    }

    private void compareSets(Catalog actual) {
      for (int k = 0; k < 5; k++) {
        for (String value : List.of("", "value-0", "value-3", "value-5", "none")) {
          String key = "key-" + k;
          List<Integer> expected = new ArrayList<>();
          for (int device = 0; device < model.devices.size(); device++) {
            if (value.equals(model.attributes.get(device).get(key))) {
              expected.add(device);
            }
          }
          assertThat(actual.devicesWith(key, value)).containsExactlyElementsOf(expected);
        }
      }
    }
  }
}
