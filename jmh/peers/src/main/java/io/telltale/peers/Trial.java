package io.telltale.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.telltale.peers.Measured.Figure;
import io.telltale.peers.Question.Kind;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One trial of one engine, in the JVM that it has for itself: a warm-up into a store that is thrown
 * away, a run with barriers that is thrown away too, the run that counts, and the questions.
 */
final class Trial {
  private static final long WARM_UP_READINGS = 2_000_000;
  private static final int BARRIER_READINGS = 100_000;
  private static final int FEWEST_RUNS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final EngineName name;
  private final Fleet fleet;
  private final Readings readings;
  private final Path parent;
  private final Measured measured = new Measured();

  Trial(EngineName name, Fleet fleet, Readings readings, Path parent) {
    this.name = name;
    this.fleet = fleet;
    this.readings = readings;
    this.parent = parent;
  }

  /**
   * Runs it.
   *
   * @param expected what the oracle answers, by question
   * @param capNs how long a kind of question is measured, at most; a quarter of that is warm-up
   * @return what was measured
   * @throws Exception whatever the engine throws
   */
  Measured run(List<Answer> expected, long capNs) throws Exception {
    throwAway(Math.min(WARM_UP_READINGS, readings.count()), Integer.MAX_VALUE);
    long barrierReadings = readings.count() / 4;
    double seconds = throwAway(barrierReadings, BARRIER_READINGS);
    measured.put(Figure.WITH_BARRIERS, barrierReadings / seconds);
    Folder folder = Folder.create(parent);
    try {
      ingest(folder);
      if (name.answers()) {
        measured.put(Figure.DISK, (double) folder.diskBytes() / readings.count());
        ask(folder, expected, capNs);
      }
    } finally {
      folder.delete();
    }
    return measured;
  }

  private double throwAway(long count, int barrierEvery) throws Exception {
    Folder folder = Folder.create(parent);
    try (Engine engine = name.open(folder.path(), fleet)) {
      long start = RunClock.nanos();
      for (long from = 0; from < count; from += barrierEvery) {
        readings.feed(from, Math.min(count, from + barrierEvery), engine::append);
        engine.barrier();
      }
      return (RunClock.nanos() - start) / 1e9;
    } finally {
      folder.delete();
    }
  }

  private void ingest(Folder folder) throws Exception {
    Engine engine = name.open(folder.path(), fleet);
    SYSTEM.getCpuLoad();
    long ownCpuNs = SYSTEM.getProcessCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = RunClock.nanos();
    readings.feed(0, readings.count(), engine::append);
    engine.barrier();
    double seconds = (RunClock.nanos() - start) / 1e9;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    measured.put(Figure.OTHERS, otherCores(SYSTEM.getProcessCpuTime() - ownCpuNs, seconds));
    measured.put(Figure.READINGS_A_SECOND, readings.count() / seconds);
    measured.put(Figure.ALLOCATED, (double) allocated / readings.count());
    long closing = RunClock.nanos();
    engine.close();
    measured.put(Figure.CLOSE_S, (RunClock.nanos() - closing) / 1e9);
  }

  /** Cores that other processes kept busy since the system's load was last asked for. */
  private static double otherCores(long ownCpuNs, double seconds) {
    double busy = Math.max(0, SYSTEM.getCpuLoad()) * SYSTEM.getAvailableProcessors();
    return Math.max(0, busy - ownCpuNs / 1e9 / seconds);
  }

  private void ask(Folder folder, List<Answer> expected, long capNs) throws Exception {
    List<Question> questions = fleet.questions(readings.firstNs(), readings.lastNs());
    Answer answer = new Answer();
    long start = RunClock.nanos();
    try (Engine engine = name.open(folder.path(), fleet)) {
      Question first = questions.stream().filter(q -> q.kind() == Kind.RANGE).findFirst().get();
      engine.ask(first, answer);
      measured.put(Figure.FIRST_MS, (RunClock.nanos() - start) / 1e6);
      measured.compared(first, answer.differenceFrom(expected.get(questions.indexOf(first))));
      for (Kind kind : Kind.values()) {
        ask(engine, kind, questions, expected, capNs);
      }
    }
  }

  private void ask(
      Engine engine, Kind kind, List<Question> questions, List<Answer> expected, long capNs)
      throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).kind() == kind) {
        numbers.add(i);
      }
    }
    Answer answer = new Answer();
    long warmUpEnd = RunClock.nanos() + capNs / 4;
    // Each question once at least, so that each is prepared and each answer compared.
    for (int run = 0; run < numbers.size() || RunClock.nanos() < warmUpEnd; run++) {
      timeNs(engine, numbers.get(run % numbers.size()), questions, expected, answer);
    }
    long end = RunClock.nanos() + capNs;
    long[] times = new long[kind.runs()];
    int runs = 0;
    while (runs < FEWEST_RUNS || runs < times.length && RunClock.nanos() < end) {
      int number = numbers.get(runs % numbers.size());
      times[runs++] = timeNs(engine, number, questions, expected, answer);
    }
    Arrays.sort(times, 0, runs);
    measured.put(kind, (times[(runs - 1) / 2] + times[runs / 2]) / 2 / 1e6);
  }

  private long timeNs(
      Engine engine, int number, List<Question> questions, List<Answer> expected, Answer answer)
      throws Exception {
    answer.clear();
    long start = RunClock.nanos();
    engine.ask(questions.get(number), answer);
    long timeNs = RunClock.nanos() - start;
    measured.compared(questions.get(number), answer.differenceFrom(expected.get(number)));
    return timeNs;
  }
}
