package io.telltale.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/** The benchmarks on the class path, case by case, under the names that budgets give them. */
final class BenchmarkCases {
  private static final int MOST_NEAR_NAMES = 5;

  private final Map<String, BenchmarkCase> byName = new TreeMap<>();

  private BenchmarkCases() {}

  /** Looks for benchmarks; none is no error here. */
  static BenchmarkCases find(List<String> includes, RunForm form) {
    BenchmarkCases cases = new BenchmarkCases();
    Set<String> seen = new LinkedHashSet<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList().find(new JmhOutput(), includes, List.of())) {
      if (seen.add(entry.getUsername())) {
        cases.add(entry, form);
      }
    }
    return cases;
  }

  private void add(BenchmarkListEntry entry, RunForm form) {
    Map<String, String[]> values = new TreeMap<>(entry.getParams().orElse(Map.of()));
    if (values.containsKey(RunForm.PACE_SECONDS_PARAMETER)) {
      values.put(
          RunForm.PACE_SECONDS_PARAMETER, new String[] {Integer.toString(form.paceSeconds())});
    }
    for (Map<String, String> parameters : combinations(values)) {
      String telling =
          parameters.entrySet().stream()
              .filter(one -> values.get(one.getKey()).length > 1)
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining(","));
      String name =
          simpleName(entry.getUsername()) + (telling.isEmpty() ? "" : "[" + telling + "]");
      BenchmarkCase other =
          byName.put(
              name, new BenchmarkCase(name, entry.getUsername(), entry.getMode(), parameters));
      if (other != null) {
        throw new IllegalStateException(
            "two benchmarks are called " + name + ": " + other.method() + ", " + entry);
      }
    }
  }

  private static List<Map<String, String>> combinations(Map<String, String[]> values) {
    List<Map<String, String>> all = new ArrayList<>();
    all.add(Map.of());
    for (Map.Entry<String, String[]> parameter : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> one : all) {
        for (String value : parameter.getValue()) {
          Map<String, String> with = new LinkedHashMap<>(one);
          with.put(parameter.getKey(), value);
          longer.add(with);
        }
      }
      all = longer;
    }
    return all;
  }

  private static String simpleName(String method) {
    return method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1);
  }

  Collection<BenchmarkCase> all() {
    return byName.values();
  }

  /**
   * Names of benchmarks and budgets that are meant by what a user gave: a whole name, or one
   * without its parameters or its method.
   */
  Set<String> select(Collection<String> given, Set<String> budgets) {
    Set<String> known = new LinkedHashSet<>(byName.keySet());
    known.addAll(budgets);
    Set<String> selected = new LinkedHashSet<>();
    for (String one : given) {
      List<String> meant = known.stream().filter(name -> means(one, name)).toList();
      if (meant.isEmpty()) {
        throw new IllegalArgumentException(
            "no benchmark is called " + one + "; near it: " + String.join(", ", near(one, known)));
      }
      selected.addAll(meant);
    }
    return selected;
  }

  private static boolean means(String given, String name) {
    return name.equals(given) || name.startsWith(given + ".") || name.startsWith(given + "[");
  }

  private static List<String> near(String given, Set<String> known) {
    Map<String, Integer> distance = new LinkedHashMap<>();
    known.forEach(name -> distance.put(name, distance(given, name)));
    Stream<String> nearest =
        known.stream().sorted((one, other) -> distance.get(one) - distance.get(other));
    return nearest.limit(MOST_NEAR_NAMES).toList();
  }

  /** Letters to change, or 0 if one contains the other (case apart). */
  private static int distance(String given, String name) {
    String one = given.toLowerCase(Locale.ROOT);
    String other = name.toLowerCase(Locale.ROOT);
    if (other.contains(one) || one.contains(other)) {
      return 0;
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
