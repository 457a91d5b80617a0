package io.telltale.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.CalendarSpan.Unit;
import io.telltale.query.TestStore.Stage;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buckets of calendars against java.time, over four clock changes in each of two zones. */
final class CalendarBucketsTest {
  private static final long NS = 1_000_000_000L;
  private static final int CHANGES = 4;
  private static final long SECONDS_AROUND = 10 * 86_400;
  private static final int STEP_SECONDS = 450;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Stage.class)
  void areThoseOfJavaTime(Stage stage) {
    List<ZoneId> zones = List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("America/St_Johns"));
    TreeMap<Long, Double> readings = new TreeMap<>();
    for (ZoneId zone : zones) {
      addAroundChanges(zone, readings);
    }
    try (TestStore s = new TestStore(directory)) {
      s.channel("t", Kind.DOUBLE);
      int series = s.series("A", "t");
      int put = 0;
      for (var reading : readings.entrySet()) {
        s.put(series, reading.getKey(), reading.getValue());
        if (stage == Stage.BOTH && ++put == readings.size() / 2) {
          s.seal();
        }
      }
      s.reach(stage == Stage.BOTH ? Stage.UNSEALED : stage);
      for (ZoneId zone : zones) {
        for (Unit unit : Unit.values()) {
          BucketQuery query = BucketQuery.prepare(s.store, "t", new CalendarSpan(unit, zone));
          assertThat(rows(query)).as(unit + " in " + zone).isEqualTo(plain(readings, unit, zone));
        }
      }
    }
  }

  private static void addAroundChanges(ZoneId zone, TreeMap<Long, Double> readings) {
    Instant from = Instant.parse("2025-01-15T00:00:00Z");
    for (int change = 0; change < CHANGES; change++) {
      ZoneOffsetTransition next = zone.getRules().nextTransition(from);
      long second = next.toEpochSecond() - SECONDS_AROUND;
      for (; second < next.toEpochSecond() + SECONDS_AROUND; second += STEP_SECONDS) {
        readings.put(second * NS, (double) (second / STEP_SECONDS % 97));
      }
      from = next.getInstant();
    }
  }

  private static List<String> rows(BucketQuery query) {
    List<String> rows = new ArrayList<>();
    try (BucketCursor b = query.run()) {
      while (b.next()) {
        rows.add(
            Instant.ofEpochSecond(0, b.bucketStartNs())
                + " "
                + Instant.ofEpochSecond(0, b.bucketEndNs())
                + " "
                + b.count()
                + " "
                + b.sum());
      }
    }
    return rows;
  }

  private static List<String> plain(TreeMap<Long, Double> readings, Unit unit, ZoneId zone) {
    TreeMap<Instant, List<Double>> buckets = new TreeMap<>();
    readings.forEach(
        (time, value) -> {
          Instant start = start(Instant.ofEpochSecond(0, time).atZone(zone), unit).toInstant();
          buckets.computeIfAbsent(start, none -> new ArrayList<>()).add(value);
        });
    List<String> rows = new ArrayList<>();
    buckets.forEach(
        (start, values) ->
            rows.add(
                start
                    + " "
                    + end(start.atZone(zone), unit).toInstant()
                    + " "
                    + values.size()
                    + " "
                    + values.stream().mapToDouble(v -> v).sum()));
    return rows;
  }

  private static ZonedDateTime start(ZonedDateTime time, Unit unit) {
    return switch (unit) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> time.truncatedTo(ChronoUnit.DAYS);
      case WEEK ->
          time.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .truncatedTo(ChronoUnit.DAYS);
      case MONTH -> time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    };
  }

  private static ZonedDateTime end(ZonedDateTime start, Unit unit) {
    return switch (unit) {
      case HOUR -> start.plusHours(1);
      case DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
    };
  }
}
