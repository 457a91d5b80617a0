package io.telltale.peers;

import io.telltale.ingest.fleet.Anomaly;
import io.telltale.ingest.fleet.FleetChannel;
import io.telltale.ingest.fleet.FleetSimulator;
import io.telltale.ingest.fleet.FleetSpec;
import io.telltale.ingest.fleet.Injected;
import io.telltale.peers.Question.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The fleet whose readings all engines store, and the questions that all of them answer. */
final class Fleet {
  static final int TEMPERATURE = FleetChannel.TEMPERATURE.ordinal();
  static final int VIBRATION = FleetChannel.VIBRATION.ordinal();
  static final int DOOR = FleetChannel.DOOR.ordinal();
  static final int CHANNELS = FleetChannel.values().length;

  /** Every hundredth device belongs to the same lot. */
  private static final int LOTS = 100;

  private static final int RANGES = 16;
  private static final int HOT_DEVICES = 4;

  private final FleetSimulator simulator;

  private Fleet(FleetSimulator simulator) {
    this.simulator = simulator;
  }

  /**
   * The default fleet with so many readings: 2,000 devices, fewer when the readings would not last
   * for two hours.
   *
   * @param readings how many
   * @param seed everything follows from it
   * @return the fleet
   */
  static Fleet of(long readings, long seed) {
    return new Fleet(new FleetSimulator(FleetSpec.ofReadings(readings).withSeed(seed)));
  }

  int devices() {
    return simulator.spec().devices();
  }

  long count() {
    return simulator.spec().readings();
  }

  long seed() {
    return simulator.spec().seed();
  }

  /** Serial number of a device: its number in its last digits, all of one length. */
  String serial(int device) {
    return simulator.serial(device);
  }

  /** The number of the device that has this serial number. */
  static int device(CharSequence serial) {
    return Integer.parseInt(serial, serial.length() - 5, serial.length(), 10);
  }

  /** Name of a channel. */
  static String channel(int channel) {
    return FleetChannel.values()[channel].spec().name();
  }

  /** The lot that a device belongs to. */
  static int lot(int device) {
    return device % LOTS;
  }

  /** The devices that a question asks about, in ascending order. */
  int[] devicesOf(Question question) {
    return IntStream.range(0, devices())
        .filter(device -> question.device() < 0 || question.device() == device)
        .filter(device -> question.lot() < 0 || question.lot() == lot(device))
        .toArray();
  }

  /** Makes the readings, in the order of their arrival. */
  void run(ReadingSink sink) throws IOException {
    try {
      simulator.run(
          (device, channel, timeNs, bits) -> {
            try {
              sink.take(
                  device, channel, timeNs, channel == DOOR ? bits : Double.longBitsToDouble(bits));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Finds or makes the file of this fleet's readings.
   *
   * @param directory where the files of readings are
   * @return the file
   * @throws IOException when that fails
   */
  Path readingsFile(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("fleet-" + count() + "-" + seed() + ".readings");
    if (!Files.exists(file)) {
      Readings.write(this, file);
    }
    return file;
  }

  /**
   * The questions, those of one kind next to one another.
   *
   * @param firstNs time of the first reading
   * @param lastNs time of the last
   * @return at least one a kind
   */
  List<Question> questions(long firstNs, long lastNs) {
    List<Question> questions = new ArrayList<>();
    questions.add(ofFleet(Kind.LATEST));
    for (int i = 0; i < RANGES; i++) {
      long fromNs = firstNs + (lastNs - firstNs - Question.HOUR_NS) / RANGES * i;
      int device = (int) ((i * 797L + 13) % devices());
      questions.add(new Question(Kind.RANGE, device, -1, fromNs, fromNs + Question.HOUR_NS));
    }
    int[] hot = hotDevices();
    for (int device : hot) {
      questions.add(new Question(Kind.HOT_DEVICE, device, -1, 0, 0));
      questions.add(new Question(Kind.HOT_DEVICE, (device + 1) % devices(), -1, 0, 0));
    }
    questions.add(ofFleet(Kind.HOT_FLEET));
    questions.add(ofFleet(Kind.HOURLY));
    questions.add(ofFleet(Kind.SILENT));
    questions.add(ofFleet(Kind.STEEP));
    for (int device : hot) {
      questions.add(new Question(Kind.HOT_LOT, -1, lot(device), 0, 0));
    }
    long middleNs = firstNs + (lastNs - firstNs) / 2;
    long hourNs = Math.floorDiv(middleNs, Question.HOUR_NS) * Question.HOUR_NS;
    questions.add(new Question(Kind.MEAN, -1, -1, hourNs, hourNs + Question.HOUR_NS));
    return questions;
  }

  private int[] hotDevices() {
    return simulator.expected(Anomaly.OVERHEATING).stream()
        .mapToInt(Injected::device)
        .distinct()
        .limit(HOT_DEVICES)
        .toArray();
  }

  private static Question ofFleet(Kind kind) {
    return new Question(kind, -1, -1, 0, 0);
  }
}
