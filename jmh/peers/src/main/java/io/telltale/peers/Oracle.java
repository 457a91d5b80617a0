package io.telltale.peers;

import io.telltale.peers.Question.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Answers every question by plain computation over all readings, without any engine and without
 * code that answers for one.
 */
final class Oracle {
  private final Fleet fleet;
  private final List<Question> questions;
  private final Column[] temperatures;
  private final Column[] vibrations;

  private Oracle(Fleet fleet, List<Question> questions) {
    this.fleet = fleet;
    this.questions = questions;
    temperatures = columns(fleet.devices());
    vibrations = columns(questions.size());
  }

  /**
   * Answers questions.
   *
   * @param fleet the fleet
   * @param readings its readings
   * @param questions what is asked
   * @return an answer each, sorted
   * @throws Exception when the readings cannot be read
   */
  static List<Answer> answers(Fleet fleet, Readings readings, List<Question> questions)
      throws Exception {
    Oracle oracle = new Oracle(fleet, questions);
    readings.feed(0, readings.count(), oracle::take);
    for (Column column : oracle.temperatures) {
      column.sort();
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      answers.add(oracle.answer(i).sorted());
    }
    return answers;
  }

  private void take(int device, int channel, long timeNs, double value) {
    if (channel == Fleet.TEMPERATURE) {
      temperatures[device].add(timeNs, value);
    } else if (channel == Fleet.VIBRATION) {
      for (int i = 0; i < questions.size(); i++) {
        Question question = questions.get(i);
        if (question.kind() == Kind.MEAN
            && timeNs >= question.fromNs()
            && timeNs < question.toNs()) {
          vibrations[i].add(timeNs, value);
        }
      }
    }
  }

  private Answer answer(int number) {
    Question question = questions.get(number);
    Answer answer = new Answer();
    if (question.kind() == Kind.MEAN) {
      double[] values = vibrations[number].values();
      answer.addMean(values.length, Arrays.stream(values).average().orElse(Double.NaN));
      return answer;
    }
    for (int device : fleet.devicesOf(question)) {
      answer(question, device, answer);
    }
    return answer;
  }

  private void answer(Question question, int device, Answer answer) {
    long[] times = temperatures[device].times();
    double[] values = temperatures[device].values();
    int last = times.length - 1;
    switch (question.kind()) {
      case LATEST -> answer.addLatest(device, times[last], values[last]);
      case RANGE ->
          IntStream.rangeClosed(0, last)
              .filter(i -> times[i] >= question.fromNs() && times[i] < question.toNs())
              .forEach(i -> answer.addReading(times[i], values[i]));
      case HOT_DEVICE, HOT_FLEET, HOT_LOT ->
          runs(device, times, i -> values[i] > Question.HOT, Question.HELD_NS, answer);
      case HOURLY -> hours(device, times, values, answer);
      case SILENT ->
          IntStream.range(0, last)
              .filter(i -> times[i + 1] - times[i] > Question.PAUSE_NS)
              .forEach(i -> answer.addPause(device, times[i], times[i + 1]));
      case STEEP -> runs(device, times, i -> i > 0 && isSteep(times, values, i), 0, answer);
      default -> throw new IllegalArgumentException(question.toString());
    }
  }

  private static boolean isSteep(long[] times, double[] values, int i) {
    double seconds = (times[i] - times[i - 1]) / 1e9;
    return Math.abs(values[i] - values[i - 1]) / seconds > Question.STEEP;
  }

  private static void runs(
      int device, long[] times, IntPredicate holds, long heldNs, Answer answer) {
    for (int first = 0; first < times.length; first++) {
      if (!holds.test(first) || first > 0 && holds.test(first - 1)) {
        continue;
      }
      int last = first;
      while (last + 1 < times.length && holds.test(last + 1)) {
        last++;
      }
      if (times[last] - times[first] >= heldNs) {
        answer.addRun(device, times[first], times[last], last - first + 1);
      }
    }
  }

  private static void hours(int device, long[] times, double[] values, Answer answer) {
    TreeMap<Long, Column> hours = new TreeMap<>();
    for (int i = 0; i < times.length; i++) {
      long startNs = Math.floorDiv(times[i], Question.HOUR_NS) * Question.HOUR_NS;
      hours.computeIfAbsent(startNs, hour -> new Column()).add(times[i], values[i]);
    }
    hours.forEach(
        (startNs, column) -> {
          var hour = Arrays.stream(column.values()).summaryStatistics();
          answer.addHour(
              device, startNs, hour.getCount(), hour.getAverage(), hour.getMin(), hour.getMax());
        });
  }

  private static Column[] columns(int count) {
    Column[] columns = new Column[count];
    Arrays.setAll(columns, i -> new Column());
    return columns;
  }

  /** Times and values side by side. */
  private static final class Column {
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int count;

    void add(long timeNs, double value) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      times[count] = timeNs;
      values[count++] = value;
    }

    void sort() {
      long[] oldTimes = times();
      double[] oldValues = values();
      int[] order =
          IntStream.range(0, count)
              .boxed()
              .sorted((a, b) -> Long.compare(oldTimes[a], oldTimes[b]))
              .mapToInt(Integer::intValue)
              .toArray();
      times = Arrays.stream(order).mapToLong(i -> oldTimes[i]).toArray();
      values = Arrays.stream(order).mapToDouble(i -> oldValues[i]).toArray();
    }

    long[] times() {
      return Arrays.copyOf(times, count);
    }

    double[] values() {
      return Arrays.copyOf(values, count);
    }
  }
}
