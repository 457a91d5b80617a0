package io.telltale.jmh;

import io.telltale.budget.Turns;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Windows of every condition over a sealed store: a reading that a rule is asked about, whether it
 * has to be looked at or not. The baseline compares each reading of a plain array once.
 */
public class ConditionBenchmark extends MeasuredByTurns {
  private static final int BASELINE_DEVICES = 2;

  /** Conditions that statistics decide. */
  @State(Scope.Thread)
  public static class Pruned {
    /** Which. */
    @Param public PrunedCondition condition;

    private RuleCase rules;
    private RuleCase.Prepared prepared;
    private PlainScan scan;
    private long windows;

    /** Prepares the rules, and checks that nearly all blocks are skipped. */
    @Setup(Level.Trial)
    public void prepare(SealedFleet sealed) {
      rules = condition.rules();
      prepared = rules.prepare(sealed);
      scan = new PlainScan(sealed.values(rules.channel(), BASELINE_DEVICES));
      scan.warmUp(rules.limit());
      windows = prepared.warmUp();
      SelfCheck.require(
          prepared.prunedMoreThanDecoded() > 0, "nearly all blocks skipped", prepared.explain());
    }
  }

  /** Conditions that need every reading. */
  @State(Scope.Thread)
  public static class Decoded {
    /** Which. */
    @Param public DecodedCondition condition;

    private RuleCase rules;
    private RuleCase.Prepared prepared;
    private PlainScan scan;
    private long windows;

    /** Prepares the rules, and checks that all readings are looked at. */
    @Setup(Level.Trial)
    public void prepare(SealedFleet sealed) {
      rules = condition.rules();
      prepared = rules.prepare(sealed);
      scan = new PlainScan(sealed.values(rules.channel(), BASELINE_DEVICES));
      scan.warmUp(rules.limit());
      windows = prepared.warmUp();
      SelfCheck.require(
          prepared.readingsDecoded() > 0.9 * rules.readingsATurn(),
          "nearly all readings looked at",
          prepared.explain());
    }
  }

  /** Statistics decide nearly all blocks. */
  @Benchmark
  public int pruned(Turns turns, Pruned of) {
    turns.begin();
    long windows = of.prepared.count();
    turns.measured(of.rules.readingsATurn());
    int above = of.scan.countAbove(of.rules.limit());
    turns.baseline(of.scan.size());
    SelfCheck.require(windows == of.windows, "the same windows each time", windows);
    return above;
  }

  /** Every block is decoded. */
  @Benchmark
  public int decoded(Turns turns, Decoded of) {
    turns.begin();
    long windows = of.prepared.count();
    turns.measured(of.rules.readingsATurn());
    int above = of.scan.countAbove(of.rules.limit());
    turns.baseline(of.scan.size());
    SelfCheck.require(windows == of.windows, "the same windows each time", windows);
    return above;
  }
}
