package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveEventKind;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attaching, detaching and closing live rules. */
class LiveRulesLifeTest {
  private static final WindowRule HOT = RuleParser.parse("t > 8");

  @TempDir Path directory;

  private int series;

  private TelemetryStore open() {
    TelemetryStore store =
        TelemetryStore.open(StoreConfig.builder(directory).arenaBytes(1 << 20).build());
    int channel = store.channels().register(ChannelSpec.ofDouble("t")).id();
    series = store.series(store.devices().register("d"), channel);
    return store;
  }

  private void append(TelemetryStore store, long time, double value) {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      appender.append(series, time, value);
      store.awaitIndexed(appender.commit());
    }
  }

  private static List<String> told(LiveRules live) {
    List<String> events = new ArrayList<>();
    live.poll(event -> events.add(event.rule() + " " + event.kind()));
    return events;
  }

  @Test
  void eventsOfARuleThatWasDetachedKeepItsName() {
    try (TelemetryStore store = open();
        LiveRules live = LiveRules.open(store)) {
      live.attach("hot", HOT);
      append(store, 10, 9);
      live.detach("hot");
      append(store, 11, 5);
      assertThat(told(live)).containsExactly("hot OPENED", "hot CONFIRMED");
      live.attach("hot", HOT, Long.MIN_VALUE);
      assertThat(told(live)).containsExactly("hot OPENED", "hot CONFIRMED");
    }
  }

  @Test
  void aRuleThatCouldNotBeLookedAtIsNotAttached() {
    boolean[] fails = {true};
    try (TelemetryStore store = open();
        LiveRules live =
            LiveRules.open(
                store,
                LiveConfig.builder()
                    .registeredAt(
                        device -> {
                          if (fails[0]) {
                            throw new IllegalArgumentException("not now");
                          }
                          return 0;
                        })
                    .build())) {
      WindowRule unseen = Rule.when(Condition.neverSeen("t", Duration.ofNanos(5)));
      assertThatThrownBy(() -> live.attach("unseen", unseen)).hasMessage("not now");
      fails[0] = false;
      live.attach("unseen", unseen);
      live.tick(100);
      assertThat(told(live)).containsExactly("unseen OPENED", "unseen CONFIRMED");
    }
  }

  @Test
  void aStoreHasOneAtATime() {
    try (TelemetryStore store = open()) {
      LiveRules first = LiveRules.open(store);
      assertThatThrownBy(() -> LiveRules.open(store)).isInstanceOf(IllegalStateException.class);
      first.close();
      try (LiveRules second = LiveRules.open(store)) {
        first.close();
        second.attach("hot", HOT);
        append(store, 10, 9);
        assertThat(told(second)).containsExactly("hot OPENED", "hot CONFIRMED");
      }
    }
  }

  @Test
  void attributesOfEitherSideDecide() {
    try (TelemetryStore store = open();
        LiveRules live = LiveRules.open(store)) {
      live.attach("both", RuleParser.parse("(t > 8) overlapping (t > 7 where site = \"x\")"));
      append(store, 10, 9);
      live.tick(30);
      assertThat(told(live)).isEmpty();
      store.devices().setAttribute(0, "site", "x");
      live.tick(31);
      assertThat(told(live)).containsExactly("both OPENED", "both CONFIRMED");
    }
  }

  private static LiveConfig logged(Path folder) {
    return LiveConfig.builder().eventLog(folder).build();
  }

  @Test
  void whatWasToldIsNotToldAgain(@TempDir Path folder) {
    List<Long> sequences = new ArrayList<>();
    try (TelemetryStore store = open()) {
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", HOT);
        append(store, 10, 9);
        assertThat(told(live)).containsExactly("hot OPENED", "hot CONFIRMED");
        append(store, 12, 5);
        append(store, 13, 5);
      }
      append(store, 14, 9);
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.poll(event -> sequences.add(event.sequence()));
        assertThat(sequences).as("told, but not heard").containsExactly(3L);
        assertThat(told(live)).isEmpty();
        live.attach("hot", HOT);
        live.poll(event -> sequences.add(event.window()));
        assertThat(sequences).containsExactly(3L, 2L, 2L);
      }
    }
    try (TelemetryStore store = TelemetryStore.open(directory);
        LiveRules live = LiveRules.open(store, logged(folder))) {
      live.attach("hot", HOT);
      assertThat(told(live)).isEmpty();
    }
  }

  @Test
  void whatAHandlerFailedAtIsHandedOverAgain(@TempDir Path folder) {
    try (TelemetryStore store = open()) {
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", HOT);
        append(store, 10, 9);
        assertThatThrownBy(
                () ->
                    live.poll(
                        event -> {
                          if (event.kind() == LiveEventKind.CONFIRMED) {
                            throw new IllegalStateException("no line");
                          }
                        }))
            .hasMessage("no line");
      }
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        assertThat(told(live)).containsExactly("hot CONFIRMED");
      }
    }
  }

  @Test
  void aTimeThatWasTickedIsKnownAgain(@TempDir Path folder) {
    WindowRule silent = Rule.when(Condition.silent("t", Duration.ofNanos(5)));
    try (TelemetryStore store = open()) {
      append(store, 10, 9);
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("silent", silent);
        live.tick(16);
        assertThat(told(live)).containsExactly("silent OPENED", "silent CONFIRMED");
      }
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("silent", silent);
        assertThat(live.nowNs()).isEqualTo(16);
        assertThat(told(live)).isEmpty();
      }
    }
  }

  @Test
  void aRuleThatBecomesAnotherTellsTheDifference(@TempDir Path folder) {
    try (TelemetryStore store = open()) {
      append(store, 10, 9);
      append(store, 20, 5);
      append(store, 30, 8.5);
      append(store, 40, 5);
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", HOT, 0);
        assertThat(told(live)).hasSize(5);
      }
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", Rule.when(Condition.above("t", 8.7)));
        assertThat(told(live)).containsExactly("hot RETRACTED");
      }
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", RuleParser.parse("kOfDevices(1, t > 8)"));
        assertThat(told(live)).as("windows of one device are none of it").contains("hot RETRACTED");
      }
    }
  }

  @Test
  void whatIsDetachedIsForgotten(@TempDir Path folder) {
    try (TelemetryStore store = open()) {
      append(store, 10, 9);
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", HOT, 0);
        live.attach("hotter", HOT, 0);
        live.detach("hot");
        assertThat(told(live)).hasSize(4);
      }
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        assertThatThrownBy(() -> live.detach("hot")).isInstanceOf(IllegalArgumentException.class);
        live.detach("hotter");
        live.attach("hotter", HOT, 0);
        assertThat(told(live)).containsExactly("hotter OPENED", "hotter CONFIRMED");
      }
    }
  }

  @Test
  void whatAHandlerFailsAtWaitsOn(@TempDir Path folder) {
    for (LiveConfig config : List.of(logged(folder), LiveConfig.builder().build())) {
      List<Long> handled = new ArrayList<>();
      boolean[] fails = {true};
      try (TelemetryStore store = open();
          LiveRules live = LiveRules.open(store, config)) {
        live.attach("hot", HOT, Long.MIN_VALUE);
        append(store, 10, 9);
        assertThatThrownBy(
                () ->
                    live.poll(
                        event -> {
                          if (event.kind() == LiveEventKind.CONFIRMED && fails[0]) {
                            fails[0] = false;
                            throw new IllegalStateException("no line");
                          }
                          handled.add(event.sequence());
                        }))
            .hasMessage("no line");
        live.poll(event -> handled.add(event.sequence()));
        assertThat(handled).containsExactly(1L, 2L);
      }
    }
  }

  private static LiveConfig failing(Path folder, boolean[] fails) {
    return LiveConfig.builder()
        .eventLog(folder)
        .registeredAt(
            device -> {
              if (fails[0] && device == 1) {
                throw new IllegalArgumentException("not now");
              }
              return 0;
            })
        .build();
  }

  @Test
  void anAttachThatFailedTellsNothingTwice(@TempDir Path folder) {
    boolean[] fails = {false};
    LiveConfig config = failing(folder, fails);
    WindowRule rule = RuleParser.parse("t > 8 or neverSeen(t, 1000h)");
    try (TelemetryStore store = open()) {
      store.devices().register("d1");
      fails[0] = true;
      append(store, 10, 9);
      append(store, 12, 5);
      append(store, 13, 5);
      try (LiveRules live = LiveRules.open(store, config)) {
        assertThatThrownBy(() -> live.attach("hot", rule, 0)).hasMessage("not now");
        List<String> first = told(live);
        assertThat(first).as("taken back").hasSizeLessThanOrEqualTo(4);
        assertThat(first.isEmpty() || first.get(first.size() - 1).equals("hot RETRACTED")).isTrue();
        fails[0] = false;
        live.attach("hot", rule, 11);
        assertThat(told(live)).containsExactly("hot OPENED", "hot CONFIRMED", "hot CLOSED");
      }
      append(store, 20, 9);
      append(store, 22, 5);
      append(store, 23, 5);
      try (LiveRules live = LiveRules.open(store, config)) {
        fails[0] = true;
        assertThatThrownBy(() -> live.attach("hot", rule, 5)).hasMessage("not now");
        List<String> events = new ArrayList<>(told(live));
        fails[0] = false;
        live.attach("hot", rule);
        events.addAll(told(live));
        assertThat(events).containsExactly("hot OPENED", "hot CONFIRMED", "hot CLOSED");
      }
      try (LiveRules live = LiveRules.open(store, config)) {
        live.attach("hot", rule);
        assertThat(told(live)).isEmpty();
      }
    }
  }

  @Test
  void aFailedAttachLeavesWhereTheRuleBegan(@TempDir Path folder) {
    boolean[] fails = {false};
    LiveConfig config = failing(folder, fails);
    WindowRule rule = RuleParser.parse("t > 8 or neverSeen(t, 1000h)");
    try (TelemetryStore store = open()) {
      store.devices().register("d1");
      append(store, 5, 9);
      append(store, 6, 5);
      append(store, 100, 5);
      for (int run = 0; run < 3; run++) {
        try (LiveRules live = LiveRules.open(store, config)) {
          if (run == 1) {
            fails[0] = true;
            assertThatThrownBy(() -> live.attach("hot", rule, 0)).hasMessage("not now");
            fails[0] = false;
            told(live);
          }
          live.attach("hot", rule);
          assertThat(told(live)).doesNotContain("hot OPENED");
        }
      }
    }
  }

  @Test
  void windowsThatWereToldStayTheRulesBusiness(@TempDir Path folder) {
    try (TelemetryStore store = open()) {
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", HOT, 0);
        append(store, 10, 9);
        assertThat(told(live)).hasSize(2);
      }
      append(store, 12, 5);
      append(store, 23, 5);
      try (LiveRules live = LiveRules.open(store, logged(folder))) {
        live.attach("hot", HOT, 20);
        assertThat(told(live)).containsExactly("hot CLOSED");
      }
    }
  }

  @Test
  void anEventLogInTheStoreIsRefused() {
    try (TelemetryStore store = open()) {
      for (Path folder : List.of(directory, directory.resolve("told"))) {
        assertThatThrownBy(() -> LiveRules.open(store, logged(folder)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("outside of the store");
      }
    }
  }

  @Test
  void closedLiveRulesTellNothing(@TempDir Path folder) {
    try (TelemetryStore store = open()) {
      LiveRules live = LiveRules.open(store, logged(folder));
      live.attach("hot", HOT);
      append(store, 10, 9);
      live.close();
      assertThat(live.hasEvents()).isFalse();
      assertThat(told(live)).isEmpty();
    }
  }
}
