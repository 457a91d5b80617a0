package io.telltale.query.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.Condition.Comparison;
import io.telltale.query.internal.plan.DoubleRangeTruth;
import io.telltale.query.internal.plan.RangeCompiler;
import io.telltale.query.internal.plan.RateTruth;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.run.SeriesHarness.Settings;
import io.telltale.query.internal.run.SeriesHarness.Window;
import io.telltale.query.internal.scan.ArrayParts;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The engine, however a series is cut into parts and whatever the range, gives the plain answer.
 */
final class EnginePropertyTest {
  private static final int ROUNDS = 6_000;

  /** One random series and the settings of a run. */
  private static final class Case {
    final Random random;
    final long seed;
    final long[] times;
    final double[] values;
    final Settings settings;
    final ArrayParts parts = new ArrayParts(Kind.DOUBLE);

    Case(long seed) {
      this.seed = seed;
      random = new Random(seed);
      long speaks = random.nextInt(6) == 0 ? 1_000_000 : 5 + random.nextInt(20);
      boolean wide = random.nextInt(4) == 0;
      times = new long[random.nextInt(wide ? 400 : 60)];
      values = new double[times.length];
      long time = random.nextInt(100) - 50;
      boolean calm = random.nextBoolean();
      for (int i = 0; i < times.length; i++) {
        times[i] = time;
        values[i] = value(calm);
        time += step(speaks);
      }
      long now =
          times.length == 0 || random.nextInt(3) == 0
              ? time + random.nextInt(60)
              : times[random.nextInt(times.length)] + random.nextInt(2) * random.nextInt(30);
      settings =
          Settings.of(speaks, now)
              .bridged(random.nextBoolean() ? 0 : random.nextInt(50))
              .atLeast(
                  random.nextBoolean() ? 0 : random.nextInt(20),
                  random.nextBoolean() ? 0 : random.nextInt(4));
      cutIntoParts(wide ? 200 : random.nextBoolean() ? 4 : 12);
    }

    private long step(long speaks) {
      return switch (random.nextInt(8)) {
        case 0 -> speaks;
        case 1 -> speaks + 1;
        case 2 -> 1 + random.nextInt(60);
        default -> 1 + random.nextInt(5);
      };
    }

    private double value(boolean calm) {
      if (calm && random.nextInt(12) > 0) {
        return 1 + random.nextInt(3);
      }
      return switch (random.nextInt(12)) {
        case 0 -> Double.NaN;
        case 1 -> Double.POSITIVE_INFINITY;
        case 2 -> -0.0;
        default -> random.nextInt(12);
      };
    }

    private void cutIntoParts(int most) {
      for (int at = 0; at < times.length; ) {
        int end = Math.min(times.length, at + 1 + random.nextInt(most));
        long[] t = Arrays.copyOfRange(times, at, end);
        long[] v = new long[t.length];
        for (int i = 0; i < v.length; i++) {
          v[i] = Double.doubleToRawLongBits(values[at + i]);
        }
        if (random.nextInt(4) == 0) {
          parts.merged(1 + random.nextInt(4), t, v);
        } else if (random.nextInt(4) == 0) {
          BlockColumn[] columns = BlockColumn.values();
          parts.block(t, v, columns[random.nextInt(columns.length)]);
        } else {
          parts.block(t, v);
        }
        at = end;
      }
    }

    void check(List<Window> wanted, java.util.function.Function<Settings, List<Window>> engine) {
      assertThat(engine.apply(settings)).as("seed %s", seed).isEqualTo(wanted);
      for (int i = 0; i < 4; i++) {
        long first = times.length == 0 ? 0 : times[0] - 30;
        long from = first + random.nextInt(600);
        long to = from + 1 + random.nextInt(random.nextBoolean() ? 10 : 300);
        Settings cut = settings.in(from, to);
        List<Window> overlapping =
            wanted.stream().filter(w -> w.start() < to && w.end() > from).toList();
        String about = "seed " + seed + " " + cut;
        assertThat(engine.apply(cut)).as(about).isEqualTo(overlapping);
        List<Window> clipped =
            overlapping.stream().map(w -> clip(w, from, to, settings.now())).toList();
        assertThat(engine.apply(cut.clipped())).as(about).isEqualTo(clipped);
      }
    }

    private static Window clip(Window w, long from, long to, long now) {
      boolean open = w.end() == Long.MAX_VALUE && to > now;
      return new Window(
          Math.max(w.start(), from),
          open ? w.end() : Math.min(w.end(), to),
          w.reason(),
          w.onset(),
          w.lastTrue(),
          w.held(),
          w.samples(),
          w.min(),
          w.max(),
          w.mean());
    }
  }

  @Test
  void valueConditions() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Case c = new Case(seed);
      double limit = c.random.nextInt(12);
      double width = c.random.nextInt(4);
      Truth truth =
          switch (c.random.nextInt(4)) {
            case 0 -> RangeCompiler.compare(true, Comparison.ABOVE, limit);
            case 1 -> RangeCompiler.compare(true, Comparison.AT_MOST, limit);
            case 2 -> RangeCompiler.inside(true, limit, limit + width);
            default -> RangeCompiler.outside(true, limit, limit + width);
          };
      boolean[] holds = new boolean[c.values.length];
      for (int i = 0; i < holds.length; i++) {
        holds[i] = ((DoubleRangeTruth) truth).test(c.values[i]);
      }
      c.check(
          PlainWindows.readings(c.times, c.values, holds, c.settings),
          s -> SeriesHarness.readings(c.parts, Kind.DOUBLE, truth, s));
    }
  }

  @Test
  void rates() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Case c = new Case(seed);
      double limit = c.random.nextInt(30) * 1e8;
      boolean[] holds = new boolean[c.values.length];
      int before = -1;
      for (int i = 0; i < holds.length; i++) {
        if (Double.isFinite(c.values[i])) {
          if (before >= 0 && c.times[i] - c.times[before] <= c.settings.speaks()) {
            double seconds = (c.times[i] - c.times[before]) / 1e9;
            holds[i] = Math.abs((c.values[i] - c.values[before]) / seconds) > limit;
          }
          before = i;
        }
      }
      c.check(
          PlainWindows.readings(c.times, c.values, holds, c.settings),
          s -> SeriesHarness.readings(c.parts, Kind.DOUBLE, new RateTruth(limit, true), s));
    }
  }

  @Test
  void silence() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Case c = new Case(seed);
      long silent = 1 + c.random.nextInt(40);
      c.check(
          PlainWindows.silence(c.times, silent, c.settings),
          s -> SeriesHarness.silence(c.parts, silent, s));
    }
  }
}
