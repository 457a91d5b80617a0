package io.telltale.query.oracle;

import io.telltale.query.DeviceRule;
import io.telltale.query.EndReason;
import io.telltale.query.Extent;
import io.telltale.query.Rule;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The contract of window queries, docs/windows.md, written as plainly as possible and without a
 * line of the engine: truth as a list of intervals, shaping in the order of section 5, then the
 * range, then the fields.
 */
final class WindowOracle {
  private static final long OPEN = WindowCursor.OPEN;

  private final OracleFleet fleet;
  private final long now;
  private final NearTies ties = new NearTies();

  private WindowOracle(OracleFleet fleet, long now) {
    this.fleet = fleet;
    this.now = now;
  }

  /**
   * The windows of each device, in the order of the contract, whole. Readings later than now are
   * left out here.
   */
  static OracleAnswer answer(WindowRule rule, OracleFleet fleet, long now) {
    WindowOracle oracle = new WindowOracle(fleet, now);
    List<OracleWindow> windows = oracle.windows(rule);
    return new OracleAnswer(windows, oracle.ties.met());
  }

  /** Section 3: those that overlap the range, whole or cut to it. */
  static List<OracleWindow> select(
      List<OracleWindow> windows, long from, long to, long now, Extent extent) {
    List<OracleWindow> selected = new ArrayList<>();
    for (OracleWindow window : windows) {
      boolean overlaps = window.start() < to && (window.end() == OPEN || window.end() > from);
      if (overlaps) {
        selected.add(extent == Extent.FULL ? window : clipped(window, from, to, now));
      }
    }
    return selected;
  }

  private static OracleWindow clipped(OracleWindow window, long from, long to, long now) {
    long end;
    if (window.endReason() == EndReason.OPEN) {
      end = to > now ? OPEN : to;
    } else {
      end = Math.min(window.end(), to);
    }
    return window.cut(Math.max(window.start(), from), end);
  }

  private List<OracleWindow> windows(WindowRule rule) {
    List<OracleWindow> windows = new ArrayList<>();
    DeviceRule each =
        rule instanceof WindowRule.KOfDevices across ? across.rule() : (DeviceRule) rule;
    for (OracleDevice device : fleet.devices()) {
      boolean inSet =
          !(rule instanceof WindowRule.KOfDevices across)
              || OracleSelector.matches(across.set(), device.serial(), device.attributes());
      if (inSet) {
        windows.addAll(windows(each, device));
      }
    }
    if (rule instanceof WindowRule.KOfDevices across) {
      int channel = fleet.channel(first(each).condition().channel()).channel().id();
      return new FleetWindows(across, channel, windows, now).all();
    }
    return windows;
  }

  private static Rule first(DeviceRule rule) {
    if (rule instanceof DeviceRule.Overlapping pair) {
      return first(pair.a());
    }
    if (rule instanceof DeviceRule.FollowedBy pair) {
      return first(pair.a());
    }
    if (rule instanceof DeviceRule.NotFollowedBy pair) {
      return first(pair.a());
    }
    return (Rule) rule;
  }

  private List<OracleWindow> windows(DeviceRule rule, OracleDevice device) {
    if (rule instanceof DeviceRule.Overlapping pair) {
      List<OracleWindow> others = windows(pair.b(), device);
      return windows(pair.a(), device).stream()
          .filter(a -> others.stream().anyMatch(b -> shared(a, b) >= pair.atLeastNs()))
          .toList();
    }
    if (rule instanceof DeviceRule.FollowedBy pair) {
      List<OracleWindow> others = windows(pair.b(), device);
      return windows(pair.a(), device).stream()
          .filter(a -> others.stream().anyMatch(b -> follows(a, b, pair.withinNs())))
          .toList();
    }
    if (rule instanceof DeviceRule.NotFollowedBy pair) {
      List<OracleWindow> others = windows(pair.b(), device);
      return windows(pair.a(), device).stream()
          .filter(a -> others.stream().noneMatch(b -> follows(a, b, pair.withinNs())))
          .filter(a -> a.end() != OPEN && now > ExactMath.sum(a.end(), pair.withinNs()))
          .toList();
    }
    Rule plain = (Rule) rule;
    return OracleSelector.matches(plain.where(), device.serial(), device.attributes())
        ? new RuleWindows(fleet, device, plain, now, ties).all()
        : List.of();
  }

  /** How much time two windows share, OPEN counting as now. */
  private long shared(OracleWindow a, OracleWindow b) {
    return ExactMath.difference(Math.min(end(a), end(b)), Math.max(a.start(), b.start()));
  }

  private long end(OracleWindow window) {
    return window.endReason() == EndReason.OPEN ? now : window.end();
  }

  /** A.start &lt; B.start &lt;= A.end + d. */
  private static boolean follows(OracleWindow a, OracleWindow b, long withinNs) {
    return a.start() < b.start()
        && (a.end() == OPEN || b.start() <= ExactMath.sum(a.end(), withinNs));
  }
}
