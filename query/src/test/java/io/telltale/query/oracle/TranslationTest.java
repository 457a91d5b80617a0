package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.and;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.count;
import static io.telltale.query.Condition.debounce;
import static io.telltale.query.Condition.equalTo;
import static io.telltale.query.Condition.hysteresis;
import static io.telltale.query.Condition.is;
import static io.telltale.query.Condition.jump;
import static io.telltale.query.Condition.neverSeen;
import static io.telltale.query.Condition.not;
import static io.telltale.query.Condition.or;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.query.Rule;
import io.telltale.query.Shaping.OnUnknown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What rules of other systems come to here: for each, a worked example of the behaviour that they
 * document. A nanosecond stands for a second.
 */
class TranslationTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("rows")
  void shouldBeWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldBeFound(OracleRow row) {
    assertThat(row.ofEngine(directory, true)).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            prometheus(), grafana(), cloudWatch(), tdengine(), iotdb(), flux(), seeq(), pi(), isa())
        .flatMap(rows -> rows);
  }

  private static Duration s(long seconds) {
    return Duration.ofNanos(seconds);
  }

  static Stream<OracleRow> prometheus() {
    return Stream.of(
        row("Prometheus `for: 5m`: firing when every evaluation of 5 minutes was true; active since the first")
            .of("0=95 60=95 120=95 180=95 240=95 300=95 360=95 420=1 2000=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)).stale(s(300)))
            .spans("[0, 420)"),
        row("... an evaluation that is false starts the wait anew")
            .of("0=95 60=95 120=95 180=95 240=95 300=1 360=95 420=95 480=95 540=95 600=95 660=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)).stale(s(300))),
        row("... `keep_firing_for: 10m`: it resolves 10 minutes after the expression cleared")
            .of("0=95 60=95 120=95 180=95 240=95 300=95 360=1 1000=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)).clearDelay(s(600)).stale(s(300)))
            .spans("[0, 960)"),
        row("... true again meanwhile, however briefly: the same alert goes on")
            .of("0=95 60=95 120=95 180=95 240=95 300=95 360=1 600=95 660=1 1400=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)).clearDelay(s(600)).stale(s(300)))
            .spans("[0, 1260)"),
        row("... keep_firing_for spans absence too: 5 minutes of staleness, then 10")
            .of("0=95 60=95 120=95 180=95 240=95 300=95 2000=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)).clearDelay(s(600)).stale(s(300)))
            .spans("[0, 1200) STALE"));
  }

  static Stream<OracleRow> grafana() {
    return Stream.of(
        row("Grafana recovery threshold: fires above 80, recovers below 75")
            .of("0=70 60=85 120=78 180=76 240=82 300=74 360=78")
            .rule(Rule.when(hysteresis(above("c", 80), below("c", 75))))
            .spans("[60, 300)"),
        row("Grafana no data, pending for 5 minutes: still pending")
            .of("0=1 60=1")
            .rule(Rule.when(silent("c", s(600))).atLeastFor(s(300)))
            .now(959),
        row("... alerting")
            .of("0=1 60=1")
            .rule(Rule.when(silent("c", s(600))).atLeastFor(s(300)))
            .now(960)
            .spans("[660, OPEN)"),
        row("Datadog no_data_timeframe of 10 minutes: no data for longer")
            .of("0=1 60=1 1000=1")
            .rule(Rule.when(silent("c", s(600))))
            .spans("[660, 1000)"),
        row("Datadog new_group_delay of 5 minutes: a new group is left alone")
            .rule(Rule.when(neverSeen("c", s(300))))
            .registered(100)
            .now(400),
        row("... and is missing after it")
            .rule(Rule.when(neverSeen("c", s(300))))
            .registered(100)
            .now(401)
            .spans("[400, OPEN)"),
        row("... unless it has reported in time")
            .of("350=1")
            .rule(Rule.when(neverSeen("c", s(300))))
            .registered(100)
            .now(1000));
  }

  static Stream<OracleRow> cloudWatch() {
    return Stream.of(
        row("CloudWatch 3 out of 5 datapoints: in alarm at the third breaching one of five")
            .of("0=95 60=1 120=95 180=1 240=95 300=1 360=1")
            .rule(Rule.when(count(above("c", 90), 3, s(300))))
            .spans("[240, 300)"),
        row("... two are not enough")
            .of("0=95 60=1 120=95 180=1 240=1 300=95")
            .rule(Rule.when(count(above("c", 90), 3, s(300)))),
        row("... missing data `ignore`: the state is kept")
            .of("0=95 60=1 120=95 180=1 240=95 600=1")
            .rule(
                Rule.when(count(above("c", 90), 3, s(300))).stale(s(90)).onUnknown(OnUnknown.HOLD))
            .spans("[240, 600)"),
        row("... missing data `missing`: no state without data")
            .of("0=95 60=1 120=95 180=1 240=95 600=1")
            .rule(Rule.when(count(above("c", 90), 3, s(300))).stale(s(90)))
            .spans("[240, 330) STALE"));
  }

  static Stream<OracleRow> tdengine() {
    return Stream.of(
        row("TDengine EVENT_WINDOW START WITH c > 10 END WITH c < 5: its end row stands at the end here")
            .of("0=11 1=7 2=6 3=4 4=7 5=12 6=3")
            .rule(Rule.when(hysteresis(above("c", 10), below("c", 5))))
            .proves(
                "[0, 3) onset 0 last 2 held 2 samples 3", "[5, 6) onset 5 last 5 held 0 samples 1"),
        row("... TRUE_FOR(COUNT 4) counts the end row too: one sample less here")
            .of("0=11 1=7 2=6 3=4 4=7 5=12 6=3")
            .rule(Rule.when(hysteresis(above("c", 10), below("c", 5))).atLeastSamples(3))
            .spans("[0, 3)"),
        row("... TRUE_FOR(2s AND COUNT 4): both")
            .of("0=11 1=7 2=6 3=4 4=7 5=12 6=3")
            .rule(
                Rule.when(hysteresis(above("c", 10), below("c", 5)))
                    .atLeastFor(s(2))
                    .atLeastSamples(3))
            .spans("[0, 3)"),
        row("... a window that has not ended, which TDengine drops, is OPEN here")
            .of("0=11 1=7 2=4 3=12 4=9")
            .rule(Rule.when(hysteresis(above("c", 10), below("c", 5))))
            .spans("[0, 2)", "[3, OPEN)"),
        row("TDengine SESSION(ts, 10s): rows at most 10 s apart are one session, which ends 10 s after its last row here")
            .of("0=1 10=1 20=1 50=1 60=1")
            .rule(Rule.when(not(silent("c", s(10)))))
            .spans("[0, 30) STALE", "[50, OPEN)"),
        row("... its row count")
            .of("0=1 10=1 20=1 50=1 60=1")
            .rule(Rule.when(not(silent("c", s(10)))))
            .now(100)
            .proves(
                "[0, 30) STALE onset 0 last 30 held 30 samples 3",
                "[50, 70) STALE onset 50 last 70 held 20 samples 2"),
        row("TDengine STATE_WINDOW(s): the rows of one state in a row, state by state")
            .kind(Kind.STATE)
            .of("0=OK 10=OK 20=E42 30=E42 40=OK")
            .rule(Rule.when(is("c", "OK")))
            .spans("[0, 20)", "[40, OPEN)"),
        row("... another state")
            .kind(Kind.STATE)
            .of("0=OK 10=OK 20=E42 30=E42 40=OK")
            .rule(Rule.when(is("c", "E42")))
            .spans("[20, 40)"));
  }

  static Stream<OracleRow> iotdb() {
    return Stream.of(
        row("IoTDB GROUP BY CONDITION(v > 8, KEEP >= 3, ignoreNull = true): a null row does not part a group")
            .of("0=9 10=NaN 20=9 30=9 40=1 50=9 60=1")
            .rule(Rule.when(above("c", 8)).atLeastSamples(3).onUnknown(OnUnknown.HOLD))
            .proves("[0, 40) onset 0 last 30 held 30 samples 3"),
        row("... ignoreNull = false: it does")
            .of("0=9 10=NaN 20=9 30=9 40=1 50=9 60=1")
            .rule(Rule.when(above("c", 8)).atLeastSamples(3)),
        row("... so with KEEP >= 2 the second part is left")
            .of("0=9 10=NaN 20=9 30=9 40=1 50=9 60=1")
            .rule(Rule.when(above("c", 8)).atLeastSamples(2))
            .spans("[20, 40)"),
        row("IoTDB GROUP BY VARIATION(v, 1): a step of more than 1 begins a group: jump is TRUE on its first row")
            .of("0=1 10=1.5 20=5 30=5.2")
            .rule(Rule.when(jump("c", 1.0)))
            .spans("[20, 30)"),
        row("... but VARIATION counts from the first row of the group, jump from the row before: a drift is no jump")
            .of("0=1 10=1.8 20=2.6 30=3.4")
            .rule(Rule.when(jump("c", 1.0))));
  }

  static Stream<OracleRow> flux() {
    return Stream.of(
        row("Flux stateDuration counts from the first row of the state: 0, 60, 120, 180, 240")
            .of("0=95 60=95 120=95 180=95 240=95 300=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(240)))
            .proves("[0, 300) onset 0 last 240 held 240 samples 5"),
        row("... never more than the rows show")
            .of("0=95 60=95 120=95 180=95 240=95 300=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(241))),
        row("... one row has a duration of 0, and silence adds nothing")
            .of("0=95 1000=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(1))),
        row("Flux stateCount")
            .of("0=95 60=95 120=95 180=95 240=95 300=1 360=95")
            .rule(Rule.when(above("c", 90)).atLeastSamples(5))
            .spans("[0, 300)"),
        row("Flux deadman(t: -10m): no row for 10 minutes")
            .of("0=1 60=1")
            .rule(Rule.when(silent("c", s(600))))
            .now(700)
            .spans("[660, OPEN)"),
        row("Timescale heartbeat_agg, live for 10 s: live ranges")
            .of("0=1 4=1 20=1")
            .rule(Rule.when(not(silent("c", s(10)))))
            .now(40)
            .spans("[0, 14) STALE", "[20, 30) STALE"),
        row("... beats just 10 s apart leave no gap")
            .of("0=1 10=1 20=1")
            .rule(Rule.when(not(silent("c", s(10)))))
            .now(40)
            .spans("[0, 30) STALE"));
  }

  static Stream<OracleRow> seeq() {
    return Stream.of(
        row("Seeq merge: capsules at most so far apart become one")
            .of("0=9 10=1 15=9 25=1 40=9 50=1")
            .rule(Rule.when(above("c", 8)).mergeWithin(s(5)))
            .spans("[0, 25)", "[40, 50)"),
        row("Seeq removeShorterThan")
            .of("0=9 10=1 15=9 20=9 25=1")
            .rule(Rule.when(above("c", 8)).atLeastFor(s(5)))
            .spans("[15, 25)"),
        row("Seeq removeLongerThan")
            .of("0=9 10=1 15=9 21=9 25=1")
            .rule(Rule.when(above("c", 8)).atMostFor(s(5)))
            .spans("[0, 10)"),
        row("Seeq grow: beforeStart and afterEnd together")
            .of("20=9 30=1")
            .rule(Rule.when(above("c", 8)).pad(s(5), s(7)))
            .spans("[15, 37)"),
        row("Seeq intersect")
            .of("0=9 20=1")
            .and("d", Kind.DOUBLE, "10=9 30=1")
            .rule(Rule.when(and(above("c", 8), above("d", 8))))
            .spans("[10, 20)"),
        row("Seeq union")
            .of("0=9 20=1")
            .and("d", Kind.DOUBLE, "0=1 10=9 30=1")
            .rule(Rule.when(or(above("c", 8), above("d", 8))))
            .spans("[0, 30)"),
        row("Seeq minus")
            .of("0=9 20=1")
            .and("d", Kind.DOUBLE, "0=1 10=9 30=1")
            .rule(Rule.when(above("c", 8).minus(above("d", 8))))
            .spans("[0, 10)"),
        row("Seeq touches: whole capsules of A that a capsule of B touches")
            .of("0=9 20=1 40=9 50=1")
            .and("d", Kind.DOUBLE, "10=9 30=1")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("d", 8)), s(1)))
            .spans("[0, 20)"));
  }

  static Stream<OracleRow> pi() {
    return Stream.of(
        row("PI event frame, true for 5 minutes: it starts when the trigger became true")
            .of("0=95 60=95 120=95 180=95 240=95 300=95 360=1 420=95 480=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)))
            .spans("[0, 360)"),
        row("PI event frame in progress: no end yet")
            .of("0=95 60=95 120=95 180=95 240=95 300=95")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)))
            .spans("[0, OPEN)"),
        row("PI severities, a trigger each: minor")
            .of("0=85 60=95 120=85 180=1")
            .rule(Rule.when(above("c", 80)))
            .spans("[0, 180)"),
        row("... critical, within it")
            .of("0=85 60=95 120=85 180=1")
            .rule(Rule.when(above("c", 90)))
            .spans("[60, 120)"),
        row("... minor ones that became critical")
            .of("0=85 60=95 120=85 180=1 240=85 300=1")
            .rule(Rule.when(above("c", 80)))
            .combined(c -> ((Rule) c).overlapping(Rule.when(above("c", 90)), s(1)))
            .spans("[0, 180)"),
        row("PI consecutive frames merged")
            .of("0=95 60=1 90=95 120=1")
            .rule(Rule.when(above("c", 90)).mergeWithin(s(30)))
            .spans("[0, 120)"),
        row("ThingsBoard duration: the condition lasts 5 minutes")
            .of("0=95 60=95 120=95 180=95 240=95 300=95 360=1")
            .rule(Rule.when(above("c", 90)).atLeastFor(s(300)))
            .spans("[0, 360)"),
        row("ThingsBoard repeating: the third time, within an hour")
            .of("0=95 60=1 600=95 660=1 1200=95 1260=1")
            .rule(Rule.when(count(above("c", 90), 3, s(3600))))
            .spans("[1200, OPEN)"),
        row("... the third time in a row")
            .of("0=95 60=1 120=95 180=95 240=95 300=1")
            .rule(Rule.when(debounce(above("c", 90), 3, 1)))
            .spans("[120, 300)"),
        row("ThingsBoard schedule: of a channel that says when it is in force")
            .of("0=95 200=1")
            .and("d", Kind.DOUBLE, "0=0 60=1 120=0")
            .rule(Rule.when(and(above("c", 90), equalTo("d", 1))))
            .spans("[60, 120)"));
  }

  static Stream<OracleRow> isa() {
    return Stream.of(
        row("ISA-18.2 deadband of 5 below a high alarm of 100")
            .of("0=99 60=101 120=97 180=100 240=94")
            .rule(Rule.when(hysteresis(above("c", 100), below("c", 95))))
            .spans("[60, 240)"),
        row("ISA-18.2 on-delay: a short excursion is no alarm")
            .of("0=101 10=99 60=101 90=101 120=101 150=90")
            .rule(Rule.when(above("c", 100)).atLeastFor(s(60)))
            .spans("[60, 150)"),
        row("ISA-18.2 off-delay: the alarm clears when it has been normal so long")
            .of("0=101 60=90 100=101 120=90 600=90")
            .rule(Rule.when(above("c", 100)).clearDelay(s(60)))
            .spans("[0, 180)"),
        row("ISA-18.2 all three")
            .of("0=101 60=97 70=101 80=94 90=101 100=94 600=94")
            .rule(
                Rule.when(hysteresis(above("c", 100), below("c", 95)))
                    .atLeastFor(s(60))
                    .clearDelay(s(60)))
            .proves("[0, 160) onset 0 last 90 held 90 samples 4"),
        row("MATCH_RECOGNIZE (A B) WITHIN 60: A and then B")
            .of("0=9 10=1 200=9 210=1")
            .and("d", Kind.DOUBLE, "40=9 50=1 300=9")
            .rule(Rule.when(above("c", 8)))
            .combined(c -> ((Rule) c).followedBy(Rule.when(above("d", 8)), s(60)))
            .spans("[0, 10)"),
        row("MATCH_RECOGNIZE (A B+ C): a chain; B+ is one window of B")
            .of("0=9 10=1 200=9 210=1")
            .and("d", Kind.DOUBLE, "40=9 45=9 50=1 240=9 250=1")
            .and("e", Kind.DOUBLE, "60=9 70=1")
            .rule(Rule.when(above("c", 8)))
            .combined(
                c ->
                    ((Rule) c)
                        .followedBy(
                            Rule.when(above("d", 8)).followedBy(Rule.when(above("e", 8)), s(60)),
                            s(60)))
            .spans("[0, 10)"),
        row("... the one that C does not follow")
            .of("0=9 10=1 200=9 210=1")
            .and("d", Kind.DOUBLE, "40=9 45=9 50=1 240=9 250=1")
            .and("e", Kind.DOUBLE, "60=9 70=1 400=1")
            .rule(Rule.when(above("c", 8)))
            .combined(
                c ->
                    ((Rule) c)
                        .followedBy(
                            Rule.when(above("d", 8)).notFollowedBy(Rule.when(above("e", 8)), s(60)),
                            s(60)))
            .spans("[200, 210)"));
  }
}
