package io.telltale.query.internal.sweep;

import io.telltale.core.Channel;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.Condition;
import io.telltale.query.LogicCondition;
import io.telltale.query.Rule;
import io.telltale.query.Shaping.OnUnknown;
import io.telltale.query.internal.assemble.WindowAssembler;
import io.telltale.query.internal.plan.ChannelFinder;
import io.telltale.query.internal.scan.Tally;
import io.telltale.query.internal.truth.ReadingTruth;
import io.telltale.query.internal.truth.TruthCompiler;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles a rule into a sweep: conditions about the readings of one channel are evaluated reading
 * by reading, what joins channels and arrivals moment by moment.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> freely; used when a query is built.
 * <b>Lifetime:</b> that of one compilation.
 */
public final class SweepCompiler {
  private final List<Channel> channels = new ArrayList<>();
  private final List<List<ReadingTruth>> truths = new ArrayList<>();
  private final List<LeafPlace> leaves = new ArrayList<>();

  private record LeafPlace(int channel, ReadingTruth truth) {}

  private SweepCompiler() {}

  /**
   * Returns the channels that a condition names, the first one first.
   *
   * @throws IllegalArgumentException when the store has no such channel
   */
  public static List<Channel> channels(Catalog catalog, Condition condition) {
    return condition.channels().stream().map(name -> ChannelFinder.find(catalog, name)).toList();
  }

  /**
   * Compiles a rule.
   *
   * @throws IllegalArgumentException when the store has no such channel, or a condition does not
   *     fit its channel's kind
   */
  public static DeviceSweep compile(
      Catalog catalog, Rule rule, WindowAssembler assembler, Tally tally) {
    return new SweepCompiler().sweep(catalog, rule, assembler, tally);
  }

  private DeviceSweep sweep(Catalog catalog, Rule rule, WindowAssembler assembler, Tally tally) {
    Condition condition = rule.condition();
    channels.addAll(channels(catalog, condition));
    channels.forEach(channel -> truths.add(new ArrayList<>()));
    collect(condition);
    // A window that UNKNOWN time can prolong, or another channel end, needs every reading.
    boolean maySkip = isOfReadings(condition) && rule.shaping().onUnknown() == OnUnknown.BREAK;
    ChannelFeed[] feeds = new ChannelFeed[channels.size()];
    for (int c = 0; c < feeds.length; c++) {
      feeds[c] =
          new ChannelFeed(
              channels.get(c), truths.get(c).toArray(ReadingTruth[]::new), maySkip, tally);
    }
    List<SweepTruth.OfReadings> ofReadings = new ArrayList<>();
    for (LeafPlace leaf : leaves) {
      ofReadings.add(new SweepTruth.OfReadings(feeds[leaf.channel()], leaf.truth()));
    }
    List<ArrivalTruth> arrivals = new ArrayList<>();
    SweepTruth root = tree(condition, feeds, new ArrayList<>(ofReadings), arrivals);
    Clockwork clockwork =
        new Clockwork(
            feeds,
            ofReadings.toArray(SweepTruth.OfReadings[]::new),
            arrivals.toArray(ArrivalTruth[]::new),
            root);
    return new DeviceSweep(clockwork, assembler, rule.shaping(), condition.namesArrival());
  }

  /** Compiles what is about readings of one channel, in the order in which {@link #tree} asks. */
  private void collect(Condition condition) {
    if (isOfReadings(condition)) {
      int channel = indexOf(condition.channel());
      ReadingTruth truth = new TruthCompiler(channels.get(channel)).compile(condition);
      truths.get(channel).add(truth);
      leaves.add(new LeafPlace(channel, truth));
    } else {
      condition.inner().forEach(this::collect);
    }
  }

  private static boolean isOfReadings(Condition condition) {
    return !condition.namesArrival() && condition.channels().size() == 1;
  }

  private int indexOf(String channel) {
    for (int c = 0; c < channels.size(); c++) {
      if (channels.get(c).name().equals(channel)) {
        return c;
      }
    }
    throw new IllegalStateException("channel " + channel + " was not collected");
  }

  private SweepTruth tree(
      Condition condition,
      ChannelFeed[] feeds,
      List<SweepTruth> ofReadings,
      List<ArrivalTruth> arrivals) {
    if (isOfReadings(condition)) {
      return ofReadings.remove(0);
    }
    if (condition instanceof LogicCondition logic) {
      SweepTruth[] inner =
          logic.inner().stream()
              .map(each -> tree(each, feeds, ofReadings, arrivals))
              .toArray(SweepTruth[]::new);
      int k =
          logic instanceof LogicCondition.And
              ? inner.length
              : logic instanceof LogicCondition.KOf kOf ? kOf.k() : 1;
      return new SweepTruth.OfOthers(k, logic instanceof LogicCondition.Not, inner);
    }
    ChannelFeed feed = feeds[indexOf(condition.channel())];
    ArrivalTruth arrival =
        condition instanceof Condition.Silent silent
            ? new ArrivalTruth.Silent(feed, silent.durationNs())
            : new ArrivalTruth.NeverSeen(feed, ((Condition.NeverSeen) condition).graceNs());
    arrivals.add(arrival);
    return arrival;
  }
}
