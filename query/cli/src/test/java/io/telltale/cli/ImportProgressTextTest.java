package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ImportProgressTextTest {
  private static final ImportSource FILE = new ImportSource(Path.of("dir", "a.lp"));

  private long elapsedNs;

  @Test
  void showsReadingsRateRefusedAndRemainingTime() {
    ImportProgressText text = new ImportProgressText(4_000, () -> elapsedNs);
    assertThat(text.text()).isEqualTo("opening ...");
    text.start(FILE);
    elapsedNs = 2_000_000_000L;
    text.progress(1_000, 2_000, 30_000, 0);
    assertThat(text.text()).isEqualTo("a.lp: 25 %, 30,000 readings, 15.0 k/s, 6 s left");
    text.finish();
    text.start(FILE);
    text.progress(2_000, 2_000, 10_000, 1_234);
    assertThat(text.text())
        .isEqualTo("a.lp: 75 %, 40,000 readings, 20.0 k/s, 1,234 refused, 1 s left");
    text.seal();
    assertThat(text.text()).isEqualTo("sealing ...");
  }

  @Test
  void guessesNothingOfStandardInput() {
    ImportProgressText text = new ImportProgressText(-1, () -> elapsedNs);
    text.start(new ImportSource(Path.of("-")));
    elapsedNs = 1_000_000_000L;
    text.progress(5_000, -1, 7_000, 2);
    assertThat(text.text()).isEqualTo("standard input: 7,000 readings, 7.0 k/s, 2 refused");
  }
}
