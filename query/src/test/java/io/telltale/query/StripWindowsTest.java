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

/** Thresholds on blocks whose strips are decoded one by one, against readings that have none. */
class StripWindowsTest {
  private static final int READINGS = 2_500;
  private static final int BLOCK = 1_024;

  @TempDir Path directory;
  private int sealed;
  private long tick;
  private int step;

  @Test
  void windowsAreThoseOfReadingsWithoutStrips() {
    int[] found = {0};
    Seeds.run(
        60,
        random -> {
          Path place = directory.resolve(Long.toString(random.nextLong()));
          try (TestStore plain = new TestStore(place.resolve("plain"));
              TestStore strips = new TestStore(place.resolve("strips"))) {
            Kind kind = random.nextInt(3) == 0 ? Kind.LONG : Kind.DOUBLE;
            long seed = random.nextLong();
            // the wider the times, the smaller the strips that a block can afford
            tick = 1L << random.nextInt(20);
            step = 500 + random.nextInt(20_000);
            fill(plain, Stage.UNSEALED, kind, new Random(seed));
            fill(strips, Stage.SEALED, kind, new Random(seed));
            sealed += hasStrips(strips) ? 1 : 0;
            for (int i = 0; i < 40; i++) {
              Rule rule = rule(random);
              WindowQuery expected = WindowQuery.prepare(plain.store, rule);
              WindowQuery actual = WindowQuery.prepare(strips.store, rule);
              if (random.nextBoolean()) {
                long from = tick * random.nextInt(15_000);
                long to = from + 1 + tick * random.nextInt(10_000);
                expected.range(from, to);
                actual.range(from, to);
              }
              List<String> windows = TestStore.windows(expected);
              assertThat(TestStore.windows(actual)).as("%s", rule).isEqualTo(windows);
              found[0] += windows.size();
            }
          }
        });
    assertThat(found[0]).isGreaterThan(1_000);
    assertThat(sealed).isGreaterThan(40);
  }

  private void fill(TestStore s, Stage stage, Kind kind, Random random) {
    s.channel("t", kind);
    int series = s.series("A", "t");
    boolean binary = random.nextInt(3) == 0;
    boolean even = random.nextBoolean();
    int oddAt = random.nextInt(READINGS / 2);
    long time = 0;
    long value = 0;
    for (int i = 0; i < READINGS; i++) {
      time = even ? (10L * i + random.nextInt(3)) * tick + random.nextInt(9) : time + pause(random);
      value += random.nextInt(2 * step + 1) - step - value / 256;
      // jumps, also from one block to the next
      boolean jumps = random.nextInt(i % BLOCK == 0 ? 2 : 200) == 0;
      value += jumps ? (random.nextInt(41) - 20) * step : 0;
      double exact = value / 4.0 + (binary ? random.nextInt(1 << 20) / (double) (1 << 22) : 0);
      if (kind == Kind.LONG) {
        s.putLong(series, time, value);
      } else {
        // no decimal: what is left of the block is
        s.put(series, time, i == oddAt ? -0.0 : exact);
      }
    }
    s.reach(stage);
  }

  private long pause(Random random) {
    return random.nextInt(500) == 0 ? 300 * tick : 1 + (long) (random.nextDouble() * 10 * tick);
  }

  private static boolean hasStrips(TestStore s) {
    return s.store.stats().channels().get(0).encodings().stream()
        .anyMatch(e -> e.column().equals("strips"));
  }

  private Condition condition(Random random) {
    double limit = random.nextInt(80_000) - 40_000;
    double other = limit + random.nextInt(20_000);
    // what one step is, in a second, several times over
    double perSecond = step / (4e-8 * tick) * random.nextInt(40);
    return switch (random.nextInt(9)) {
      case 0 -> Condition.above("t", limit);
      case 1 -> Condition.below("t", limit);
      case 2 -> Condition.atLeast("t", limit);
      case 3 -> Condition.inside("t", limit, other);
      case 4 -> Condition.outside("t", limit, other);
      case 5 -> Condition.equalTo("t", limit);
      default -> Condition.rateOutside("t", perSecond);
    };
  }

  private Rule rule(Random random) {
    Rule rule = Rule.when(condition(random));
    if (random.nextBoolean()) {
      rule = rule.atLeastFor(Duration.ofNanos(1 + tick * random.nextInt(300)));
    }
    if (random.nextInt(3) == 0) {
      rule = rule.bridge(Duration.ofNanos(1 + tick * random.nextInt(50)));
    }
    return random.nextInt(3) == 0
        ? rule.stale(Duration.ofNanos(20 + tick * random.nextInt(300)))
        : rule;
  }
}
