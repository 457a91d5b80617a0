package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.cli.plot.HtmlPlot;
import io.telltale.cli.plot.PlotReadings;
import io.telltale.cli.plot.PlotSubject;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.query.PlotQuery;
import io.telltale.query.RangeQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into a page when there is more than it holds. */
final class PlotReadingsTest {
  private static final String CHANNEL = "fridge.temperature";
  private static final int MOST = 40;

  @TempDir Path temp;

  @Test
  void ofTooManyReadingsThoseAreKeptThatDrawTheSameLine() throws IOException {
    try (TelemetryStore store = TelemetryStore.openReadOnly(FridgeStore.create(temp))) {
      RangeQuery all = RangeQuery.prepare(store, CHANNEL).device(0);
      PlotQuery few = PlotQuery.prepare(store, CHANNEL).device(0);
      PlotReadings whole = PlotReadings.read(Kind.DOUBLE, all, few, 60);
      assertThat(whole.size()).isEqualTo(60);
      assertThat(whole.thinnedFrom()).isEqualTo(-1);
      PlotReadings thinned = PlotReadings.read(Kind.DOUBLE, all, few, MOST);
      assertThat(thinned.thinnedFrom()).isEqualTo(60);
      assertThat(thinned.size()).isEqualTo(few.m4(MOST / 4).size()).isLessThanOrEqualTo(MOST);
      assertThat(page(thinned))
          .contains("\"readings\":" + thinned.size(), "\"thinnedFrom\":60", "\"rule\":null");
    }
  }

  private static String page(PlotReadings readings) throws IOException {
    PlotSubject subject =
        new PlotSubject("SN-1", CHANNEL, Kind.DOUBLE, "", List.of(), null, List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HtmlPlot(subject, readings).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
