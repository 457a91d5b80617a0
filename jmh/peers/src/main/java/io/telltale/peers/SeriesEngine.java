package io.telltale.peers;

import io.telltale.peers.Question.Kind;

/**
 * An engine that finds the readings of a series and leaves computing to its caller: every answer
 * comes from loading series, one after the other, on the asking thread.
 */
abstract class SeriesEngine implements Engine {
  private final Fleet fleet;
  private final SeriesBuffer series = new SeriesBuffer();

  SeriesEngine(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * Loads readings of a series.
   *
   * @param device number of the device
   * @param channel number of the channel
   * @param fromNs start of the range
   * @param toNs its end, exclusive; Long.MAX_VALUE: no end
   * @param into empty; takes the readings in any order
   * @throws Exception whatever the engine throws
   */
  abstract void load(int device, int channel, long fromNs, long toNs, SeriesBuffer into)
      throws Exception;

  /**
   * Loads the newest reading of a series, or more; for an engine that can do so without loading
   * all.
   */
  void loadLatest(int device, int channel, SeriesBuffer into) throws Exception {
    load(device, channel, Long.MIN_VALUE, Long.MAX_VALUE, into);
  }

  /** Whether a series may hold a value above a limit; for an engine that knows without loading. */
  boolean mayExceed(int device, int channel, double limit) throws Exception {
    return true;
  }

  @Override
  public final void ask(Question question, Answer answer) throws Exception {
    Kind kind = question.kind();
    boolean isRange = kind == Kind.RANGE || kind == Kind.MEAN;
    long fromNs = isRange ? question.fromNs() : Long.MIN_VALUE;
    long toNs = isRange ? question.toNs() : Long.MAX_VALUE;
    boolean isHot = kind == Kind.HOT_DEVICE || kind == Kind.HOT_FLEET || kind == Kind.HOT_LOT;
    long readings = 0;
    double sum = 0;
    for (int device : fleet.devicesOf(question)) {
      if (isHot && !mayExceed(device, kind.channel(), Question.HOT)) {
        continue;
      }
      series.clear();
      if (kind == Kind.LATEST) {
        loadLatest(device, kind.channel(), series);
      } else {
        load(device, kind.channel(), fromNs, toNs, series);
      }
      series.sort();
      if (kind == Kind.MEAN) {
        readings += series.count();
        for (int i = 0; i < series.count(); i++) {
          sum += series.value(i);
        }
      } else {
        SeriesAnswers.add(question, device, series, answer);
      }
    }
    if (kind == Kind.MEAN) {
      answer.addMean(readings, sum / readings);
    }
  }
}
