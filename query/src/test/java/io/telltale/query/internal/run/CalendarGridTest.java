package io.telltale.query.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.query.CalendarSpan;
import io.telltale.query.CalendarSpan.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the spans of calendars start, in all zones there are. */
final class CalendarGridTest {
  private static final long NS = 1_000_000_000L;

  @Test
  void aDayHas23Or25Hours() {
    CalendarGrid berlin = grid(Unit.DAY, "Europe/Berlin");
    assertThat(length(berlin, "2026-03-29T12:00:00Z")).isEqualTo(Duration.ofHours(23));
    assertThat(length(berlin, "2026-10-25T12:00:00Z")).isEqualTo(Duration.ofHours(25));
    assertThat(length(berlin, "2026-10-26T12:00:00Z")).isEqualTo(Duration.ofHours(24));
    assertThat(length(grid(Unit.WEEK, "Europe/Berlin"), "2026-10-25T12:00:00Z"))
        .isEqualTo(Duration.ofHours(7 * 24 + 1));
    assertThat(length(grid(Unit.MONTH, "Europe/Berlin"), "2026-03-25T12:00:00Z"))
        .isEqualTo(Duration.ofHours(31 * 24 - 1));
  }

  @Test
  void anHourThatIsShownTwiceIsTwo() {
    CalendarGrid berlin = grid(Unit.HOUR, "Europe/Berlin");
    assertThat(starts(berlin, "2026-10-24T23:00:00Z", 4))
        .containsExactly(
            "2026-10-24T23:00:00Z",
            "2026-10-25T00:00:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T02:00:00Z");
    // 02:00 becomes 01:30: an hour of 01:00 to 02:00, then half of one again.
    CalendarGrid lordHowe = grid(Unit.HOUR, "Australia/Lord_Howe");
    assertThat(starts(lordHowe, "2026-04-04T13:00:00Z", 5))
        .containsExactly(
            "2026-04-04T13:00:00Z",
            "2026-04-04T14:00:00Z",
            "2026-04-04T15:00:00Z",
            "2026-04-04T15:30:00Z",
            "2026-04-04T16:30:00Z");
    // 02:00 becomes 02:30.
    assertThat(starts(lordHowe, "2026-10-03T14:30:00Z", 4))
        .containsExactly(
            "2026-10-03T14:30:00Z",
            "2026-10-03T15:30:00Z",
            "2026-10-03T16:00:00Z",
            "2026-10-03T17:00:00Z");
  }

  @Test
  void aDayThatAZoneLeftOutHasNoBucket() {
    CalendarGrid apia = grid(Unit.DAY, "Pacific/Apia");
    assertThat(starts(apia, "2011-12-29T12:00:00Z", 3))
        .containsExactly("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(Unit.class)
  void spansAreThoseOfJavaTimeInAllZones(Unit unit) {
    List<String> zones = new ArrayList<>(ZoneId.getAvailableZoneIds());
    zones.sort(null);
    long seed = 300 + unit.ordinal();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      CalendarGrid grid = new CalendarGrid(new CalendarSpan(unit, zone));
      long timeNs = time(random, zone);
      grid.aim(timeNs);
      long start = grid.startNs();
      long last = grid.lastNs();
      String what = "seed " + seed + ", " + unit + " of " + timeNs + " in " + zone;
      assertThat(start).as(what).isLessThanOrEqualTo(timeNs).isEqualTo(startOf(timeNs, unit, zone));
      assertThat(last).as(what).isGreaterThanOrEqualTo(timeNs);
      assertThat(startOf(last, unit, zone)).as("last of " + what).isEqualTo(start);
      assertThat(startOf(last + 1, unit, zone)).as("next of " + what).isEqualTo(last + 1);
      assertThat(grid.isOneBucket(timeNs, last)).as(what).isTrue();
      assertThat(grid.isOneBucket(timeNs, last + 1)).as(what).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Unit.class)
  void spansReachToTheEdgesOfTime(Unit unit) {
    CalendarGrid grid = grid(unit, "Europe/Berlin");
    grid.aim(Long.MIN_VALUE);
    assertThat(grid.startNs()).isEqualTo(Long.MIN_VALUE);
    assertThat(grid.isOneBucket(Long.MIN_VALUE, grid.lastNs())).isTrue();
    grid.aim(Long.MAX_VALUE);
    assertThat(grid.lastNs()).isEqualTo(Long.MAX_VALUE);
    grid.aim(grid.startNs() - 1);
    assertThat(grid.lastNs()).isLessThan(Long.MAX_VALUE - NS);
  }

  /** Half of the times lie near a clock change. */
  private static long time(Random random, ZoneId zone) {
    long second = random.nextLong(-4_000_000_000L, 4_000_000_000L);
    var change = zone.getRules().nextTransition(Instant.ofEpochSecond(second));
    if (change != null && random.nextBoolean()) {
      second = change.toEpochSecond() + random.nextInt(200_000) - 100_000;
    }
    return second * NS + random.nextLong(NS);
  }

  /** The plain way: no pages, no search. */
  private static long startOf(long timeNs, Unit unit, ZoneId zone) {
    Instant instant = Instant.ofEpochSecond(0, timeNs);
    if (unit == Unit.HOUR) {
      ZoneOffset offset = zone.getRules().getOffset(instant);
      long hour = instant.getEpochSecond() + offset.getTotalSeconds();
      long second = instant.getEpochSecond();
      // Back second by second would be plain but slow; the clock is the same until a change.
      long full = second - Math.floorMod(hour, 3_600L);
      if (zone.getRules().getOffset(Instant.ofEpochSecond(full)).equals(offset)
          && zone.getRules().nextTransition(Instant.ofEpochSecond(full)) == null) {
        return full * NS;
      }
      while (second > full
          && zone.getRules().getOffset(Instant.ofEpochSecond(second - 1)).equals(offset)) {
        second--;
      }
      return second * NS;
    }
    LocalDate date = LocalDate.ofInstant(instant, zone).plusDays(2);
    while (startOf(date, unit, zone).isAfter(instant)) {
      date = date.minusDays(1);
    }
    return startOf(date, unit, zone).getEpochSecond() * NS;
  }

  private static Instant startOf(LocalDate date, Unit unit, ZoneId zone) {
    LocalDate first =
        switch (unit) {
          case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTH -> date.withDayOfMonth(1);
          case DAY, HOUR -> date;
        };
    return first.atStartOfDay(zone).toInstant();
  }

  private static CalendarGrid grid(Unit unit, String zone) {
    return new CalendarGrid(new CalendarSpan(unit, ZoneId.of(zone)));
  }

  private static Duration length(CalendarGrid grid, String time) {
    grid.aim(Instant.parse(time).getEpochSecond() * NS);
    return Duration.ofNanos(grid.lastNs() + 1 - grid.startNs());
  }

  private static List<String> starts(CalendarGrid grid, String from, int count) {
    List<String> starts = new ArrayList<>();
    long timeNs = Instant.parse(from).getEpochSecond() * NS;
    for (int i = 0; i < count; i++) {
      grid.aim(timeNs);
      starts.add(Instant.ofEpochSecond(0, grid.startNs()).toString());
      timeNs = grid.lastNs() + 1;
    }
    return starts;
  }
}
