package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {
  @Test
  void writesUtf8() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = StandardOutput.on(bytes)) {
      out.write("8 °C\n");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("8 °C\n");
  }

  @Test
  void tellsAReaderThatLeftFromADiskThatIsFull() {
    assertThatThrownBy(() -> write("Broken pipe")).isInstanceOf(OutputClosedException.class);
    assertThatThrownBy(() -> write("No space left on device"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("standard output: No space left on device");
  }

  @Test
  void aReaderThatLeftIsNoFailure() {
    StringWriter err = new StringWriter();
    OutputClosedException left = new OutputClosedException(new IOException("Broken pipe"));
    assertThat(FailureReport.write(left, new PrintWriter(err), false)).isEqualTo(ExitCode.DONE);
    assertThat(err.toString()).isEmpty();
  }

  private static void write(String failure) throws IOException {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    Writer out = StandardOutput.on(failing);
    out.write("x");
    out.flush();
  }
}
