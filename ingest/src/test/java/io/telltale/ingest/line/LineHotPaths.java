package io.telltale.ingest.line;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.testkit.HotPathCoverage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cases for the line protocol: one line of each kind of field, escapes and quotes included. */
public final class LineHotPaths {
  private static final int ITERATIONS = 500;
  private static final String[] LINES = {
    "fridge,serial=SN-1,model=RF28 temperature=4.25,door=t,cycles=42i,u=7u 1700000000000000000\n",
    "# a comment\n",
    "\n",
    "a\\ b,serial=\"x\\,y\" state=\"it said \\\"E42\\\"\",v=-1.5e-3 17\n"
  };

  private final LineParser parser = new LineParser(Precision.NS);
  private final byte[][] texts = new byte[LINES.length][];
  private final int[] states = new int[LINES.length];
  private int at;

  private LineHotPaths() {
    for (int i = 0; i < LINES.length; i++) {
      byte[] text = LINES[i].getBytes(StandardCharsets.UTF_8);
      texts[i] = Arrays.copyOf(text, text.length + 1);
      states[i] = LINES[i].length() > 20 ? LineParser.POINT : LineParser.BLANK;
    }
  }

  /** Adds the cases. */
  public static void addTo(HotPathCoverage coverage) {
    LineHotPaths paths = new LineHotPaths();
    coverage.add("parse lines", paths::parse, ITERATIONS, methods(LineParser.class, "parse"));
  }

  private void parse() {
    int line = at++ % texts.length;
    byte[] text = texts[line];
    if (parser.parse(text, 0, text.length - 1, false) != states[line]) {
      throw new AssertionError("line " + line + ": " + parser.reason());
    }
  }
}
