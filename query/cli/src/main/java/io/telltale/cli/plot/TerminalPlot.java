package io.telltale.cli.plot;

import io.telltale.cli.output.ControlText;
import io.telltale.cli.output.TimeText;
import io.telltale.core.Kind;
import io.telltale.query.PlotPoints;
import io.telltale.query.PlotQuery;
import java.io.IOException;
import java.io.Writer;

/**
 * A plot in characters: the line in braille dots, axes of values and times, and a band under it
 * where windows are.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> little. <b>Lifetime:</b> one plot.
 */
public final class TerminalPlot {
  /** Narrower than this nothing can be told apart. */
  public static final int LEAST_WIDTH = 30;

  /** Lower than this nothing can be told apart. */
  public static final int LEAST_HEIGHT = 3;

  private static final int DOTS_WIDE = 2;
  private static final int ROWS_PER_LABEL = 4;
  private static final int MOST_LABEL = 12;
  private static final int WIDTH_PER_MARK = 14;
  private static final String BAND_NAME = "windows";
  private static final char BAND = '\u2588';
  private static final char AXIS = '\u2502';
  private static final char LABELLED = '\u2524';
  private static final char CORNER = '\u2514';
  private static final char FLOOR = '\u2500';
  private static final char MARK = '\u252c';

  private final PlotSubject subject;
  private final int width;
  private final int height;

  /**
   * Creates a plot.
   *
   * @param subject what it is about
   * @param width characters in a line, at least {@link #LEAST_WIDTH}
   * @param height lines for the readings, at least {@link #LEAST_HEIGHT}
   * @throws IllegalArgumentException when it is too small
   */
  public TerminalPlot(PlotSubject subject, int width, int height) {
    if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
      throw new IllegalArgumentException(
          "a plot is at least "
              + LEAST_WIDTH
              + " wide and "
              + LEAST_HEIGHT
              + " high: width="
              + width
              + " height="
              + height);
    }
    this.subject = subject;
    this.width = width;
    this.height = height;
  }

  /**
   * Writes the plot.
   *
   * @param query the readings: device and range are set
   * @param out where to; stays open
   * @throws IOException when it refuses
   */
  public void write(PlotQuery query, Writer out) throws IOException {
    ValueAxis axis = axis(query.m4(1));
    int label = labelWidth(axis);
    int columns = width - label - 2;
    // One column of M4 for each dot: the picture is that of all readings.
    PlotPoints points = query.m4(columns * DOTS_WIDE);
    BrailleCanvas canvas = new BrailleCanvas(columns, height);
    draw(points, axis, canvas);
    out.write(ControlText.visible(subject.title()));
    out.write('\n');
    for (int row = 0; row < height; row++) {
      String text = label(axis, row);
      out.write(" ".repeat(label - text.length()) + text + ' ');
      out.write(text.isEmpty() ? AXIS : LABELLED);
      out.write(canvas.row(row));
      out.write('\n');
    }
    writeTimes(points, label, columns, out);
    if (subject.rule() != null) {
      writeBand(points, label, columns, out);
    }
  }

  private static ValueAxis axis(PlotPoints points) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      if (!Double.isNaN(points.value(i))) {
        min = Math.min(min, points.value(i));
        max = Math.max(max, points.value(i));
      }
    }
    return min > max ? new ValueAxis(0, 0) : new ValueAxis(min, max);
  }

  private int labelWidth(ValueAxis axis) {
    int longest = subject.rule() == null ? 0 : BAND_NAME.length();
    for (int row = 0; row < height; row++) {
      longest = Math.max(longest, label(axis, row).length());
    }
    return longest;
  }

  /** Returns the text of a row, empty for most: some values, and all states and truths. */
  private String label(ValueAxis axis, int row) {
    if (subject.kind() == Kind.DOUBLE || subject.kind() == Kind.LONG) {
      return row % ROWS_PER_LABEL == 0 ? axis.text(row, height) : "";
    }
    long code = Math.round(axis.value(row, height));
    return axis.row(code, height) == row ? name(code) : "";
  }

  private String name(long code) {
    if (subject.kind() == Kind.BOOLEAN) {
      return code == 0 ? "false" : code == 1 ? "true" : "";
    }
    if (code < 0 || code >= subject.states().size()) {
      return "";
    }
    String state = ControlText.visible(subject.states().get((int) code));
    return state.length() <= MOST_LABEL ? state : state.substring(0, MOST_LABEL);
  }

  private static void draw(PlotPoints points, ValueAxis axis, BrailleCanvas canvas) {
    int lastX = -1;
    int lastY = -1;
    for (int i = 0; i < points.size(); i++) {
      if (Double.isNaN(points.value(i))) {
        lastX = -1;
        continue;
      }
      int x = points.column(points.timeNs(i), canvas.dotsWide());
      int y = axis.row(points.value(i), canvas.dotsHigh());
      canvas.line(lastX < 0 ? x : lastX, lastX < 0 ? y : lastY, x, y);
      lastX = x;
      lastY = y;
    }
  }

  private static void writeTimes(PlotPoints points, int label, int columns, Writer out)
      throws IOException {
    char[] line = String.valueOf(FLOOR).repeat(columns).toCharArray();
    char[] texts = " ".repeat(columns).toCharArray();
    long fromNs = points.fromNs();
    long toNs = points.toNs();
    TimeAxis axis = new TimeAxis(toNs - fromNs, Math.max(1, columns / WIDTH_PER_MARK));
    for (long t = axis.firstAtOrAfter(fromNs); t < toNs; t = axis.after(t)) {
      int column = points.column(t, columns);
      line[column] = MARK;
      String text = axis.text(t);
      int start = Math.max(0, Math.min(columns - text.length(), column - text.length() / 2));
      text.getChars(0, text.length(), texts, start);
    }
    String indent = " ".repeat(label + 1);
    out.write(indent + CORNER + new String(line) + '\n');
    out.write(indent + ' ' + new String(texts).stripTrailing() + '\n');
    out.write(indent + ' ' + TimeText.of(fromNs) + " to " + TimeText.of(toNs) + '\n');
  }

  private void writeBand(PlotPoints points, int label, int columns, Writer out) throws IOException {
    char[] band = " ".repeat(columns).toCharArray();
    for (PlotWindow window : subject.windows()) {
      long first = Math.max(points.fromNs(), window.startNs());
      long last = Math.min(points.toNs(), window.endNs()) - 1;
      if (first <= last) {
        int end = points.column(last, columns);
        for (int column = points.column(first, columns); column <= end; column++) {
          band[column] = BAND;
        }
      }
    }
    int count = subject.windows().size();
    out.write(" ".repeat(label - BAND_NAME.length()) + BAND_NAME + ' ' + AXIS);
    out.write(new String(band).stripTrailing() + '\n');
    out.write(" ".repeat(label + 2) + count + (count == 1 ? " window of " : " windows of "));
    out.write(ControlText.visible(subject.rule()) + '\n');
  }
}
