package io.telltale.budget;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Benchmarks and their limits, from a JSON file:
 *
 * <pre>{@code
 * {
 *   "reference": "name of the machine on which percentiles are hard",
 *   "calibratedOn": "AMD EPYC family 26 model 2",
 *   "elsewhere": 2,
 *   "benchmarks": {
 *     "RuleBenchmark.evaluate": {
 *       "allocation": 0,
 *       "ratio": 3.5,
 *       "baseline": "a sum over the same values in an array",
 *       "waits": 0
 *     },
 *     "IngestPace.append[devices=100]": {
 *       "percentile": {"p50": 2000, "p99": 20000, "p99.9": 300000, "max": 20000000}
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A benchmark is named by its simple class and its method. If it runs with several values of a
 * parameter, each is a case of its own, named in brackets, parameters in alphabetical order: {@code
 * Class.method[blocks=pruned,condition=above]}. Percentiles are in nanoseconds.
 *
 * <p>A ratio hangs on the processor: one copies faster, another divides faster. So limits of ratios
 * hold on processors whose model begins with the words of {@code calibratedOn}, and are wider by
 * the factor {@code elsewhere} on others. Without these two they are the same everywhere.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> when it is read. <b>Lifetime:</b> unlimited.
 */
public final class BudgetFile {
  private static final Set<String> PERCENTILES = Set.of("p50", "p99", "p99.9", "max");
  private static final String KEYS_OF_FILE =
      "\"reference\", \"calibratedOn\", \"elsewhere\" or \"benchmarks\"";
  private static final String KEYS_OF_BUDGET =
      "\"allocation\", \"ratio\", \"baseline\", \"waits\" or \"percentile\"";
  private static final String KEYS_OF_PERCENTILE = "\"p50\", \"p99\", \"p99.9\" or \"max\"";

  private final String source;
  private final Map<String, Budget> budgets = new LinkedHashMap<>();
  private String reference = "";
  private String calibratedOn = "";
  private double elsewhere = 1;

  private BudgetFile(String source) {
    this.source = source;
  }

  /**
   * Reads a file.
   *
   * @param file where it is
   * @return its budgets
   * @throws IOException when it cannot be read
   * @throws BudgetFileException when it is no budget file
   */
  public static BudgetFile open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    }
  }

  /**
   * Reads a resource.
   *
   * @param beside a class; the resource is in its package unless the name starts with a slash
   * @param name the resource
   * @return its budgets
   * @throws IOException when there is none, or it cannot be read
   * @throws BudgetFileException when it is no budget file
   */
  public static BudgetFile open(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name + " beside " + beside.getName());
      }
      return read(name, in);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param source names it in errors
   * @param in stays open
   * @return its budgets
   * @throws IOException when it cannot be read
   * @throws BudgetFileException when it is no budget file
   */
  public static BudgetFile read(String source, InputStream in) throws IOException {
    BudgetFile file = new BudgetFile(source);
    JsonReader json = JsonReader.open(source, in);
    json.object("the budgets", key -> file.readKey(json, key));
    json.end();
    return file;
  }

  /**
   * The budgets on a processor: with wider limits of ratios on one for which they were not made.
   *
   * @param cpu model of the processor
   * @return these budgets, or others
   */
  BudgetFile on(String cpu) {
    if (calibratedOn.isEmpty() || (cpu + " ").startsWith(calibratedOn + " ")) {
      return this;
    }
    BudgetFile wider = new BudgetFile(source);
    wider.reference = reference;
    budgets.forEach((name, budget) -> wider.budgets.put(name, budget.withRatioTimes(elsewhere)));
    return wider;
  }

  private void readKey(JsonReader json, String key) {
    switch (key) {
      case "reference" -> reference = json.string("the name of the reference machine");
      case "calibratedOn" -> calibratedOn = json.string("the start of a processor's model");
      case "elsewhere" -> elsewhere = json.number("the factor of limits of ratios elsewhere");
      case "benchmarks" ->
          json.object("benchmarks and their limits", name -> budgets.put(name, budget(json, name)));
      default -> throw json.unknownKey(key, KEYS_OF_FILE);
    }
  }

  private static Budget budget(JsonReader json, String name) {
    List<Limit> limits = new ArrayList<>();
    StringBuilder baseline = new StringBuilder();
    json.object(
        "the limits of " + name,
        key -> {
          switch (key) {
            case "allocation" -> limits.add(limit(json, BudgetKind.ALLOCATION, key));
            case "ratio" -> limits.add(limit(json, BudgetKind.RATIO, key));
            case "waits" -> limits.add(limit(json, BudgetKind.WAITS, key));
            case "baseline" -> baseline.append(json.string("what the baseline does"));
            case "percentile" ->
                json.object(
                    "limits of percentiles in ns", figure -> limits.add(percentile(json, figure)));
            default -> throw json.unknownKey(key, KEYS_OF_BUDGET);
          }
        });
    if (limits.isEmpty()) {
      throw json.wrong(name + " has no limit; expected " + KEYS_OF_BUDGET, null);
    }
    boolean hasRatio = limits.stream().anyMatch(limit -> limit.kind() == BudgetKind.RATIO);
    if (hasRatio == baseline.isEmpty()) {
      throw json.wrong(name + ": expected \"ratio\" and \"baseline\" together", null);
    }
    return new Budget(name, baseline.toString(), limits);
  }

  private static Limit percentile(JsonReader json, String figure) {
    if (!PERCENTILES.contains(figure)) {
      throw json.unknownKey(figure, KEYS_OF_PERCENTILE);
    }
    return limit(json, BudgetKind.PERCENTILE, figure);
  }

  private static Limit limit(JsonReader json, BudgetKind kind, String figure) {
    return new Limit(kind, figure, json.number("the limit of " + figure));
  }

  /**
   * Where the budgets come from.
   *
   * @return the file's or resource's name
   */
  public String source() {
    return source;
  }

  /**
   * The machine on which percentiles are hard.
   *
   * @return its name, empty if there is none
   */
  public String reference() {
    return reference;
  }

  /**
   * The budgets by name, in the file's order.
   *
   * @return a map that cannot be changed
   */
  public Map<String, Budget> budgets() {
    return Collections.unmodifiableMap(budgets);
  }
}
