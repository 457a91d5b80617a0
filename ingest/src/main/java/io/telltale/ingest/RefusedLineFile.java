package io.telltale.ingest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The lines that an import refused, as they were, each below a comment with its reason:
 *
 * <pre>
 * #refused: line 7, column 12: not a number
 * cpu,host=a load=1.5.2 1000
 * </pre>
 *
 * <p>The comments are skipped when the file is imported, so it can be mended and imported like the
 * file it came from; of CSV it begins with the header. Bytes that are not UTF-8 stay as they are.
 * Of a line that is too long only the reason is there.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> a buffer; some text a line. <b>Lifetime:</b>
 * serves one import after the other; close it for everything to be written.
 */
public final class RefusedLineFile implements AutoCloseable {
  /** How a comment starts. */
  public static final String MARK = "#refused: ";

  private final OutputStream out;
  private byte[] header = new byte[0];
  private boolean headerWritten;

  private RefusedLineFile(OutputStream out) {
    this.out = out;
  }

  /**
   * Makes the file. It must not exist: it might be the very one that is being imported.
   *
   * @param file where to
   * @return the open file
   * @throws IOException when it exists or cannot be written
   */
  public static RefusedLineFile open(Path file) throws IOException {
    OutputStream target =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new RefusedLineFile(new BufferedOutputStream(target, 1 << 16));
  }

  /**
   * Gives the header that the next lines belong to; it is written before the first of them.
   *
   * <p>Lines of different headers do not go into one file.
   *
   * @param bytes array that holds it, copied
   * @param from where it starts
   * @param to where it ends, exclusive
   * @throws IllegalArgumentException when another header has been written
   */
  public void header(byte[] bytes, int from, int to) {
    byte[] newHeader = Arrays.copyOfRange(bytes, from, to);
    if (headerWritten && !Arrays.equals(header, newHeader)) {
      throw new IllegalArgumentException(
          "another header than that of the refused lines so far: write them to a file of their own");
    }
    header = newHeader;
  }

  /**
   * Writes a line and its reason.
   *
   * @param line where it was and why it was refused
   * @param bytes array that holds the line
   * @param from where it starts
   * @param to where it ends, behind its line break if it has one
   * @throws IOException when the file cannot be written
   */
  public void add(RefusedLine line, byte[] bytes, int from, int to) throws IOException {
    if (!headerWritten) {
      headerWritten = true;
      writeLine(header, 0, header.length);
    }
    byte[] comment = (MARK + visible(line.toString())).getBytes(StandardCharsets.UTF_8);
    writeLine(comment, 0, comment.length);
    writeLine(bytes, from, to);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void writeLine(byte[] bytes, int from, int to) throws IOException {
    out.write(bytes, from, to - from);
    if (to > from && bytes[to - 1] != '\n') {
      out.write('\n');
    }
  }

  /** A line break in the reason, which may quote the line, must not end the comment. */
  private static String visible(String reason) {
    return reason.replaceAll("\\p{Cntrl}", "?");
  }
}
