package io.telltale.budget;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An outcome as people read it: tables on a terminal, and a folder with a page and the saved
 * figures.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> as long as the report. <b>Lifetime:</b>
 * unlimited.
 */
public final class BudgetReport {
  /** Name of the saved figures in a report's folder; a later run takes them as its baseline. */
  public static final String RESULTS = "results.json";

  /** Name of the page in a report's folder. */
  public static final String PAGE = "report.html";

  private final BudgetOutcome outcome;
  private final SavedRun now;
  private final Trend trend;

  private BudgetReport(BudgetOutcome outcome, SavedRun now, SavedRun then) {
    this.outcome = outcome;
    this.now = now;
    this.trend = new Trend(now, then);
  }

  /**
   * A report without a trend.
   *
   * @param outcome what was found
   * @param now figures of the same run
   * @return not written yet
   */
  public static BudgetReport of(BudgetOutcome outcome, SavedRun now) {
    return new BudgetReport(outcome, now, null);
  }

  /**
   * The same report with changes since an earlier run.
   *
   * @param then the earlier run
   * @return not written yet
   */
  public BudgetReport since(SavedRun then) {
    return new BudgetReport(outcome, now, then);
  }

  /**
   * Prints tables and failures.
   *
   * @param out where to
   */
  public void print(PrintWriter out) {
    new TextReport(outcome, trend).print(out);
  }

  /**
   * Writes page and figures.
   *
   * @param folder is made if it is not there
   * @throws IOException when it refuses
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    now.write(folder.resolve(RESULTS));
    try (OutputStream out = Files.newOutputStream(folder.resolve(PAGE))) {
      new HtmlReport(outcome, now, trend).write(out);
    }
  }
}
