package io.telltale.query;

import static io.telltale.query.TestStore.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.query.TestStore.Stage;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roaringbitmap.RoaringBitmap;

final class WindowQueryTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Stage.class)
  void findsWindowsWhereverReadingsLie(Stage stage) {
    try (TestStore s = new TestStore(directory)) {
      s.channel(ChannelSpec.ofDouble("temperature").withStaleAfter(Duration.ofNanos(15)));
      int a = s.series("A", "temperature");
      int b = s.series("B", "temperature");
      s.put(a, 10, 1).put(a, 20, 9).put(b, 20, 10);
      if (stage == Stage.BOTH) {
        s.seal();
      }
      s.put(a, 30, 11).put(a, 40, 1).put(b, 35, 12).put(b, 200, 1);
      s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
      WindowQuery hot = WindowQuery.prepare(s.store, RuleParser.parse("temperature > 8"));
      String[] wanted = {
        "0 20..40 CLEARED held 10 n 2 max 11.0", "1 20..50 STALE held 15 n 2 max 12.0"
      };
      assertThat(windows(hot)).containsExactly(wanted);
      assertThat(windows(hot)).as("again").containsExactly(wanted);
      assertThat(windows(hot.now(49))).contains("1 20.. OPEN held 15 n 2 max 12.0");
      assertThat(windows(hot.now(39))).contains("0 20.. OPEN held 10 n 2 max 11.0");
      assertThat(windows(hot.now(200).range(40, 45))).containsExactly(wanted[1]);
      assertThat(windows(hot.range(25, 45).extent(Extent.CLIP)))
          .containsExactly(
              "0 25..40 CLEARED held 10 n 2 max 11.0", "1 25..45 STALE held 15 n 2 max 12.0");
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void findsSilenceAndStates(Stage stage) {
    try (TestStore s = new TestStore(directory)) {
      s.channel("door", Kind.STATE);
      s.putState("A", "door", 10, "open").putState("A", "door", 20, "open");
      s.putState("A", "door", 30, "shut").putState("B", "door", 10, "ajar");
      if (stage == Stage.BOTH) {
        s.seal();
      }
      s.putState("A", "door", 100, "ajar");
      s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
      assertThat(windows(WindowQuery.prepare(s.store, RuleParser.parse("door == \"open\""))))
          .containsExactly("0 10..30 CLEARED held 10 n 2 max NaN");
      assertThat(
              windows(
                  WindowQuery.prepare(s.store, RuleParser.parse("door in (\"shut\", \"ajar\")"))))
          .containsExactly("0 30.. OPEN held 70 n 2 max NaN", "1 10.. OPEN held 0 n 1 max NaN");
      assertThat(windows(WindowQuery.prepare(s.store, RuleParser.parse("silent(door, 50ns)"))))
          .containsExactly(
              "0 80..100 CLEARED held 20 n 0 max NaN", "1 60.. OPEN held 40 n 0 max NaN");
    }
  }

  @Test
  void aStateThatIsNeverSeenMatchesNothingUntilItIs() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("door", Kind.STATE);
      s.putState("A", "door", 10, "open").show();
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse("door == \"broken\""));
      assertThat(windows(query)).isEmpty();
      s.putState("A", "door", 20, "broken").show();
      assertThat(windows(query)).containsExactly("0 20.. OPEN held 0 n 1 max NaN");
    }
  }

  @Test
  void selectsDevices() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.LONG);
      for (int i = 0; i < 5; i++) {
        String serial = "SN-" + i;
        s.putLong(s.series(serial, "t"), 10, 100 + i);
        s.store.devices().register(serial, Map.of("model", i % 2 == 0 ? "even" : "odd"));
      }
      s.show();
      String open = ".. OPEN held 0 n 1 max ";
      WindowQuery even =
          WindowQuery.prepare(s.store, RuleParser.parse("t > 0 where model = \"even\""));
      assertThat(windows(even))
          .containsExactly(
              "0 10" + open + "100.0", "2 10" + open + "102.0", "4 10" + open + "104.0");
      RoaringBitmap set = RoaringBitmap.bitmapOf(1, 2, 77, -5);
      assertThat(windows(even.devices(set))).containsExactly("2 10" + open + "102.0");
      set.add(4);
      assertThat(windows(even)).as("the set was copied").hasSize(1);
      assertThat(windows(even.devices(null))).hasSize(3);
      WindowQuery one =
          WindowQuery.prepare(
              s.store, RuleParser.parse("t > 0 where device = \"SN-3\" and model = \"odd\""));
      assertThat(windows(one)).containsExactly("3 10" + open + "103.0");
      for (String nobody : new String[] {"device = \"SN-9\"", "colour = \"red\""}) {
        WindowRule rule = RuleParser.parse("t > 0 where " + nobody);
        assertThat(windows(WindowQuery.prepare(s.store, rule))).isEmpty();
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (TestStore s = new TestStore(directory)) {
      assertThatThrownBy(() -> WindowQuery.prepare(s.store, RuleParser.parse("t > 8")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no channel 't': this store has no channels yet");
      s.channel("temperature", Kind.DOUBLE);
      s.channel("humidity", Kind.DOUBLE);
      s.channel("door", Kind.STATE);
      assertThatThrownBy(() -> WindowQuery.prepare(s.store, RuleParser.parse("temprature > 8")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "no channel 'temprature' in this store; the nearest: temperature");
      assertThatThrownBy(() -> WindowQuery.prepare(s.store, RuleParser.parse("door > 8")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("channel 'door' of kind STATE")
          .hasMessageContaining("states have no order");
      assertThatThrownBy(() -> WindowQuery.prepare(s.store, RuleParser.parse("|rate(door)| > 8")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("channel 'door' of kind STATE");
      assertThatThrownBy(
              () -> WindowQuery.prepare(s.store, RuleParser.parse("humidity == \"wet\"")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("channel 'humidity' of kind DOUBLE");
    }
  }

  @Test
  void refusesEmptyRangesAndASecondRunBeforeTheFirstIsClosed() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse("t > 8"));
      assertThatThrownBy(() -> query.range(5, 5)).hasMessageContaining("fromNs=5 toNs=5");
      WindowCursor cursor = query.run();
      assertThatThrownBy(query::run).isInstanceOf(IllegalStateException.class);
      cursor.close();
      cursor.close();
      assertThat(query.run()).isSameAs(cursor);
      assertThat(cursor.next()).as("an empty store").isFalse();
      cursor.close();
      assertThat(cursor.next()).as("closed").isFalse();
    }
  }

  @Test
  void aNewStalenessOfTheChannelCountsAtTheNextRun() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      s.put(s.series("A", "t"), 10, 9).put(s.series("B", "t"), 500, 1).show();
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse("t > 8"));
      assertThat(windows(query)).containsExactly("0 10.. OPEN held 0 n 1 max 9.0");
      s.channel(ChannelSpec.ofDouble("t").withStaleAfter(Duration.ofNanos(7)));
      assertThat(windows(query)).containsExactly("0 10..17 STALE held 0 n 1 max 9.0");
    }
  }

  @Test
  void decidesSealedBlocksByTheirStatistics() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("A", "t");
      int perBlock = 1024;
      for (int i = 0; i < 6 * perBlock; i++) {
        int block = i / perBlock;
        double v = block == 2 ? 9 : block == 4 && i % perBlock == 7 ? 9 : 1;
        s.put(series, i, v);
      }
      s.seal();
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse("t > 8"));
      assertThat(windows(query))
          .containsExactly(
              "0 2048..3072 CLEARED held 1023 n 1024 max 9.0",
              "0 4103..4104 CLEARED held 0 n 1 max 9.0");
      long bytes = query.explain().bytesTouched();
      assertThat(bytes).as("of an encoded block").isBetween(1L, 16L * perBlock);
      assertThat(query.explain()).isEqualTo(new Explain(1, 1, 0, 4, 1, 1, 1024, bytes));
      windows(query.range(4103, 4104));
      assertThat(query.explain()).isEqualTo(new Explain(1, 1, 0, 5, 0, 1, 1024, bytes));
    }
  }

  @Test
  void skipsBlocksInWhichNothingCanTurnTrue() {
    try (TestStore s = new TestStore(directory)) {
      s.channel(ChannelSpec.ofDouble("t").withStaleAfter(Duration.ofNanos(15)));
      int series = s.series("A", "t");
      for (int i = 0; i < 6 * 1024; i++) {
        s.put(series, i, i == 3 * 1024 + 5 ? 9 : 1);
      }
      s.seal();
      Condition hot = Condition.above("t", 8.0);
      Condition cold = Condition.below("t", 5.0);
      for (Condition condition :
          new Condition[] {
            Condition.hysteresis(hot, cold),
            Condition.debounce(hot, 1, 1),
            Condition.jump("t", 5L),
            Condition.changed("t"),
            Condition.rateAbove("t", 1e9)
          }) {
        WindowQuery query = WindowQuery.prepare(s.store, Rule.when(condition));
        assertThat(windows(query)).as("%s", condition).hasSize(1);
        assertThat(query.explain().blocksSkipped()).as("%s", condition).isGreaterThanOrEqualTo(4);
      }
    }
  }
}
