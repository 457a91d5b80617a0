package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.Extent;
import io.telltale.query.Rule;
import io.telltale.query.WindowQuery;
import io.telltale.query.WindowRule;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings and ticks that live rules once judged to change nothing though they did. */
class LiveCornersTest {
  @TempDir Path directory;

  /**
   * A step is {@code channel=value@time}, {@code tick@time}, {@code attach@}, {@code
   * attachSinceNow@}, {@code register@} or {@code model@value}.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t > 8 and u > 8                  | t=5@30 u=5@40 t=10@50 t=5@100 u=10@60
          t > 8                            | t=5@5 t=9@10 t=5@10 t=9@11 t=9@12
          t > 8 and u > 8                  | t=5@10 t=9@10 u=9@11
          t > 8 and u > 8                  | detach@ u=10@100 t=5@90 attach@ t=5@101 t=10@102
          enter t > 8 exit t < 3           | t=4@5 t=9@10 t=NaN@20 t=NaN@25 t=4@30
          enter t > 8 exit t < 3           | t=4@5 t=9@10 t=NaN@20 tick@25 tick@26 t=4@30
          jump(n) > 10                     | n=1152921504606846976@200 n=1152921504606847036@210
          range(n, 100ns) > 10             | n=1152921504606846976@1 n=1152921504606846976@200 \
          n=1152921504606847036@210
          mean(t, 12ns) > 10 atMost 1h     | t=5@-20 t=5@0 t=5@10 t=5@20 t=100@15 t=5@30
          range(t, 12ns) > 10              | t=5@-20 t=5@0 t=5@10 t=5@20 t=100@15 t=5@30 tick@50
          flat(t, 1, 20ns)                 | t=0@-60 t=30@-40 t=50@-12 t=0@-10 t=0@-5 t=10@0 t=0@0 \
          t=0@5 t=0@9
          debounce(t > 8, 3, 1)            | t=9@0 t=9@10 t=9@20 t=9@30 t=9@40 t=5@35 t=9@50 t=9@60 \
          t=9@70
          t > 8 bridge 100ns atMost 60ns   | t=9@0 t=9@40 t=5@50 tick@1000 t=9@99
          silent(t, 50ns) and silent(t, 100ns) | t=1@0 t=1@10 tick@70 tick@120 tick@500
          t > 8                            | t=9@-9000000000000000100 t=5@9000000000000000000 \
          t=5@9000000000000000010 t=5@-9000000000000000000
          # a reading at the very moment at which the one before ceases to speak
          t < 2 stale 6ns for 6ns | t=9@90 t=1@108 tick@114 t=1@114
          (t < 9) followedBy (t < 2 stale 6ns for 6ns) within 1m | t=5@90 t=1@108 tick@114 t=1@114 t=1@120
          t < 2 stale 6ns atMost 1m | t=5@90 t=1@108 tick@114 t=1@114
          # silence that was over before the reading that ended it
          kOf(3, changed(t), t < 2, silent(t, 16ns)) stale 18ns | t=5@0 t=1@6 t=1@40 t=1@41
          # a channel that comes behind adds to a window that is over
          t > 8 or u > 8                   | u=1@0 t=9@10 t=9@20 t=5@160 t=5@170 t=NaN@324 t=5@330 u=1@84
          # a span of too few readings hides that a latch is TRUE, until there are enough
          enter t < 0 exit mean(t, 5ns) < 0 | t=2@80 t=-9@84 t=1@100 t=5@106 t=6@120 t=5@124
          debounce(mean(t, 5ns) > 8, 1, 3) | t=9@-20 t=9@0 t=9@4 t=5@20 t=5@40 t=5@42
          # a reading without a value makes an area less, by little beside the greatest value
          t > 8 bridge 3h | t=9000000000000000@20 t=9@21 t=9@10000000000000 t=5@20000000000000 tick@22000000000001 t=NaN@5000000000000
          # a late reading between windows that are one makes an area less, by next to nothing
          t > 5 merge 14ns | t=9000000000000000@0 t=20@1 t=5@10 t=20@12 t=5@13 tick@100 t=5@4
          # a late reading that is the oldest of all begins a silence
          silent(t, 10ns) | t=1@0 t=1@5 t=1@3 t=1@-30
          # a reading at the end of a window that was over when the rule was attached
          t > 8 stale 6ns | detach@ t=9@10 tick@16 attachSinceNow@ t=9@16
          # a reading puts off the silence that would have gone on with a window, which is over then
          (silent(t, 48ns) bridge 53ns) notFollowedBy (u > 8) within 54ns \
          | u=1@0 t=1@100 t=1@300 t=1@348 tick@353 tick@360
          # what is TRUE until a silence that begins just now is seen to hold
          t > 8 and not neverSeen(u, 15ns) | t=5@1 t=9@15 tick@16
          # a late reading from which the newest one has changed
          changed(t) | t=2@0 t=2@10 t=2@20 t=3@15 t=2@30 t=2@40
          # a window that readings keep a silence from going on with is over
          silent(t, 48ns) bridge 60ns clear 7ns | t=1@0 t=1@90 t=1@138 tick@150 tick@151
          # a reading revives what was over when the one before ceased to speak
          t > 8 stale 6ns for 1h | t=5@90 t=9@108 t=9@114 tick@120 t=9@120
          # a silence is told of when it has begun, and taken back when readings put the next one off
          silent(t, 10ns) for 50ns | detach@ t=1@0 tick@10 attach@ tick@11 t=1@13
          silent(t, 5ns) bridge 10ns for 20ns | t=1@0 t=1@7 t=1@10 t=1@15 tick@16 tick@17 tick@18
          neverSeen(u, 10ns) samples 1 | t=1@5 tick@12 u=1@20
          # a door: what opens, and is over before it has lasted
          t > 8 for 100ns | t=5@90 t=9@100 t=9@110 t=5@120 t=9@130 t=4@140 t=9@150 t=9@240 t=9@250 t=5@260
          t > 8 and u > 8 for 50ns | t=9@90 u=5@91 u=9@100 t=9@101 u=5@110 t=9@111 u=9@120 t=5@131 u=9@140
          # readings without a value take the place of one that had some
          jump(t) > 10 | t=0@0 t=8@10 t=16@20 t=NaN@10
          jump(t) > 5 | t=8@100 t=4@110 t=4@120 t=NaN@110 t=NaN@120 t=0@130
          flat(t, 1, 20ns) | t=0@-60 t=0@-40 t=0@-30 t=50@5 t=NaN@5 t=0@6 t=0@7
          # readings that pass a gate are those that the next are compared with
          jump(t) > 5 | t=0@0 t=1@10 t=1@20 t=1@21 t=4@30 t=-2@40
          jump(t) > 5 | t=0@0 t=1@10 t=1@20 t=1@21 t=4@30 t=4@50 t=-2@40
          rate(t) < -500000000/s | t=0@0 t=1@10 t=1@20 t=1@21 t=4@30 t=-2@40
          jump(t) > 5 | t=0@0 t=1@1 t=2@2 t=3@3 t=4@4 t=5@5 t=6@6 t=7@7 t=8@8 t=9@9 t=10@10 t=11@11 t=12@13 t=6@12
          # what came before is still in the span, though what comes would not be
          mean(t, 20ns) > 8 | t=5@0 t=5@10 t=9@21 t=7.9@31
          count(t > 8, 2, 20ns) | t=5@0 t=5@10 t=9@21 t=5@30 t=9@40 t=5@45 t=5@70 t=9@44
          # a reading that comes just as the one before ceases to speak, behind another channel's
          t > 8 and u > 8 stale 30ns | u=5@134 t=9@134 u=9@164 t=9@164
          t > 8 and u > 8 stale 30ns for 5ns | u=5@134 t=9@134 u=9@164 t=9@164
          # a debounce that is not decided yet, beside another condition
          debounce(t > 8, 1, 3) and u > 8 | u=5@0 t=10@5 t=1@20 u=9@25 u=5@30 t=1@40 t=1@60
          debounce(t > 8, 1, 3) and silent(t, 60ns) | t=10@0 t=1@20 t=1@130 tick@135 t=1@170
          # the first reading of a series, whose time is next to none
          silent(t, 5ns) | register@ u=1@-9223372036854775807 tick@-9223372036854775806 \
          t=1@-9223372036854775805 tick@-9223372036854775788
          # devices that a rule does not speak of any more, or again
          t > 8 for 10ns where model = "a" | model@a t=5@0 t=5@1 t=9@2 t=5@3 model@b t=5@4 t=9@5
          t > 8 where model = "a" | detach@ model@a attach@ tick@0 model@b tick@0 t=5@1 u=5@2 model@a t=5@3 t=9@5
          # an arrival condition begins to hold while readings of another channel say the same
          neverSeen(u, 100ns) and t > 8 stale 30ns | t=9@10 t=9@30 t=9@50 t=9@70 t=9@90 t=9@110 t=5@130
          kOfDevices(1, t > 8 and silent(u, 50ns) stale 30ns) \
          | u=1@0 t=9@10 t=9@30 t=9@50 t=9@70 t=9@90 t=5@110
          silent(t, 20ns) and not silent(u, 30ns) and not silent(u, 35ns) \
          | t=1@0 t=1@20 u=1@0 u=1@30 u=1@45 tick@41 tick@45
          """)
  void shouldTellWhatTheQueryReturns(String rule, String steps) {
    WindowRule parsed = RuleParser.parse(rule);
    StoreConfig ofStore = StoreConfig.builder(directory).arenaBytes(1 << 20).build();
    try (TelemetryStore store = TelemetryStore.open(ofStore)) {
      int device = store.devices().register("d");
      for (String channel : List.of("t", "u")) {
        store.channels().register(ChannelSpec.ofDouble(channel));
      }
      store.channels().register(ChannelSpec.of("n", Kind.LONG));
      ToldState state = new ToldState();
      LiveConfig config = LiveConfig.builder().registeredAt(d -> 0).build();
      try (LiveRules live = LiveRules.open(store, config);
          ReadingAppender appender = ReadingAppender.open(store)) {
        long since = Long.MIN_VALUE;
        boolean attached = !steps.startsWith("detach");
        if (attached) {
          live.attach("rule", parsed, Long.MIN_VALUE);
        }
        for (String step : steps.split(" ")) {
          String[] at = step.split("@");
          if (step.startsWith("attach")) {
            since = step.equals("attachSinceNow@") ? live.nowNs() : Long.MIN_VALUE;
            live.attach("rule", parsed, since);
            attached = true;
          } else if (step.equals("register@")) {
            for (String channel : List.of("t", "u")) {
              store.series(device, store.channels().find(channel).id());
            }
          } else if (at[0].equals("model")) {
            store.devices().setAttribute(device, "model", at[1]);
          } else if (at[0].equals("tick")) {
            live.tick(Long.parseLong(at[1]));
          } else if (!step.equals("detach@")) {
            append(store, appender, device, at);
          }
          live.poll(state::told);
          if (attached) {
            WindowQuery query = WindowQuery.prepare(store, parsed).registeredAt(d -> 0);
            query.now(live.nowNs());
            List<OracleWindow> windows = windows(query, since);
            assertThat(state.compare(windows)).as("after %s", step).isEmpty();
            if (parsed instanceof Rule plain) {
              long now = live.nowNs();
              assertThat(state.notClosed(plain, windows, now)).as("after %s", step).isEmpty();
              WindowQuery stretches = WindowQuery.prepare(store, ToldState.stretches(plain));
              stretches.registeredAt(d -> 0).now(now);
              assertThat(state.compareOpened(plain, windows(stretches, Long.MIN_VALUE), now))
                  .as("after %s", step)
                  .isEmpty();
            }
          }
        }
      }
      assertThat(state.events()).isPositive();
    }
  }

  private static List<OracleWindow> windows(WindowQuery query, long from) {
    return EngineRun.windows(query, from, Long.MAX_VALUE, Extent.FULL);
  }

  private static void append(
      TelemetryStore store, ReadingAppender appender, int device, String[] at) {
    String[] reading = at[0].split("=");
    int series = store.series(device, store.channels().find(reading[0]).id());
    long time = Long.parseLong(at[1]);
    if (reading[0].equals("n")) {
      appender.append(series, time, Long.parseLong(reading[1]));
    } else {
      appender.append(series, time, Double.parseDouble(reading[1]));
    }
    store.awaitIndexed(appender.commit());
  }
}
