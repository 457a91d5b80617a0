package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.testkit.Seeds;
import io.telltale.query.TestStore.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fleets of which few devices report at a time: bitmaps say which can have windows then. */
class ReportingDevicesTest {
  private static final int DEVICES = 100;
  private static final int DAY = 86_400;

  @TempDir Path directory;
  private long ruledOut;
  private int found;

  @Test
  void windowsAreThoseOfAllReadings() {
    Seeds.run(
        25,
        random -> {
          Path place = directory.resolve(Long.toString(random.nextLong()));
          try (TestStore plain = new TestStore(place.resolve("plain"));
              TestStore sealed = new TestStore(place.resolve("sealed"))) {
            long seed = random.nextLong();
            fill(plain, Stage.UNSEALED, new Random(seed));
            fill(sealed, random.nextInt(4) == 0 ? Stage.BOTH : Stage.SEALED, new Random(seed));
            for (int i = 0; i < 60; i++) {
              compare(plain, sealed, random);
            }
          }
        });
    assertThat(ruledOut).isGreaterThan(10_000);
    assertThat(found).isGreaterThan(1_000);
  }

  @Test
  void explainTellsHowManyDidNotReport() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      for (int device = 0; device < DEVICES; device++) {
        int series = s.series("D" + device, "t");
        for (int i = 0; i < 20; i++) {
          s.put(series, (device / 10 * 200L + i) * 1_000, 1);
        }
      }
      s.seal();
      Rule rule = Rule.when(Condition.above("t", 0.5)).stale(Duration.ofNanos(2_000));
      WindowQuery query = WindowQuery.prepare(s.store, rule);
      assertThat(TestStore.windows(query)).hasSize(DEVICES);
      assertThat(query.explain().devicesNotReporting()).isZero();
      query.range(400_000, 420_000);
      assertThat(TestStore.windows(query)).hasSize(10);
      assertThat(query.explain().devices()).isEqualTo(DEVICES);
      assertThat(query.explain().devicesNotReporting()).isEqualTo(90);
      assertThat(query.explain().blocksSkipped()).isEqualTo(90);
    }
  }

  @Test
  void theLastTimeThereIsIsNotLost() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      for (int device = 0; device < DEVICES; device++) {
        s.series("D" + device, "t");
      }
      s.put(7, Long.MAX_VALUE, 5).seal();
      WindowQuery query = WindowQuery.prepare(s.store, Rule.when(Condition.above("t", 4)));
      assertThat(TestStore.windows(query)).hasSize(1);
      assertThat(TestStore.windows(query.range(5, Long.MAX_VALUE))).hasSize(1);
      s.put(8, 5, 5).put(9, Long.MAX_VALUE - 3, 5).seal();
      assertThat(TestStore.windows(query)).hasSize(3);
    }
  }

  @Test
  void rulesOfSeveralChannelsCountADeviceOnce() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("a", Kind.DOUBLE);
      s.channel("b", Kind.DOUBLE);
      for (int device = 0; device < DEVICES; device++) {
        int a = s.series("D" + device, "a");
        if (device < 5) {
          s.put(s.series("D" + device, "b"), device, 1);
        }
        s.put(a, device * 1_000L, 1);
      }
      s.seal();
      Rule rule = Rule.when(Condition.above("a", 0)).stale(Duration.ofNanos(10));
      Rule other = Rule.when(Condition.above("b", 0)).stale(Duration.ofNanos(10));
      WindowQuery query =
          WindowQuery.prepare(s.store, rule.overlapping(other, Duration.ofNanos(1)));
      query.range(0, 9_000).run().close();
      assertThat(query.explain().devices()).isEqualTo(DEVICES);
      assertThat(query.explain().devicesNotReporting()).isBetween(80L, (long) DEVICES);
    }
  }

  private void compare(TestStore plain, TestStore sealed, Random random) {
    Rule rule = rule(random);
    WindowQuery expected = WindowQuery.prepare(plain.store, rule);
    WindowQuery actual = WindowQuery.prepare(sealed.store, rule);
    long from = random.nextInt(DAY);
    long to = from + 1 + random.nextInt(random.nextBoolean() ? 1_000 : DAY);
    expected.range(from, to);
    actual.range(from, to);
    List<String> windows = TestStore.windows(expected);
    assertThat(TestStore.windows(actual)).as("%s %d..%d", rule, from, to).isEqualTo(windows);
    ruledOut += actual.explain().devicesNotReporting();
    found += windows.size();
  }

  /** Each device reports for some short times of a day. */
  private static void fill(TestStore s, Stage stage, Random random) {
    s.channel("t", Kind.DOUBLE);
    for (int device = 0; device < DEVICES; device++) {
      int series = s.series("D" + device, "t");
      for (int visit = random.nextInt(4); visit > 0; visit--) {
        long time = random.nextInt(DAY);
        for (int i = random.nextInt(40); i > 0; i--) {
          time += 1 + random.nextInt(20);
          s.put(series, time, random.nextInt(10));
        }
      }
      if (stage == Stage.BOTH && device % 30 == 29) {
        s.seal();
      }
    }
    s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
  }

  private static Rule rule(Random random) {
    Condition condition =
        switch (random.nextInt(4)) {
          case 0 -> Condition.rateOutside("t", random.nextInt(8) * 1e8);
          case 1 -> Condition.silent("t", Duration.ofNanos(1 + random.nextInt(2_000)));
          default -> Condition.above("t", random.nextInt(10));
        };
    Rule rule = Rule.when(condition);
    if (random.nextInt(3) > 0) {
      rule = rule.stale(Duration.ofNanos(5 + random.nextInt(500)));
    }
    if (random.nextInt(3) == 0) {
      rule = rule.bridge(Duration.ofNanos(1 + random.nextInt(100)));
    }
    return random.nextInt(3) == 0 ? rule.atLeastSamples(1 + random.nextInt(3)) : rule;
  }
}
