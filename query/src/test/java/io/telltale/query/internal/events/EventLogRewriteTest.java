package io.telltale.query.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.StoreException;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.FaultyFileOps;
import io.telltale.core.testkit.FaultyFileOps.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that grow until they are written anew, beside lists of what they have to say. */
class EventLogRewriteTest {
  private static final long LEAST_BYTES = 4_000;
  private static final int RULES = 3;

  @TempDir Path directory;

  /** What a log has to say. */
  private static final class Model {
    private final Map<Long, long[]> last = new HashMap<>();
    private final List<long[]> waiting = new ArrayList<>();
    private long sequence;
    private long windows;

    /** Draws the next event: of a new window, or about one that there is. */
    long[] next(SplittableRandom random) {
      List<Long> open = last.keySet().stream().sorted().toList();
      boolean isNew = open.isEmpty() || random.nextInt(3) == 0;
      long window = isNew ? ++windows : open.get(random.nextInt(open.size()));
      int rule = (int) (window % RULES);
      int kind = isNew ? 0 : 1 + random.nextInt(4);
      long[] event =
          LoggedEvents.event(
              ++sequence, window, rule, kind, kind == 4 ? EventRow.TAKEN_BACK : kind % 3);
      if (kind == 4) {
        last.remove(window);
      } else {
        last.put(window, event);
      }
      waiting.add(event);
      return event;
    }
  }

  @Test
  void whatIsLeftOutIsNotNeeded() throws IOException {
    for (long seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Path folder = directory.resolve("told-" + seed);
      Model model = new Model();
      for (int run = 0; run < 4; run++) {
        try (EventLog log =
            EventLog.open(SystemFileOps.INSTANCE, folder, LoggedEvents.STORE, LEAST_BYTES)) {
          compare(seed, log, model);
          for (int rule = 0; rule < RULES; rule++) {
            log.rule(rule, seed, "rule " + rule);
          }
          listen(seed, log, model, random);
        }
      }
      long needed = LoggedEvents.BYTES * (model.last.size() + model.waiting.size());
      assertThat(length(folder))
          .as("seed %s", seed)
          .isLessThan(5 * needed + 2 * LEAST_BYTES)
          .isLessThan(LoggedEvents.BYTES * model.sequence);
      assertThat(newest(folder)).as("seed %s", seed).isNotEqualTo("events-000000000001");
    }
  }

  private static void listen(long seed, EventLog log, Model model, SplittableRandom random) {
    for (int step = 0; step < 300; step++) {
      for (int i = random.nextInt(8); i > 0; i--) {
        log.add(model.next(random));
      }
      log.flush();
      if (random.nextInt(10) == 0) {
        List<long[]> taken = LoggedEvents.takeAll(log);
        int from = model.waiting.size() - taken.size();
        assertThat(taken)
            .as("seed %s", seed)
            .containsExactlyElementsOf(model.waiting.subList(from, model.waiting.size()));
      }
      if (random.nextInt(5) == 0 && !model.waiting.isEmpty()) {
        int heard = random.nextInt(model.waiting.size());
        log.heard(model.waiting.get(heard)[EventRow.SEQUENCE]);
        model.waiting.subList(0, heard + 1).clear();
      }
    }
  }

  private static void compare(long seed, EventLog log, Model model) {
    assertThat(LoggedEvents.takeAll(log))
        .as("seed %s", seed)
        .containsExactlyElementsOf(model.waiting);
    Remembered told = log.remembered();
    assertThat(told.lastSequence()).isEqualTo(model.sequence);
    assertThat(told.lastWindow()).isEqualTo(model.windows);
    Map<Long, long[]> windows = new HashMap<>();
    for (int rule = 0; rule < told.names().size(); rule++) {
      windows.putAll(told.rule(rule).windows());
    }
    assertThat(windows.keySet()).as("seed %s", seed).isEqualTo(model.last.keySet());
    windows.forEach((window, event) -> assertThat(event).isEqualTo(model.last.get(window)));
  }

  private static String newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("events-"))
              .toList();
      assertThat(names).hasSize(1);
      return names.get(0);
    }
  }

  private static long length(Path folder) throws IOException {
    return Files.size(folder.resolve(newest(folder)));
  }

  /** Whatever fails: it is told, nothing stays open, and nothing that was taken is told anew. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void aFaultIsToldAndNothingIsForgotten(Mode mode) {
    long n = 1;
    for (boolean failed = true; failed; n++) {
      Path folder = directory.resolve(mode + "-" + n);
      FaultyFileOps ops = FaultyFileOps.failing(SystemFileOps.INSTANCE, n, mode);
      List<Long> taken = new ArrayList<>();
      try (EventLog log = EventLog.open(ops, folder, LoggedEvents.STORE, LEAST_BYTES)) {
        use(log, taken);
      } catch (StoreException e) {
        assertThat(ops.hasFailed()).isTrue();
      }
      failed = ops.hasFailed();
      assertThat(ops.openHandles()).as("%s %s", mode, ops.callNames()).isZero();
      try (EventLog log = LoggedEvents.open(SystemFileOps.INSTANCE, folder)) {
        long last = taken.isEmpty() ? 0 : taken.get(taken.size() - 1);
        assertThat(log.remembered().lastSequence())
            .as("%s %s %s", mode, n, ops.callNames())
            .isGreaterThanOrEqualTo(last);
      }
    }
    assertThat(n).isGreaterThan(20);
  }

  private static void use(EventLog log, List<Long> taken) {
    SplittableRandom random = new SplittableRandom(1);
    Model model = new Model();
    for (int rule = 0; rule < RULES; rule++) {
      log.rule(rule, 0, "rule " + rule);
    }
    for (int step = 0; step < 20; step++) {
      for (int i = 0; i < 5; i++) {
        log.add(model.next(random));
      }
      log.flush();
      for (long[] event : LoggedEvents.takeAll(log)) {
        taken.add(event[EventRow.SEQUENCE]);
      }
      log.heard(model.sequence);
    }
  }

  /** Whichever call fails before the new file has its name: nobody is told, and the log goes on. */
  @Test
  void aNewFileThatCannotBeMadeIsTriedLaterAgain() {
    List<String> failed = new ArrayList<>();
    // the first call appends what was heard
    for (int call = 2; !failed.contains("force events-000000000002.tmp"); call++) {
      Path folder = directory.resolve("told-" + call);
      FaultyFileOps ops = FaultyFileOps.counting(SystemFileOps.INSTANCE);
      try (EventLog log = EventLog.open(ops, folder, LoggedEvents.STORE, LEAST_BYTES)) {
        log.rule(0, 0, "hot");
        for (int i = 1; i <= 100; i++) {
          log.add(LoggedEvents.event(i, i, 0, 0, 0));
        }
        log.flush();
        int before = ops.callNames().size();
        ops.failNext(call, Mode.ONCE);
        log.heard(60);
        assertThat(ops.hasFailed()).as("call %s of %s", call, ops.callNames()).isTrue();
        failed.add(ops.callNames().get(before + call - 1));
        int tries = ops.callNames().size();
        log.heard(61);
        assertThat(ops.callNames()).as("not tried at once").hasSize(tries + 1);
      }
      assertThat(ops.openHandles()).as(failed.toString()).isZero();
      try (EventLog log = LoggedEvents.open(SystemFileOps.INSTANCE, folder)) {
        assertThat(log.remembered().rule(0).windows()).hasSize(100);
        assertThat(LoggedEvents.takeAll(log)).hasSize(39);
      }
    }
    assertThat(failed).contains("create events-000000000002.tmp");
  }

  @Test
  void rulesThatAreGoneAreForgotten() {
    Path folder = directory.resolve("told");
    try (EventLog log = EventLog.open(SystemFileOps.INSTANCE, folder, LoggedEvents.STORE, 500)) {
      for (int i = 1; i <= 40; i++) {
        log.rule(i - 1, 0, "rule " + i);
        log.add(LoggedEvents.event(i, i, i - 1, 0, 0));
        log.gone(i - 1);
        log.flush();
      }
      log.heard(20);
      log.rule(40, 7, "last");
    }
    try (EventLog log = LoggedEvents.open(SystemFileOps.INSTANCE, folder)) {
      assertThat(log.remembered().names()).hasSize(41).startsWith(null, null).contains("rule 21");
      assertThat(log.remembered().find("last").sinceNs()).isEqualTo(7);
      assertThat(LoggedEvents.takeAll(log)).hasSize(20);
    }
  }
}
