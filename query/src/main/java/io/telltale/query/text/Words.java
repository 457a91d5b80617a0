package io.telltale.query.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The words of the rule language, and those that people write in their place. */
final class Words {
  /** What joins conditions. */
  static final List<String> JOINING = List.of("and", "or", "minus");

  /** What shapes windows. */
  static final List<String> SHAPING =
      List.of(
          "stale",
          "hold",
          "onUnknown",
          "bridge",
          "for",
          "samples",
          "atMost",
          "clear",
          "merge",
          "pad");

  /** What combines finished windows of one device. */
  static final List<String> COMBINING = List.of("overlapping", "followedBy", "notFollowedBy");

  /** What is reckoned over a span; stands before a parenthesis. */
  static final List<String> AGGREGATES =
      List.of("mean", "min", "max", "range", "stddev", "increase");

  /** What stands before a parenthesis, with an example of each. */
  static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("inside", "inside(t, 2, 8)"),
          Map.entry("outside", "outside(t, 2, 8)"),
          Map.entry("notFinite", "notFinite(t)"),
          Map.entry("debounce", "debounce(t < 70, 3, 3)"),
          Map.entry("rate", "rate(t) > 0.5/s"),
          Map.entry("rateOutside", "rateOutside(t, 0.5/s)"),
          Map.entry("jump", "jump(t) > 3"),
          Map.entry("changed", "changed(t)"),
          Map.entry("silent", "silent(t, 5m)"),
          Map.entry("neverSeen", "neverSeen(t, 1h)"),
          Map.entry("mean", "mean(t, 10m) > 8"),
          Map.entry("min", "min(t, 10m) > 8"),
          Map.entry("max", "max(t, 10m) > 8"),
          Map.entry("range", "range(t, 10m) > 8"),
          Map.entry("stddev", "stddev(t, 10m) > 8"),
          Map.entry("increase", "increase(t, 10m) > 8"),
          Map.entry("flat", "flat(t, 0.01, 1h)"),
          Map.entry("count", "count(t > 8, 3, 30d)"),
          Map.entry("zscore", "zscore(t, 6, 1h, floor 0.01)"),
          Map.entry("mad", "mad(t, 6, 1h, floor 0.01)"),
          Map.entry("seasonal", "seasonal(t, 6, 1d, 7, floor 0.01)"),
          Map.entry("kOf", "kOf(2, a > 1, b > 2, c > 3)"));

  static final Set<String> FUNCTIONS = EXAMPLES.keySet();

  /** Stands before a parenthesis, around a whole rule. */
  static final String K_OF_DEVICES = "kOfDevices";

  static final String K_OF_DEVICES_EXAMPLE = "kOfDevices(3, t > 8 for 5m)";

  /** Words with a meaning of their own where a name or a unit could stand. */
  static final Set<String> RESERVED =
      Set.of(
          "and",
          "or",
          "not",
          "minus",
          "in",
          "enter",
          "exit",
          "where",
          "within",
          "true",
          "false",
          "inf",
          "stale",
          "hold",
          "onUnknown",
          "bridge",
          "for",
          "samples",
          "atMost",
          "clear",
          "merge",
          "pad",
          "overlapping",
          "followedBy",
          "notFollowedBy");

  /** Words that mean something in one place only, and are names everywhere else. */
  static final Set<String> LOCAL = Set.of("floor", "break");

  /** What may follow a condition, for suggestions. */
  static final Set<String> AFTER_CONDITION = afterCondition();

  /** What people write, in small letters, and how the language says it. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("&", "and"),
          Map.entry("&&", "and"),
          Map.entry("||", "or"),
          Map.entry("without", "minus"),
          Map.entry("except", "minus"),
          Map.entry("unless", "minus"),
          Map.entry("atleastfor", "for"),
          Map.entry("during", "for"),
          Map.entry("lasting", "for"),
          Map.entry("atleastsamples", "samples"),
          Map.entry("atmostfor", "atMost"),
          Map.entry("cleardelay", "clear"),
          Map.entry("mergewithin", "merge"),
          Map.entry("staleafter", "stale"),
          Map.entry("overlaps", "overlapping"),
          Map.entry("avg", "mean"),
          Map.entry("average", "mean"),
          Map.entry("sd", "stddev"),
          Map.entry("delta", "jump"),
          Map.entry("between", "inside"),
          Map.entry("absent", "silent"),
          Map.entry("deadman", "silent"),
          Map.entry("mofn", "kOf"));

  private Words() {}

  private static Set<String> afterCondition() {
    Set<String> words = new TreeSet<>(JOINING);
    words.addAll(SHAPING);
    words.addAll(COMBINING);
    words.add("where");
    return words;
  }

  /** Returns what the language says for a word of other languages or of the Java API, or null. */
  static String alias(String word) {
    return ALIASES.get(word.toLowerCase(Locale.ROOT));
  }

  /** Whether a word, but for capitals, is one of the language or stands for one. */
  static boolean isTaken(String word) {
    return alias(word) != null || RESERVED.stream().anyMatch(word::equalsIgnoreCase);
  }
}
