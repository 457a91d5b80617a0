package io.telltale.core.internal.catalog;

import static io.telltale.core.internal.catalog.CatalogScript.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.StoreLimitException;
import io.telltale.core.StoreLimits;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.io.SystemFileOps;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLimitTest {
  private static final StoreLimits LIMITS = new StoreLimits(2, 3, 4, 2, 2);

  @TempDir Path directory;
  private Catalog catalog;
  private Admission admission;

  @BeforeEach
  void open() {
    catalog = Catalog.open(SystemFileOps.INSTANCE, directory.resolve("c"), STORE, 0, LIMITS);
    catalog.registerDevice("a");
    catalog.registerDevice("b");
    catalog.registerChannel(ChannelSpec.ofDouble("x"));
    catalog.registerChannel(ChannelSpec.ofDouble("y"));
    catalog.registerChannel(ChannelSpec.of("mode", Kind.STATE));
    admission = new Admission(catalog);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private static void assertLimit(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(StoreLimitException.class).hasMessage(message);
  }

  @Test
  void shouldRefuseWhatIsTooMuchAndKeepWhatIsThere() {
    assertLimit(() -> catalog.registerDevice("c"), "there are 2 devices, 2 are allowed");
    assertLimit(
        () -> catalog.registerChannel(ChannelSpec.ofDouble("z")),
        "there are 3 channels, 3 are allowed");
    catalog.registerState(2, "on");
    catalog.registerState(2, "off");
    assertLimit(
        () -> catalog.registerState(2, "idle"),
        "there are 2 states of channel mode, 2 are allowed");
    catalog.setAttribute(0, "k", "1");
    catalog.setAttribute(0, "l", "1");
    catalog.setAttribute(0, "k", "2");
    assertLimit(
        () -> catalog.setAttribute(0, "m", "1"),
        "there are 2 attributes of one device, 2 are allowed");
    catalog.setAttribute(1, "m", "1");
    for (int series = 0; series < 4; series++) {
      catalog.registerSeries(series % 2, series / 2);
    }
    assertLimit(() -> catalog.registerSeries(0, 2), "there are 4 series, 4 are allowed");
    assertThat(catalog.registerDevice("a")).isZero();
    assertThat(catalog.registerState(2, "off")).isEqualTo(1);
    assertThat(catalog.registerSeries(1, 1)).isEqualTo(3);
  }

  @Test
  void shouldAdmitWhatIsKnown() {
    catalog.registerState(2, "on");
    catalog.setAttribute(0, "k", "1");
    catalog.registerSeries(0, 0);
    admission.begin("a");
    admission.attribute("k", "1");
    admission.attribute("k", "2");
    admission.attribute("l", "");
    admission.channel("x");
    admission.channel("mode");
    admission.state("mode", "on");
    admission.state("mode", "off");
    admission.state("mode", "off");
    assertThat(catalog.stateCount(2)).isEqualTo(1);
  }

  @Test
  void shouldCountWhatIsAskedForTogether() {
    catalog.registerState(2, "on");
    admission.begin("b");
    admission.attribute("k", "1");
    admission.attribute("l", "1");
    assertLimit(
        () -> admission.attribute("m", "1"), "there are 0 attributes of one device, 2 are allowed");
    admission.state("mode", "off");
    assertLimit(
        () -> admission.state("mode", "idle"), "there are 1 states of channel mode, 2 are allowed");
    assertLimit(() -> admission.channel("z"), "there are 3 channels, 3 are allowed");
    assertLimit(() -> admission.begin("c"), "there are 2 devices, 2 are allowed");
    catalog.registerSeries(0, 0);
    catalog.registerSeries(0, 1);
    catalog.registerSeries(0, 2);
    admission.begin("b");
    admission.channel("x");
    assertLimit(() -> admission.channel("y"), "there are 3 series, 4 are allowed");
  }

  @Test
  void shouldNotAdmitTextsThatTheCatalogDoesNotTake() {
    String longText = "x".repeat(StoreLimits.MAX_TEXT_BYTES + 1);
    admission.begin("a");
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> admission.begin(longText),
          () -> admission.begin(""),
          () -> admission.attribute(longText, ""),
          () -> admission.attribute("k", longText),
          () -> admission.state("mode", longText),
          () -> admission.state("mode", ""),
        }) {
      assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldHoldForAStore() {
    StoreConfig config =
        StoreConfig.builder(directory.resolve("store"))
            .limits(StoreLimits.DEFAULTS.withDevices(1).withChannels(1))
            .build();
    try (TelemetryStore store = TelemetryStore.open(config)) {
      store.devices().register("a");
      assertThatThrownBy(() -> store.devices().register("b"))
          .isInstanceOf(StoreLimitException.class);
      store.channels().register(ChannelSpec.ofDouble("x"));
      assertThat(store.channels().rename("x", "y").name()).isEqualTo("y");
      assertThat(store.channels().find("x").name()).isEqualTo("y");
    }
    try (TelemetryStore store = TelemetryStore.open(directory.resolve("store"))) {
      store.devices().register("b");
      assertThat(store.channels().find("x").name()).isEqualTo("y");
    }
  }

  @Test
  void shouldRefuseLimitsBelowOne() {
    assertThatThrownBy(() -> StoreLimits.DEFAULTS.withStatesPerChannel(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("statesPerChannel=0");
  }
}
