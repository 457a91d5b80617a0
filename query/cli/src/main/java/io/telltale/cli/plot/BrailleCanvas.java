package io.telltale.cli.plot;

import java.util.Arrays;

/** A raster of dots, two wide and four high in each character. */
final class BrailleCanvas {
  private static final int DOTS_WIDE = 2;
  private static final int DOTS_HIGH = 4;
  private static final char BLANK = '\u2800';

  /** Bits of a character's dots, by row, then column. */
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final char[][] rows;

  BrailleCanvas(int width, int height) {
    rows = new char[height][width];
    for (char[] row : rows) {
      Arrays.fill(row, BLANK);
    }
  }

  int dotsWide() {
    return rows[0].length * DOTS_WIDE;
  }

  int dotsHigh() {
    return rows.length * DOTS_HIGH;
  }

  /** Draws a straight line with Bresenham's algorithm; row 0 is at the top. */
  void line(int fromX, int fromY, int toX, int toY) {
    int dx = Math.abs(toX - fromX);
    int dy = -Math.abs(toY - fromY);
    int error = dx + dy;
    int x = fromX;
    int y = fromY;
    while (true) {
      dot(x, y);
      if (x == toX && y == toY) {
        return;
      }
      int twice = 2 * error;
      if (twice >= dy) {
        error += dy;
        x += Integer.signum(toX - fromX);
      }
      if (twice <= dx) {
        error += dx;
        y += Integer.signum(toY - fromY);
      }
    }
  }

  private void dot(int x, int y) {
    rows[y / DOTS_HIGH][x / DOTS_WIDE] |= (char) BITS[y % DOTS_HIGH][x % DOTS_WIDE];
  }

  String row(int row) {
    return new String(rows[row]);
  }
}
