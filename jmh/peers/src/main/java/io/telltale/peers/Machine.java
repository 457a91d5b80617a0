package io.telltale.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and when something was measured.
 *
 * @param text machine, system and JVM in a line
 * @param started when it began
 * @param loadAtStart how many threads wanted to run on average in the minute before; negative when
 *     the system does not say
 */
record Machine(String text, Instant started, double loadAtStart) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Describes this machine, now. */
  static Machine atStart() throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    String text =
        String.format(
            Locale.ROOT,
            "%d processors (%s), %d GiB of memory, %s %s, Java %s",
            system.getAvailableProcessors(),
            processor(system.getArch()),
            Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
            system.getName(),
            system.getVersion(),
            Runtime.version());
    return new Machine(text, RunClock.now(), system.getSystemLoadAverage());
  }

  private static String processor(String otherwise) throws IOException {
    if (!Files.isReadable(CPU_INFO)) {
      return otherwise;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    }
  }
}
