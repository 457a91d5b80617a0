package io.telltale.jmh;

import io.telltale.budget.Pace;
import io.telltale.core.ChannelSpec;
import io.telltale.query.live.LiveConfig;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveEventKind;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long after the appointed time of a reading the handler of a live rule is called because of
 * it, at a million readings a second, with a commit each millisecond and ten rules about the fleet.
 * Every 2,000th reading is one that raises an alarm.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class LiveLatencyBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 200;
  private static final int READINGS = 1 << 17;
  private static final int WARM_UP_READINGS = 1_000_000;
  private static final long PER_SECOND = 1_000_000;
  private static final int COMMIT_EVERY = 1_000;
  private static final int ALARM_EVERY = 2 * COMMIT_EVERY;
  private static final long ARENA_BYTES = 2L << 20;
  private static final String ALARM = "alarm";

  /** How long it lasts. */
  @Param("2")
  public int seconds;

  private FleetReadings fleet;
  private WrittenStore written;
  private LiveRules live;
  private int alarm;
  private long appended;
  private long alarmTimeNs;
  private long[] dueNs;
  private int raised;
  private int told;
  private volatile boolean ends;

  /** Opens an empty store, attaches rules, and appends until everything is compiled. */
  @Setup(Level.Trial)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, true);
    int channel = written.store().channels().register(ChannelSpec.ofDouble(ALARM)).id();
    alarm = written.store().series(written.store().devices().register("bell"), channel);
    live = LiveRules.open(written.store(), LiveConfig.builder().queueCapacity(1 << 18).build());
    live.attach(ALARM, RuleParser.parse(ALARM + " > 0"));
    for (String rule : LiveIngest.RULES) {
      live.attach(rule, RuleParser.parse(rule));
    }
    dueNs = new long[(int) (WARM_UP_READINGS + seconds * PER_SECOND) / ALARM_EVERY + 1];
    for (int i = 0; i < WARM_UP_READINGS; i++) {
      append(0);
    }
    written.store().awaitIndexed(written.appender().commit());
    live.poll(event -> told += isAlarm(event) ? 1 : 0);
    SelfCheck.require(told == raised && told > 0, "alarms told before", told);
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    live.close();
    written.close();
  }

  private static boolean isAlarm(LiveEvent event) {
    return event.kind() == LiveEventKind.CONFIRMED && event.rule().equals(ALARM);
  }

  private void append(long due) {
    long at = appended++ % ALARM_EVERY;
    if (at == 0 || at == COMMIT_EVERY) {
      alarmTimeNs = Math.max(alarmTimeNs + 1, fleet.newestNs());
      written.appender().append(alarm, alarmTimeNs, at == 0 ? 1.0 : 0.0);
      if (at == 0) {
        dueNs[raised++] = due;
      }
    } else {
      fleet.appendOne(written.appender());
    }
    if (at % COMMIT_EVERY == COMMIT_EVERY - 1) {
      written.appender().commit();
    }
  }

  /** Appends at its rate, while another thread listens. */
  @Benchmark
  public void toCallback(Pace pace) throws InterruptedException {
    ends = false;
    Thread listener = new Thread(() -> listen(pace), "listener");
    listener.start();
    pace.run(PER_SECOND, seconds * PER_SECOND, this::append);
    written.store().awaitIndexed(written.appender().commit());
    ends = true;
    listener.join();
    SelfCheck.require(told == raised, "alarms told", told);
    SelfCheck.require(live.lostEvents() == 0, "events lost", live.lostEvents());
  }

  private void listen(Pace pace) {
    boolean last;
    do {
      last = ends;
      live.poll(
          event -> {
            if (isAlarm(event)) {
              pace.record(System.nanoTime() - dueNs[told++]);
            }
          },
          10,
          TimeUnit.MILLISECONDS);
    } while (!last);
  }
}
