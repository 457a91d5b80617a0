package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
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
                100,
                device -> {
                  if (fails[0]) {
                    throw new IllegalArgumentException("not now");
                  }
                  return 0;
                })) {
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
}
