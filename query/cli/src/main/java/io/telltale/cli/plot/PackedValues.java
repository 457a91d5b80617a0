package io.telltale.cli.plot;

import java.io.IOException;

/**
 * Values in few bytes: decimals of a few places as integers above the smallest, others as floats
 * where that loses nothing, else as doubles. What is not finite becomes NaN, which ends a line.
 */
final class PackedValues {
  private static final int MOST_DECIMALS = 9;
  private static final double EXACT = 0x1p53;

  private final PlotReadings readings;
  private final int decimals;
  private final double power;
  private final long offset;
  private final PackedType type;

  PackedValues(PlotReadings readings) {
    this.readings = readings;
    int places = decimals(readings);
    double factor = Math.pow(10, Math.max(0, places));
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    boolean exact = places >= 0;
    boolean fitsFloat = true;
    for (int i = 0; i < readings.size(); i++) {
      double value = readings.value(i);
      if (Double.isFinite(value)) {
        long whole = (long) Math.rint(value * factor);
        exact &= Math.abs(value * factor) < EXACT && whole / factor == value;
        least = Math.min(least, whole);
        most = Math.max(most, whole);
        fitsFloat &= (float) value == value;
      }
    }
    PackedType integers = least > most ? PackedType.U8 : PackedType.unsigned(most - least);
    boolean asIntegers = exact && integers != PackedType.F64;
    decimals = asIntegers ? places : 0;
    power = asIntegers ? factor : 1;
    offset = asIntegers && least <= most ? least : 0;
    type = asIntegers ? integers : fitsFloat ? PackedType.F32 : PackedType.F64;
  }

  /** The fewest places with which all values are decimals, or -1. */
  private static int decimals(PlotReadings readings) {
    int places = 0;
    for (int i = 0; i < readings.size(); i++) {
      double value = readings.value(i);
      while (Double.isFinite(value)) {
        double factor = Math.pow(10, places);
        if (Math.abs(value * factor) >= EXACT) {
          return -1;
        }
        if (Math.rint(value * factor) / factor == value) {
          break;
        }
        if (++places > MOST_DECIMALS) {
          return -1;
        }
      }
    }
    return places;
  }

  PackedType type() {
    return type;
  }

  int decimals() {
    return decimals;
  }

  long offset() {
    return offset;
  }

  void write(LittleEndianOutput out) throws IOException {
    for (int i = 0; i < readings.size(); i++) {
      out.write(bits(readings.value(i)), type.bytes());
    }
  }

  private long bits(double value) {
    boolean finite = Double.isFinite(value);
    return switch (type) {
      case F64 -> Double.doubleToLongBits(finite ? value : Double.NaN);
      case F32 -> Float.floatToIntBits(finite ? (float) value : Float.NaN);
      case U8, U16, U32, STEP -> finite ? (long) Math.rint(value * power) - offset : type.none();
    };
  }
}
