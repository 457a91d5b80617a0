package io.telltale.jmh;

import io.telltale.query.Explain;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * Rules over a part of the shared fleet, so large that a turn lasts long enough and not too long.
 *
 * @param channel whose values the baseline scans
 * @param limit with which it compares
 * @param devices how many, from the first
 * @param readings how many of each series, from the first
 * @param rules run one after the other in a turn
 */
record RuleCase(String channel, double limit, int devices, int readings, List<String> rules) {
  private static final int WARM_UPS = 600;

  /** Prepares the rules. */
  Prepared prepare(SealedFleet sealed) {
    return new Prepared(sealed);
  }

  /** How many readings the rules are asked about in a turn. */
  int readingsATurn() {
    return rules.size() * devices * readings;
  }

  /** The rules made ready for a store. */
  final class Prepared {
    private final WindowQuery[] queries;

    Prepared(SealedFleet sealed) {
      RoaringBitmap first = new RoaringBitmap();
      first.add(0L, devices);
      long startNs = sealed.times(channel, 0)[0];
      queries = new WindowQuery[rules.size()];
      for (int i = 0; i < queries.length; i++) {
        queries[i] =
            WindowQuery.prepare(sealed.store(), RuleParser.parse(rules.get(i)))
                .devices(first)
                .registeredAt(device -> startNs);
        if (readings < SharedFleet.READINGS) {
          queries[i].now(sealed.times(channel, 0)[readings - 1]);
        }
      }
    }

    /** Runs so often that it is compiled, however little time the JVM's compiler gets later. */
    long warmUp() {
      long windows = count();
      for (int i = 0; i < WARM_UPS; i++) {
        SelfCheck.require(count() == windows, "the same windows each time", i);
      }
      return windows;
    }

    /** Runs all and counts their windows. */
    long count() {
      long count = 0;
      for (WindowQuery query : queries) {
        try (WindowCursor window = query.run()) {
          while (window.next()) {
            count++;
          }
        }
      }
      return count;
    }

    /** Blocks that were not decoded, less nine times those that were: above 0 when pruned. */
    long prunedMoreThanDecoded() {
      long balance = 0;
      for (WindowQuery query : queries) {
        Explain explain = query.explain();
        balance += explain.blocksSkipped() + explain.blocksTakenWhole();
        balance -= 9 * explain.blocksDecoded();
      }
      return balance;
    }

    /** Readings that were looked at one by one. */
    long readingsDecoded() {
      long decoded = 0;
      for (WindowQuery query : queries) {
        decoded += query.explain().readingsDecoded();
      }
      return decoded;
    }

    /** What was read and skipped. */
    String explain() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < queries.length; i++) {
        text.append(rules.get(i)).append(": ").append(queries[i].explain()).append('\n');
      }
      return text.toString();
    }
  }
}
