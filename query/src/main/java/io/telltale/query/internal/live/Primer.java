package io.telltale.query.internal.live;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;

/**
 * Tells watches of the newest readings that a series has already, as if they had been heard: else
 * the first that is heard would be taken for the newest, and it may be late.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> that of the live rules.
 */
final class Primer {
  private static final int SLICE_READINGS = 32;

  /** So many are looked at when one reading does not do. */
  private static final int PARTS = 4;

  private final SeriesScan scan = new SeriesScan(SLICE_READINGS);

  /** Has a place, which knows nothing yet, know what its series has. */
  void prime(TelemetryStore store, int ofSeries, int place, SeriesWatches series, Subjects all) {
    View view = StoreAccess.pin(store);
    try {
      prime(view, ofSeries, place, series, all);
    } finally {
      view.release();
    }
  }

  /** Has every place know what its series has, though it was not heard. */
  void primeAll(TelemetryStore store, SeriesWatches series, Subjects all) {
    View view = StoreAccess.pin(store);
    try {
      for (int s = 0; s < series.series(); s++) {
        series.openGate(s);
        for (int place = series.first(s);
            place >= 0;
            place = PlaceLayout.next(series.words(), place)) {
          prime(view, s, place, series, all);
        }
      }
    } finally {
      view.release();
    }
  }

  private void prime(View view, int ofSeries, int place, SeriesWatches series, Subjects all) {
    ChannelWatch watch = series.watch(place);
    scan.open(view, ofSeries);
    int parts = scan.partCount();
    watch.clear(series.words(), place, series.more(), parts == 0);
    int wanted = watch.primedBy();
    scan.seek(Math.max(0, parts - (wanted > 1 ? PARTS : 1)));
    while (scan.next()) {
      scan.load();
      for (int i = Math.max(0, scan.size() - wanted); i < scan.size(); i++) {
        watch.isQuiet(series.words(), place, scan.times()[i], scan.values()[i], series.more(), all);
      }
    }
  }
}
