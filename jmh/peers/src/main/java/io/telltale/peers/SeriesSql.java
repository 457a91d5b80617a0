package io.telltale.peers;

/**
 * The questions as SQL, in what the dialects have in common: window functions, without HAVING. An
 * engine says where the readings of a question are ({@code k} the device, {@code ts} the time,
 * {@code v} the value) and how a time becomes a number.
 */
final class SeriesSql {
  private final String number;

  /**
   * Names the dialect.
   *
   * @param number a time as a number, as a format of one argument
   */
  SeriesSql(String number) {
    this.number = number;
  }

  /** Runs above a limit, held for some time: k, first, last, count. */
  String hot(String source) {
    String numbered = "SELECT k, ts, v, " + rowNumber() + " AS n FROM " + source;
    return runs("(" + numbered + ") numbered WHERE v > " + Question.HOT, Question.HELD_NS);
  }

  /** Runs of steep changes: k, first, last, count. */
  String steep(String source) {
    String withBefore =
        "SELECT k, ts, v, "
            + lag("v")
            + " AS pv, "
            + lag("ts")
            + " AS pts, "
            + rowNumber()
            + " AS n FROM "
            + source;
    String steep =
        "abs(v - pv) / ((" + number("ts") + " - " + number("pts") + ") / 1e9) > " + Question.STEEP;
    return runs("(" + withBefore + ") paired WHERE pts IS NOT NULL AND " + steep, 0);
  }

  /** Pauses: k, last before, first after. */
  String silent(String source) {
    String withBefore = "SELECT k, ts, " + lag("ts") + " AS pts FROM " + source;
    return "SELECT k, pts, ts FROM ("
        + withBefore
        + ") paired WHERE pts IS NOT NULL AND "
        + number("ts")
        + " - "
        + number("pts")
        + " > "
        + Question.PAUSE_NS;
  }

  /** Gaps and islands: within a run, a reading's number less its number among those that hold. */
  private String runs(String holding, long heldNs) {
    String islands = "SELECT k, ts, n - " + rowNumber() + " AS g FROM " + holding;
    String grouped =
        "SELECT k, g, min(ts) AS a, max(ts) AS b, count(*) AS c FROM ("
            + islands
            + ") islands GROUP BY k, g";
    return "SELECT k, a, b, c FROM ("
        + grouped
        + ") grouped WHERE "
        + number("b")
        + " - "
        + number("a")
        + " >= "
        + heldNs;
  }

  private String number(String time) {
    return String.format(number, time);
  }

  private static String rowNumber() {
    return "row_number() OVER (PARTITION BY k ORDER BY ts)";
  }

  private static String lag(String column) {
    return "lag(" + column + ") OVER (PARTITION BY k ORDER BY ts)";
  }
}
