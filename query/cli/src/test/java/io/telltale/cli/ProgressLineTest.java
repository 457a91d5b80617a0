package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private static final long MS = 1_000_000L;

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);
  private long nowNs = Long.MAX_VALUE - 1_500 * MS;
  private int asked;

  @Test
  void saysNothingOfWhatTakesLessThanASecond() {
    try (ProgressLine line = line(true)) {
      after(999, line);
    }
    assertThat(text.toString()).isEmpty();
  }

  @Test
  void rewritesOneLineAndClearsIt() {
    try (ProgressLine line = line(true)) {
      after(1_000, line);
      after(100, line);
      after(100, line);
      after(700, line);
    }
    assertThat(text.toString())
        .isEqualTo("\r\u001b[Kstep 1\r\u001b[Kstep 2\r\u001b[Kstep 3\r\u001b[K");
  }

  @Test
  void writesPlainLinesNowAndThenWithoutATerminal() {
    try (ProgressLine line = line(false)) {
      after(1_999, line);
      after(1, line);
      after(1_000, line);
      after(1_000, line);
    }
    assertThat(text.toString()).isEqualTo("step 1\nstep 2\n");
  }

  @Test
  void isQuietAfterClosing() {
    ProgressLine line = line(true);
    line.close();
    after(5_000, line);
    line.close();
    assertThat(text.toString()).isEmpty();
  }

  private ProgressLine line(boolean rewritten) {
    return ProgressLine.create(out, rewritten, () -> "step " + ++asked, () -> nowNs);
  }

  private void after(long ms, ProgressLine line) {
    nowNs += ms * MS;
    line.tick();
  }
}
