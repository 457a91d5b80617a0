package io.telltale.budget;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What figures were measured on.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> when it is made. <b>Lifetime:</b> unlimited.
 *
 * @param name given by the user, may be empty
 * @param cpu model with its family and number, because generations share a name; or the
 *     architecture if the system does not tell
 * @param cores that the JVM may use
 * @param memoryBytes of the machine or container
 * @param os name, version and architecture
 * @param jvm name and version
 */
public record Machine(String name, String cpu, int cores, long memoryBytes, String os, String jvm) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String NAME = "model name";
  private static final String FAMILY = "cpu family";
  private static final String MODEL = "model";

  /**
   * The machine and the JVM that this is called on.
   *
   * @param name a name for it, may be empty
   * @return what the system tells
   */
  public static Machine current(String name) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        name,
        cpuModel(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  /** Whether times measured on both can be compared; a name or some memory changes nothing. */
  boolean isLike(Machine other) {
    return cpu.equals(other.cpu)
        && cores == other.cores
        && os.equals(other.os)
        && jvm.equals(other.jvm);
  }

  private static String cpuModel() {
    try {
      return Files.isReadable(CPU_INFO)
          ? cpuModel(Files.readAllLines(CPU_INFO, StandardCharsets.ISO_8859_1))
          : System.getProperty("os.arch");
    } catch (IOException e) {
      // Only a description: the figures are worth the same without it.
      return System.getProperty("os.arch");
    }
  }

  /** The model of the first processor that these lines of {@code /proc/cpuinfo} tell of. */
  static String cpuModel(List<String> lines) {
    String name = value(lines, NAME);
    String family = value(lines, FAMILY);
    String model = value(lines, MODEL);
    if (name.isEmpty()) {
      return System.getProperty("os.arch");
    }
    return family.isEmpty() ? name : name + " family " + family + " model " + model;
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2 && pair[0].strip().equals(key))
        .map(pair -> pair[1].strip())
        .findFirst()
        .orElse("");
  }
}
