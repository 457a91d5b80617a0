package io.telltale.jmh.control;

import java.util.List;
import java.util.Map;

/**
 * One thing that somebody could spoil, and the budgets that must notice.
 *
 * @param name what is spoiled
 * @param source the file that is changed, from the project's root
 * @param text what is replaced in it; occurs once
 * @param replacement what comes in its place
 * @param broken budgets that must break: the benchmark's name, and the kind of limit
 */
record Control(
    String name, String source, String text, String replacement, Map<String, String> broken) {
  private static final String APPENDER =
      "ingest/src/main/java/io/telltale/ingest/ReadingAppender.java";
  private static final String STAGE =
      "  private boolean stage(int series, long timeNs, long valueBits) {\n";

  /** Each waits for the one before: three, and what follows, are some 30 % of an append. */
  private static final String MIX = "    mixed = (mixed ^ mixed >>> 32) * 0x9E3779B97F4A7C15L;\n";

  private static final String PUBLISH = "  private void publish() {\n";

  /** What is tried. */
  static List<Control> all() {
    return List.of(
        new Control(
            "an append that allocates 16 bytes",
            APPENDER,
            STAGE,
            "  private Object garbage;\n\n" + STAGE + "    garbage = new Object();\n",
            Map.of("AppendBenchmark.append", "allocation")),
        new Control(
            "a commit that allocates 16 bytes",
            APPENDER,
            PUBLISH,
            "  private Object garbage;\n\n" + PUBLISH + "    garbage = new Object();\n",
            Map.of("AppendBenchmark.commit", "allocation")),
        new Control(
            "an append that is 30 % slower",
            APPENDER,
            STAGE,
            "  private long digest;\n\n"
                + STAGE
                + "    long mixed = digest ^ timeNs;\n"
                + MIX.repeat(3)
                + "    mixed ^= mixed >>> 31;\n".repeat(2)
                + "    digest = mixed ^ mixed >>> 29;\n",
            Map.of("AppendBenchmark.append", "ratio")),
        new Control(
            "a prune that is lost: every block is decoded",
            "core/src/main/java/io/telltale/core/internal/segment/SegmentReader.java",
            "    return table.has(column);\n",
            "    return column.isMandatory() && table.has(column);\n",
            Map.of(
                "ConditionBenchmark.pruned[condition=ABOVE]",
                "ratio",
                "ConditionBenchmark.pruned[condition=OUTSIDE]",
                "ratio",
                "ConditionBenchmark.pruned[condition=IS]",
                "ratio")),
        new Control(
            "a lock on the way to the view that readers read",
            "core/src/main/java/io/telltale/core/internal/view/Views.java",
            "  public View pin() {\n",
            "  public synchronized View pin() {\n",
            Map.of("ReaderBenchmark.pin", "waits")));
  }
}
