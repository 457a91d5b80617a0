package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.cli.output.OutputFormat;
import io.telltale.cli.output.RowWriter;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** The rows that a command answers with, and the line of progress until the first of them shows. */
final class Answer implements AutoCloseable {
  private static final int BUFFER_CHARS = 1 << 14;

  private final RowWriter rows;
  private final Writer out;
  private final ProgressLine progress;
  private volatile long count;

  private Answer(Streams streams, OutputFormat format, List<Column> columns) throws IOException {
    this.progress = ProgressLine.start(streams, this::progressText);
    this.out = new BufferedWriter(new EndOfProgress(streams.out(), progress), BUFFER_CHARS);
    this.rows = RowWriter.open(format, columns, out);
  }

  static Answer open(Streams streams, OutputFormat format, List<Column> columns)
      throws IOException {
    return new Answer(streams, format, columns);
  }

  RowWriter rows() {
    return rows;
  }

  /** Ends a row. */
  void endRow() throws IOException {
    rows.endRow();
    count++;
  }

  /** Hands on whatever there is, for one who reads while the answer grows. */
  void flush() throws IOException {
    rows.flush();
    if (count > 0) {
      out.flush();
    }
  }

  long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
      out.flush();
    } finally {
      progress.close();
    }
  }

  private String progressText() {
    return "reading ... "
        + ProgressLine.seconds(progress.elapsedNs())
        + (count > 0 ? ", " + Quantity.counted(count, "row") : "");
  }

  /** Clears the line of progress before the first text goes out: both may be on one terminal. */
  private static final class EndOfProgress extends FilterWriter {
    private final ProgressLine progress;

    private EndOfProgress(Writer target, ProgressLine progress) {
      super(target);
      this.progress = progress;
    }

    @Override
    public void write(int c) throws IOException {
      progress.close();
      out.write(c);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      progress.close();
      out.write(text, offset, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      progress.close();
      out.write(text, offset, length);
    }
  }
}
