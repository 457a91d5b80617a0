package io.telltale.cli.plot;

import java.io.IOException;

/**
 * Times as steps from one to the next, in units of their greatest common divisor, in as few bytes a
 * step as the longest needs; equal steps take none.
 */
final class PackedTimes {
  private final PlotReadings readings;
  private final long unitNs;
  private final PackedType type;

  PackedTimes(PlotReadings readings) {
    this.readings = readings;
    long unit = 0;
    long longest = 0;
    boolean equal = true;
    for (int i = 1; i < readings.size(); i++) {
      long step = step(i);
      unit = divisor(unit, step);
      equal &= step == step(1);
      longest = Long.compareUnsigned(step, longest) > 0 ? step : longest;
    }
    unitNs = unit <= 0 ? 1 : unit;
    type = equal ? PackedType.STEP : PackedType.unsigned(Long.divideUnsigned(longest, unitNs));
  }

  /** Steps are unsigned: neighbours may be more than 2^63 ns apart. */
  private long step(int reading) {
    return readings.timeNs(reading) - readings.timeNs(reading - 1);
  }

  private static long divisor(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = Long.remainderUnsigned(x, y);
      x = y;
      y = rest;
    }
    return x;
  }

  PackedType type() {
    return type;
  }

  long baseNs() {
    return readings.size() == 0 ? 0 : readings.timeNs(0);
  }

  long unitNs() {
    return unitNs;
  }

  void write(LittleEndianOutput out) throws IOException {
    if (type == PackedType.STEP) {
      return;
    }
    for (int i = 0; i < readings.size(); i++) {
      long steps = i == 0 ? 0 : Long.divideUnsigned(step(i), unitNs);
      if (type == PackedType.F64) {
        // Beyond 32 bits of units a double is exact enough for a chart.
        double unsigned = (steps >>> 1) * 2.0 + (steps & 1);
        out.write(Double.doubleToRawLongBits(unsigned), type.bytes());
      } else {
        out.write(steps, type.bytes());
      }
    }
  }
}
