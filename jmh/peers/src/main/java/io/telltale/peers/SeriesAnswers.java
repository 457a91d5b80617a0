package io.telltale.peers;

/** Answers questions about one series, its readings being in memory and in order of time. */
final class SeriesAnswers {
  private SeriesAnswers() {}

  /** Adds what a question of any kind but Q9 has to say about a series. */
  static void add(Question question, int device, SeriesBuffer series, Answer answer) {
    switch (question.kind()) {
      case LATEST -> {
        int last = series.count() - 1;
        if (last >= 0) {
          answer.addLatest(device, series.time(last), series.value(last));
        }
      }
      case RANGE -> {
        for (int i = 0; i < series.count(); i++) {
          answer.addReading(series.time(i), series.value(i));
        }
      }
      case HOT_DEVICE, HOT_FLEET, HOT_LOT -> addHot(device, series, answer);
      case HOURLY -> addHours(device, series, answer);
      case SILENT -> addPauses(device, series, answer);
      case STEEP -> addSteep(device, series, answer);
      default -> throw new IllegalArgumentException(question.toString());
    }
  }

  private static void addHot(int device, SeriesBuffer series, Answer answer) {
    int first = -1;
    for (int i = 0; i <= series.count(); i++) {
      boolean hot = i < series.count() && series.value(i) > Question.HOT;
      if (hot && first < 0) {
        first = i;
      } else if (!hot && first >= 0) {
        if (series.time(i - 1) - series.time(first) >= Question.HELD_NS) {
          answer.addRun(device, series.time(first), series.time(i - 1), i - first);
        }
        first = -1;
      }
    }
  }

  private static void addSteep(int device, SeriesBuffer series, Answer answer) {
    int first = -1;
    for (int i = 1; i <= series.count(); i++) {
      boolean steep = i < series.count() && isSteep(series, i);
      if (steep && first < 0) {
        first = i;
      } else if (!steep && first >= 0) {
        answer.addRun(device, series.time(first), series.time(i - 1), i - first);
        first = -1;
      }
    }
  }

  private static boolean isSteep(SeriesBuffer series, int i) {
    double change = series.value(i) - series.value(i - 1);
    double seconds = (series.time(i) - series.time(i - 1)) / 1e9;
    return Math.abs(change) / seconds > Question.STEEP;
  }

  private static void addPauses(int device, SeriesBuffer series, Answer answer) {
    for (int i = 1; i < series.count(); i++) {
      if (series.time(i) - series.time(i - 1) > Question.PAUSE_NS) {
        answer.addPause(device, series.time(i - 1), series.time(i));
      }
    }
  }

  private static void addHours(int device, SeriesBuffer series, Answer answer) {
    int i = 0;
    while (i < series.count()) {
      long startNs = Math.floorDiv(series.time(i), Question.HOUR_NS) * Question.HOUR_NS;
      int first = i;
      double sum = 0;
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (; i < series.count() && series.time(i) < startNs + Question.HOUR_NS; i++) {
        double value = series.value(i);
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      int readings = i - first;
      answer.addHour(device, startNs, readings, sum / readings, min, max);
    }
  }
}
