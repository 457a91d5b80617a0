package io.telltale.ingest.line;

import io.telltale.core.StoreLimitException;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Admission;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.ingest.ReadingAppender;
import io.telltale.ingest.internal.SpanList;
import io.telltale.ingest.internal.TimeGate;
import java.util.Arrays;

/** Takes parsed lines into the store, each one whole or not at all. */
final class LineTarget {
  /** Why a line without a time is refused. */
  static final String NO_TIME = "no time, and no default time was given";

  private final TelemetryStore store;
  private final ReadingAppender appender;
  private final LineOptions options;
  private final TimeGate gate;
  private final Admission admission;
  private final TagSets tagSets;
  private final LineChannels lineChannels;
  private LineChannel[] channels = new LineChannel[16];
  private long[] values = new long[16];
  private int[] series = new int[16];
  private String reason;
  private int errorAt;

  LineTarget(TelemetryStore store, ReadingAppender appender, LineOptions options, TimeGate gate) {
    this.store = store;
    this.appender = appender;
    this.options = options;
    this.gate = gate;
    this.admission = new Admission(StoreAccess.catalog(store));
    this.tagSets = new TagSets(options.deviceTag());
    this.lineChannels = new LineChannels(store.channels());
  }

  /** Appends every field of a line; false: none was, see {@link #reason} and {@link #errorAt}. */
  boolean take(LineParser line, byte[] bytes, long lineNumber) {
    TagSet tags = tagSets.find(line, bytes);
    if (tags == null) {
      return refuse(tagSets.errorAt(), tagSets.reason());
    }
    if (!line.hasTime() && options.defaultTimeNs().isEmpty()) {
      return refuse(line.lineEnd(), NO_TIME);
    }
    long timeNs = line.hasTime() ? line.timeNs() : options.defaultTimeNs().getAsLong();
    if (!gate.admits(timeNs)) {
      return refuse(line.timeAt(), gate.reason(timeNs));
    }
    if (!resolveChannels(line, bytes, lineNumber)) {
      return false;
    }
    if (!isKnown(line, bytes, tags) && !register(line, bytes, tags)) {
      return false;
    }
    for (int i = 0; i < line.fieldKeys.size(); i++) {
      if (channels[i].isDouble()) {
        appender.append(series[i], timeNs, Double.longBitsToDouble(values[i]));
      } else {
        appender.append(series[i], timeNs, values[i]);
      }
    }
    return true;
  }

  String reason() {
    return reason;
  }

  int errorAt() {
    return errorAt;
  }

  /** Finds each field's channel and checks that it takes the value. */
  private boolean resolveChannels(LineParser line, byte[] bytes, long lineNumber) {
    int fields = line.fieldKeys.size();
    if (fields > channels.length) {
      channels = Arrays.copyOf(channels, 2 * fields);
      values = Arrays.copyOf(values, 2 * fields);
      series = Arrays.copyOf(series, 2 * fields);
    }
    LineChannels.Measurement measurement =
        lineChannels.measurement(bytes, line.measurementStart(), line.measurementEnd());
    for (int i = 0; i < fields; i++) {
      LineChannel channel =
          lineChannels.channel(measurement, bytes, line.fieldKeys.start(i), line.fieldKeys.end(i));
      String refusal =
          channel.refusal(line.fieldType(i), line.fieldBits(i), lineNumber, store.channels());
      if (refusal != null) {
        return refuse(line.fieldTexts.start(i), refusal);
      }
      channels[i] = channel;
    }
    return true;
  }

  /** Looks values and series up; false when something is to be registered first. */
  private boolean isKnown(LineParser line, byte[] bytes, TagSet tags) {
    LineDevice device = tags.device();
    boolean known = device.isCurrent(tags);
    for (int i = 0; i < line.fieldKeys.size(); i++) {
      LineChannel channel = channels[i];
      series[i] = device.knownSeries(channel);
      known &= series[i] >= 0;
      if (channel.isState()) {
        values[i] = channel.knownState(bytes, line.fieldTexts.start(i), line.fieldTexts.end(i));
        known &= values[i] >= 0;
      } else {
        values[i] = channel.convert(line.fieldType(i), line.fieldBits(i));
      }
    }
    return known;
  }

  /**
   * Makes device, channels, states and series known to the store before the first reading is
   * staged, unless the store does not take all of them.
   */
  private boolean register(LineParser line, byte[] bytes, TagSet tags) {
    int at = line.tagsStart();
    try {
      admitDevice(tags);
      for (int i = 0; i < line.fieldKeys.size(); i++) {
        at = line.fieldKeys.start(i);
        admitField(line, bytes, i);
      }
      at = line.tagsStart();
      tags.device().register(store, tags);
      for (int i = 0; i < line.fieldKeys.size(); i++) {
        at = line.fieldKeys.start(i);
        registerField(line, bytes, tags.device(), i);
      }
      return true;
    } catch (IllegalArgumentException | StoreLimitException e) {
      // A name that the store does not take, or too many of them; the message says it.
      return refuse(at, String.valueOf(e.getMessage()));
    }
  }

  private void admitDevice(TagSet tags) {
    admission.begin(tags.device().serial());
    for (int i = 0; i < tags.size(); i++) {
      admission.attribute(tags.key(i), tags.value(i));
    }
  }

  private void admitField(LineParser line, byte[] bytes, int field) {
    LineChannel channel = channels[field];
    if (series[field] < 0) {
      admission.channel(channel.name());
    }
    if (channel.isState() && values[field] < 0) {
      SpanList texts = line.fieldTexts;
      String state = Escapes.string(bytes, texts.start(field), texts.end(field));
      admission.state(channel.name(), state);
    }
  }

  private void registerField(LineParser line, byte[] bytes, LineDevice device, int field) {
    LineChannel channel = channels[field];
    channel.register(store.channels());
    if (channel.isState()) {
      SpanList texts = line.fieldTexts;
      values[field] = channel.state(bytes, texts.start(field), texts.end(field), store.channels());
    }
    series[field] = device.series(store, channel);
  }

  private boolean refuse(int at, String why) {
    errorAt = at;
    reason = why;
    return false;
  }
}
