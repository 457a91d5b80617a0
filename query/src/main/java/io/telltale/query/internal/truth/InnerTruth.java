package io.telltale.query.internal.truth;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.scan.Parts;

/**
 * A condition made of others of the same channel, evaluated reading by reading as far as all of
 * them are.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
abstract class InnerTruth extends ReadingTruth {
  private final ReadingTruth[] inner;

  InnerTruth(ReadingTruth... inner) {
    this.inner = inner.clone();
  }

  @Override
  public void startRun(Catalog catalog, long newSpeaksNs) {
    super.startRun(catalog, newSpeaksNs);
    for (ReadingTruth each : inner) {
      each.startRun(catalog, newSpeaksNs);
    }
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    for (ReadingTruth each : inner) {
      each.begin(isFromFirst);
    }
  }

  @Override
  public void drop(int count) {
    super.drop(count);
    for (ReadingTruth each : inner) {
      each.drop(count);
    }
  }

  @Override
  public void skip(Parts parts, int part) {
    super.skip(parts, part);
    for (ReadingTruth each : inner) {
      each.skip(parts, part);
    }
  }

  @Override
  public long spanNs() {
    long most = 0;
    for (ReadingTruth each : inner) {
      most = Math.max(most, each.spanNs());
    }
    return most;
  }

  @Override
  public final void advance(ReadingBuffer buffer, boolean last) {
    int ready = buffer.size();
    for (ReadingTruth each : inner) {
      each.advance(buffer, last);
      ready = Math.min(ready, each.done());
    }
    reserve(buffer.size());
    evaluate(buffer, ready);
    if (last && ready == buffer.size()) {
      finish();
    }
  }

  /** Evaluates readings up to one, exclusive, of which all inner conditions are known. */
  abstract void evaluate(ReadingBuffer buffer, int ready);

  /** No reading follows. */
  void finish() {}

  /** Returns the number of conditions inside. */
  final int count() {
    return inner.length;
  }

  /** Returns a condition inside. */
  final ReadingTruth inner(int i) {
    return inner[i];
  }
}
