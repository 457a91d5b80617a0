package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Kind;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that pauses gives the windows of one that does not. */
final class QueryBudgetTest {
  private static final Duration LONG = Duration.ofDays(1);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t > 8",
        "t > 8 and u < 3",
        "silent(t, 60ns)",
        "count(t > 5, 3, 100ns)",
        "(t > 8) followedBy (u > 9) within 50ns",
        "kOfDevices(3, t > 8)"
      })
  void pausesAndGoesOn(String rule) {
    try (TestStore s = store()) {
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse(rule));
      List<String> all = new ArrayList<>();
      assertThat(read(query, all)).as("without a budget").isZero();
      assertThat(all).isNotEmpty();
      for (long readings : new long[] {1, 700, 5_000}) {
        List<String> rows = new ArrayList<>();
        assertThat(read(query.budget(LONG, readings), rows)).isPositive();
        assertThat(rows).isEqualTo(all);
        assertThat(query.count()).isEqualTo(all.size());
      }
      List<String> rows = new ArrayList<>();
      assertThat(read(query.budget(Duration.ofNanos(1), Long.MAX_VALUE), rows)).isPositive();
      assertThat(rows).isEqualTo(all);
      assertThat(query.anyMatch()).isTrue();
      rows.clear();
      assertThat(read(query.budget(LONG, Long.MAX_VALUE), rows)).isZero();
    }
  }

  @Test
  void looksAtABlockMoreThanItMay() {
    try (TestStore s = store()) {
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse("t > 8"));
      query.budget(LONG, 2_000);
      try (WindowCursor cursor = query.run()) {
        long before = 0;
        boolean more = true;
        while (more) {
          while (cursor.next()) {}
          long now = query.explain().readingsDecoded();
          assertThat(now - before).isLessThan(2_000 + 1_024);
          before = now;
          more = cursor.isPaused();
        }
        assertThat(before).isGreaterThan(10_000);
      }
    }
  }

  @Test
  void refusesNone() {
    try (TestStore s = store()) {
      WindowQuery query = WindowQuery.prepare(s.store, RuleParser.parse("t > 8"));
      assertThatThrownBy(() -> query.budget(Duration.ZERO, 1)).hasMessageContaining("above 0");
      assertThatThrownBy(() -> query.budget(LONG, 0)).hasMessageContaining("above 0");
    }
  }

  /** Returns how often the run paused. */
  private static int read(WindowQuery query, List<String> rows) {
    int pauses = 0;
    try (WindowCursor c = query.run()) {
      while (true) {
        while (c.next()) {
          rows.add(c.device() + " " + c.startNs() + " " + c.endNs() + " " + c.samples());
        }
        if (!c.isPaused()) {
          return pauses;
        }
        pauses++;
      }
    }
  }

  private TestStore store() {
    TestStore s = new TestStore(directory);
    s.channel("t", Kind.DOUBLE);
    s.channel("u", Kind.DOUBLE);
    Random random = new Random(3);
    for (int device = 0; device < 6; device++) {
      int t = s.series("D" + device, "t");
      int u = s.series("D" + device, "u");
      long time = 0;
      for (int i = 0; i < 3_000; i++) {
        time += 1 + (random.nextInt(200) == 0 ? 100 : random.nextInt(10));
        s.put(t, time, random.nextInt(11)).put(u, time, random.nextInt(11));
      }
      if (device == 3) {
        s.seal();
      }
    }
    return s.show();
  }
}
