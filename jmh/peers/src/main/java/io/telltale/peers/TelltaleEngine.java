package io.telltale.peers;

import io.telltale.core.Channel;
import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.BucketCursor;
import io.telltale.query.BucketQuery;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Telltale through its public classes, with its default settings, as docs/guide-embedding.md shows
 * them: one appender with series resolved once, {@code commit} and {@code awaitIndexed} for a
 * barrier, each question prepared once. Windows come from rules as text.
 *
 * <p>The channels are registered without a period: the questions here know no limit to how long a
 * reading speaks, however long its device pauses.
 */
final class TelltaleEngine implements Engine {
  private static final String HOT = "temperature > 90 for 5m";

  private final Fleet fleet;
  private final TelemetryStore store;
  private final ReadingAppender appender;
  private final int[] series;
  private final int[] numbers;
  private final int[] ids;
  private final LatestQuery latest;
  private final RangeQuery range;
  private final BucketQuery hours;
  private final BucketQuery mean;
  private final Map<Question, WindowQuery> windows = new HashMap<>();

  private TelltaleEngine(Fleet fleet, TelemetryStore store) {
    this.fleet = fleet;
    this.store = store;
    Channel[] channels = new Channel[Fleet.CHANNELS];
    for (int channel = 0; channel < channels.length; channel++) {
      Kind kind = channel == Fleet.DOOR ? Kind.BOOLEAN : Kind.DOUBLE;
      channels[channel] = store.channels().register(ChannelSpec.of(Fleet.channel(channel), kind));
    }
    ids = new int[fleet.devices()];
    numbers = new int[fleet.devices()];
    series = new int[fleet.devices() * Fleet.CHANNELS];
    for (int device = 0; device < ids.length; device++) {
      Map<String, String> attributes = Map.of("lot", String.valueOf(Fleet.lot(device)));
      ids[device] = store.devices().register(fleet.serial(device), attributes);
      numbers[ids[device]] = device;
      for (int channel = 0; channel < channels.length; channel++) {
        int handle = store.series(ids[device], channels[channel].id());
        series[device * Fleet.CHANNELS + channel] = handle;
      }
    }
    appender = ReadingAppender.open(store);
    latest = LatestQuery.prepare(store, Fleet.channel(Fleet.TEMPERATURE));
    range = RangeQuery.prepare(store, Fleet.channel(Fleet.TEMPERATURE));
    Duration hour = Duration.ofNanos(Question.HOUR_NS);
    hours = BucketQuery.prepare(store, Fleet.channel(Fleet.TEMPERATURE), hour);
    mean = BucketQuery.prepare(store, Fleet.channel(Fleet.VIBRATION), hour);
  }

  static Engine open(Path directory, Fleet fleet) {
    return new TelltaleEngine(fleet, TelemetryStore.open(directory));
  }

  @Override
  public void append(int device, int channel, long timeNs, double value) {
    int handle = series[device * Fleet.CHANNELS + channel];
    if (channel == Fleet.DOOR) {
      appender.append(handle, timeNs, (long) value);
    } else {
      appender.append(handle, timeNs, value);
    }
  }

  @Override
  public void barrier() {
    store.awaitIndexed(appender.commit());
  }

  @Override
  public void ask(Question question, Answer answer) {
    switch (question.kind()) {
      case LATEST -> latest(answer);
      case RANGE -> range(question, answer);
      case HOURLY -> hours(answer);
      case MEAN -> mean(question, answer);
      case SILENT -> pauses(question, answer);
      default -> runs(question, answer);
    }
  }

  @Override
  public void close() {
    appender.close();
    store.close();
  }

  private void latest(Answer answer) {
    try (LatestCursor cursor = latest.run()) {
      while (cursor.next()) {
        answer.addLatest(numbers[cursor.device()], cursor.timeNs(), cursor.value());
      }
    }
  }

  private void range(Question question, Answer answer) {
    range.device(ids[question.device()]).range(question.fromNs(), question.toNs());
    try (RangeCursor cursor = range.run()) {
      while (cursor.next()) {
        answer.addReading(cursor.timeNs(), cursor.value());
      }
    }
  }

  private void hours(Answer answer) {
    try (BucketCursor cursor = hours.run()) {
      while (cursor.next()) {
        answer.addHour(
            numbers[cursor.device()],
            cursor.bucketStartNs(),
            cursor.count(),
            cursor.mean(),
            cursor.min(),
            cursor.max());
      }
    }
  }

  private void mean(Question question, Answer answer) {
    long readings = 0;
    double sum = 0;
    try (BucketCursor cursor = mean.range(question.fromNs(), question.toNs()).run()) {
      while (cursor.next()) {
        readings += cursor.count();
        sum += cursor.sum();
      }
    }
    answer.addMean(readings, sum / readings);
  }

  private void pauses(Question question, Answer answer) {
    try (WindowCursor cursor = windows(question).run()) {
      while (cursor.next()) {
        // A pause that nothing has ended is none between two readings.
        if (cursor.endNs() != WindowCursor.OPEN) {
          answer.addPause(numbers[cursor.device()], cursor.onsetNs(), cursor.endNs());
        }
      }
    }
  }

  private void runs(Question question, Answer answer) {
    try (WindowCursor cursor = windows(question).run()) {
      while (cursor.next()) {
        answer.addRun(
            numbers[cursor.device()], cursor.startNs(), cursor.lastTrueNs(), cursor.samples());
      }
    }
  }

  private WindowQuery windows(Question question) {
    return windows.computeIfAbsent(
        question, asked -> WindowQuery.prepare(store, RuleParser.parse(rule(asked))));
  }

  private String rule(Question question) {
    return switch (question.kind()) {
      case HOT_DEVICE -> HOT + " where device = \"" + fleet.serial(question.device()) + '"';
      case HOT_FLEET -> HOT;
      case HOT_LOT -> HOT + " where lot = \"" + question.lot() + '"';
      case SILENT -> "silent(temperature, 5m)";
      case STEEP -> "rateOutside(temperature, 0.5)";
      default -> throw new IllegalArgumentException(question.toString());
    };
  }
}
