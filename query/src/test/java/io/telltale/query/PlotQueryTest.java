package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.Kind;
import io.telltale.query.TestStore.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Down-sampling against plain models, and M4 pixel by pixel. */
final class PlotQueryTest {
  private static final int HEIGHT = 120;

  @TempDir Path directory;

  /** A reading, or where a line ends when the value is NaN. */
  private record Point(long timeNs, double value) {
    boolean isGap() {
      return Double.isNaN(value);
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void m4DrawsTheSamePixels(Stage stage) {
    long seed = 500 + stage.ordinal();
    Random random = new Random(seed);
    try (TestStore s = new TestStore(directory)) {
      TreeMap<Long, Double> readings = fill(s, stage, random);
      PlotQuery query = PlotQuery.prepare(s.store, "t").device(0);
      for (int round = 0; round < 40; round++) {
        long from = random.nextInt(readings.lastKey().intValue()) - 500;
        long to = from + 1 + random.nextInt(readings.lastKey().intValue());
        int columns = 1 + random.nextInt(round % 2 == 0 ? 30 : 700);
        String what = "seed " + seed + ", " + columns + " columns from " + from + " to " + to;
        List<Point> all = line(readings, from, to);
        List<Point> picked = points(query.range(from, to).m4(columns));
        assertThat(picked).as(what).isEqualTo(plainM4(all, from, to, columns));
        assertThat(raster(picked, from, to, columns))
            .as(what)
            .isEqualTo(raster(all, from, to, columns));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void minMaxLttbPicksWhatThePaperSays(Stage stage) {
    long seed = 520 + stage.ordinal();
    Random random = new Random(seed);
    try (TestStore s = new TestStore(directory)) {
      TreeMap<Long, Double> readings = fill(s, stage, random);
      PlotQuery query = PlotQuery.prepare(s.store, "t").device(0);
      for (int round = 0; round < 40; round++) {
        long from = random.nextInt(readings.lastKey().intValue()) - 500;
        long to = from + 1 + random.nextInt(readings.lastKey().intValue());
        int wanted = 2 + random.nextInt(300);
        List<Point> picked = points(query.range(from, to).minMaxLttb(wanted));
        assertThat(picked)
            .as("seed %s, %s of %s to %s", seed, wanted, from, to)
            .isEqualTo(plainMinMaxLttb(line(readings, from, to), from, to, wanted));
        long gaps = picked.stream().filter(Point::isGap).count();
        assertThat(picked.size()).isLessThanOrEqualTo(wanted + (int) (3 * gaps) + 2);
      }
    }
  }

  @Test
  void blocksWithinAColumnAreTakenFromTheirStatistics() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("A", "t");
      for (int i = 0; i < 200 * 1_024; i++) {
        s.put(series, i, Math.sin(i / 50_000.0));
        if (i % 20_000 == 0) {
          s.show();
        }
      }
      s.seal();
      PlotPoints points = PlotQuery.prepare(s.store, "t").device(0).m4(4);
      assertThat(points.fromNs()).isZero();
      assertThat(points.toNs()).isEqualTo(200 * 1_024);
      assertThat(points.blocksTakenWhole()).isGreaterThan(190);
      assertThat(points.blocksDecoded()).isLessThan(20);
      assertThat(points.size()).isBetween(4, 16);
      assertThat(points.timeNs(0)).isZero();
    }
  }

  @Test
  void integersBooleansAndStatesAreNumbers() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("n", Kind.LONG);
      s.channel("door", Kind.STATE);
      s.putLong(s.series("A", "n"), 1, -7).putLong(s.series("A", "n"), 2, 1L << 60);
      s.putState("A", "door", 4, "open").putState("A", "door", 5, "shut");
      s.putState("A", "door", 9, "open").seal();
      assertThat(points(PlotQuery.prepare(s.store, "n").device(0).m4(10)))
          .containsExactly(new Point(1, -7), new Point(2, 0x1p60));
      assertThat(points(PlotQuery.prepare(s.store, "door").device(0).minMaxLttb(3)))
          .containsExactly(new Point(4, 0), new Point(5, 1), new Point(9, 0));
    }
  }

  @Test
  void plotsReachToTheEdgesOfTime() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("A", "t");
      s.put(series, Long.MIN_VALUE, 1).put(series, -1, 2).put(series, Long.MAX_VALUE, 3).show();
      PlotQuery query = PlotQuery.prepare(s.store, "t").device(0);
      List<Point> all =
          List.of(new Point(Long.MIN_VALUE, 1), new Point(-1, 2), new Point(Long.MAX_VALUE, 3));
      assertThat(points(query.m4(3))).isEqualTo(all);
      assertThat(points(query.minMaxLttb(3))).isEqualTo(all);
      assertThat(points(query.range(-5, 5).m4(1 << 24))).containsExactly(new Point(-1, 2));
    }
  }

  @Test
  void thereMayBeNothingToDraw() {
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      PlotQuery query = PlotQuery.prepare(s.store, "t");
      assertThat(query.m4(3).size()).isZero();
      assertThat(query.device(7).m4(3).size()).isZero();
      s.put(s.series("A", "t"), 5, Double.NaN).put(s.series("A", "t"), 6, 1).show();
      assertThat(query.device(0).range(7, 9).minMaxLttb(3).size()).isZero();
      assertThat(query.range(5, 6).m4(3).size()).isZero();
      assertThatThrownBy(() -> query.m4(0)).hasMessageContaining("columns");
      assertThatThrownBy(() -> query.minMaxLttb(1)).hasMessageContaining("wanted");
      assertThatThrownBy(() -> PlotQuery.prepare(s.store, "x")).hasMessageContaining("nearest: t");
    }
  }

  /** Dense and sparse stretches, NaN and infinities, late readings, both zeros. */
  private static TreeMap<Long, Double> fill(TestStore s, Stage stage, Random random) {
    s.channel("t", Kind.DOUBLE);
    int series = s.series("A", "t");
    TreeMap<Long, Double> readings = new TreeMap<>();
    long time = 0;
    for (int i = 0; i < 30_000; i++) {
      time += 1 + random.nextInt(i / 3_000 % 2 == 0 ? 2 : 40);
      long at = random.nextInt(3_000) == 0 ? Math.max(0, time - random.nextInt(5_000)) : time;
      double value = i / 4_000 % 2 == 0 ? value(random) : random.nextInt(5) - 2.0;
      value = value == 0 && random.nextBoolean() ? -0.0 : value;
      readings.put(at, value);
      s.put(series, at, value);
      if (stage == Stage.BOTH && i % 12_000 == 11_999) {
        s.seal();
      }
    }
    s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
    return readings;
  }

  private static double value(Random random) {
    return switch (random.nextInt(2_000)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      default -> random.nextGaussian() * 10;
    };
  }

  private static List<Point> points(PlotPoints points) {
    List<Point> list = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      list.add(new Point(points.timeNs(i), points.value(i)));
    }
    return list;
  }

  /** The finite readings of a range, and one NaN where others part them. */
  private static List<Point> line(TreeMap<Long, Double> readings, long from, long to) {
    List<Point> line = new ArrayList<>();
    Point gap = null;
    for (var reading : readings.subMap(from, to).entrySet()) {
      if (Double.isFinite(reading.getValue())) {
        if (gap != null && !line.isEmpty()) {
          line.add(gap);
        }
        gap = null;
        line.add(new Point(reading.getKey(), reading.getValue()));
      } else if (gap == null) {
        gap = new Point(reading.getKey(), Double.NaN);
      }
    }
    return line;
  }

  private static int column(long time, long from, long to, int columns) {
    return (int) Math.floorDiv((time - from) * columns, to - from);
  }

  /** The pieces of a line, each within one column; a gap is a piece of its own. */
  private static List<List<Point>> pieces(List<Point> line, long from, long to, int columns) {
    List<List<Point>> pieces = new ArrayList<>();
    int last = -1;
    for (Point p : line) {
      int column = p.isGap() ? -1 : column(p.timeNs, from, to, columns);
      if (pieces.isEmpty() || column != last || p.isGap()) {
        pieces.add(new ArrayList<>());
      }
      pieces.get(pieces.size() - 1).add(p);
      last = column;
    }
    return pieces;
  }

  private static List<Point> plainM4(List<Point> line, long from, long to, int columns) {
    List<Point> picked = new ArrayList<>();
    for (List<Point> piece : pieces(line, from, to, columns)) {
      TreeMap<Long, Point> four = extremes(piece);
      four.put(piece.get(0).timeNs, piece.get(0));
      four.put(piece.get(piece.size() - 1).timeNs, piece.get(piece.size() - 1));
      picked.addAll(four.values());
    }
    return picked;
  }

  /** The first of the smallest and the first of the largest. */
  private static TreeMap<Long, Point> extremes(List<Point> piece) {
    Point min = piece.get(0);
    Point max = piece.get(0);
    for (Point p : piece) {
      min = p.value < min.value ? p : min;
      max = p.value > max.value ? p : max;
    }
    TreeMap<Long, Point> both = new TreeMap<>();
    both.put(min.timeNs, min);
    both.put(max.timeNs, max);
    return both;
  }

  private static List<Point> plainMinMaxLttb(List<Point> all, long from, long to, int wanted) {
    List<List<Point>> lines = new ArrayList<>();
    lines.add(new ArrayList<>());
    for (Point p : all) {
      if (p.isGap()) {
        lines.add(new ArrayList<>());
      } else {
        lines.get(lines.size() - 1).add(p);
      }
    }
    List<Point> gaps = all.stream().filter(Point::isGap).toList();
    List<List<Point>> preselected = new ArrayList<>();
    int total = 0;
    for (List<Point> line : lines) {
      TreeMap<Long, Point> some = new TreeMap<>();
      for (List<Point> piece : pieces(line, from, to, 2 * wanted)) {
        some.putAll(extremes(piece));
      }
      if (!line.isEmpty()) {
        some.put(line.get(0).timeNs, line.get(0));
        some.put(line.get(line.size() - 1).timeNs, line.get(line.size() - 1));
      }
      total += some.size();
      preselected.add(new ArrayList<>(some.values()));
    }
    List<Point> picked = new ArrayList<>();
    for (int i = 0; i < preselected.size(); i++) {
      List<Point> line = preselected.get(i);
      if (i > 0) {
        picked.add(gaps.get(i - 1));
      }
      picked.addAll(plainLttb(line, Math.max(2, wanted * line.size() / Math.max(1, total))));
    }
    return picked;
  }

  private static List<Point> plainLttb(List<Point> line, int wanted) {
    if (line.size() <= wanted) {
      return line;
    }
    List<List<Point>> buckets = new ArrayList<>();
    for (int b = 0; b < wanted - 2; b++) {
      int from = 1 + (line.size() - 2) * b / (wanted - 2);
      int to = 1 + (line.size() - 2) * (b + 1) / (wanted - 2);
      buckets.add(line.subList(from, to));
    }
    buckets.add(line.subList(line.size() - 1, line.size()));
    List<Point> picked = new ArrayList<>(List.of(line.get(0)));
    for (int b = 0; b < wanted - 2; b++) {
      Point a = picked.get(picked.size() - 1);
      double t =
          buckets.get(b + 1).stream().mapToDouble(p -> p.timeNs - a.timeNs).average().getAsDouble();
      double v =
          buckets.get(b + 1).stream().mapToDouble(p -> p.value - a.value).average().getAsDouble();
      Point best = null;
      double largest = -1;
      for (Point p : buckets.get(b)) {
        double area = Math.abs(t * (p.value - a.value) - (p.timeNs - a.timeNs) * v);
        if (area > largest * (1 + 1e-12)) {
          largest = area;
          best = p;
        }
      }
      picked.add(best);
    }
    picked.add(line.get(line.size() - 1));
    return picked;
  }

  /** Draws straight lines from point to point, with Bresenham's algorithm. */
  private static BitSet raster(List<Point> line, long from, long to, int columns) {
    BitSet pixels = new BitSet();
    Point last = null;
    for (Point p : line) {
      if (!p.isGap()) {
        Point start = last == null ? p : last;
        draw(
            pixels,
            column(start.timeNs, from, to, columns),
            row(start.value),
            column(p.timeNs, from, to, columns),
            row(p.value));
      }
      last = p.isGap() ? null : p;
    }
    return pixels;
  }

  private static int row(double value) {
    return (int) Math.max(0, Math.min(HEIGHT - 1, Math.floor((value + 45) * HEIGHT / 90)));
  }

  private static void draw(BitSet pixels, int x0, int y0, int x1, int y1) {
    int dx = Math.abs(x1 - x0);
    int dy = -Math.abs(y1 - y0);
    int error = dx + dy;
    int x = x0;
    int y = y0;
    while (true) {
      pixels.set(x * HEIGHT + y);
      if (x == x1 && y == y1) {
        return;
      }
      int twice = 2 * error;
      if (twice >= dy) {
        error += dy;
        x += Integer.signum(x1 - x0);
      }
      if (twice <= dx) {
        error += dx;
        y += Integer.signum(y1 - y0);
      }
    }
  }
}
