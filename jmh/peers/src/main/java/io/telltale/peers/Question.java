package io.telltale.peers;

/**
 * A question with its arguments.
 *
 * @param kind what is asked
 * @param device which device, for kinds that ask about one, else -1
 * @param lot which lot, for the kind that asks about one, else -1
 * @param fromNs start of the range, for kinds that have one, else 0
 * @param toNs its end, exclusive
 */
record Question(Kind kind, int device, int lot, long fromNs, long toNs) {
  /** The limit of temperature in Q3, Q4 and Q8. */
  static final double HOT = 90;

  /** How long it must be exceeded, from the first to the last reading of a run. */
  static final long HELD_NS = 300_000_000_000L;

  /** Q6 asks for pauses longer than this. */
  static final long PAUSE_NS = 300_000_000_000L;

  /** Q7 asks for changes faster than this, a second. */
  static final double STEEP = 0.5;

  /** Length of a bucket in Q5. */
  static final long HOUR_NS = 3_600_000_000_000L;

  /**
   * The nine questions. A run is a longest row of consecutive readings of a device for which
   * something holds; it is told as device, time of its first and of its last reading, and number of
   * readings.
   */
  enum Kind {
    /** Of each device the time and value of its newest temperature. */
    LATEST("Q1", "latest temperature of every device", 30),
    /** Time and value of each temperature of a device in an hour. */
    RANGE("Q2", "one hour of one series, every reading", 400),
    /** Runs of temperatures above 90 of one device, at least five minutes long. */
    HOT_DEVICE("Q3", "one device: above 90 for 5 min", 40),
    /** The same of all devices. */
    HOT_FLEET("Q4", "fleet: above 90 for 5 min", 9),
    /** Of each device and hour: number, mean, smallest and largest of the temperatures. */
    HOURLY("Q5", "fleet: hourly mean, min and max", 9),
    /** Times of two consecutive temperatures of a device that lie more than five minutes apart. */
    SILENT("Q6", "fleet: silent for 5 min", 9),
    /** Runs of temperatures that differ from the one before by more than 0.5 a second. */
    STEEP("Q7", "fleet: rate above 0.5/s", 9),
    /** Q4 of one lot: one device in a hundred. */
    HOT_LOT("Q8", "one lot (1 %): above 90 for 5 min", 30),
    /** Number and mean of the vibrations of all devices in an hour. */
    MEAN("Q9", "fleet: mean vibration of one hour", 50);

    private final String label;
    private final String title;
    private final int runs;

    Kind(String label, String title, int runs) {
      this.label = label;
      this.title = title;
      this.runs = runs;
    }

    /** Its number, as reports have it. */
    String label() {
      return label;
    }

    /** What it asks, in a line. */
    String title() {
      return title;
    }

    /** How often it is measured at most. */
    int runs() {
      return runs;
    }

    /** Which channel it is about. */
    int channel() {
      return this == MEAN ? Fleet.VIBRATION : Fleet.TEMPERATURE;
    }
  }
}
