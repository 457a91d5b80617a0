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
 * @param cpu model, or the architecture if the system does not tell
 * @param cores that the JVM may use
 * @param memoryBytes of the machine or container
 * @param os name, version and architecture
 * @param jvm name and version
 */
public record Machine(String name, String cpu, int cores, long memoryBytes, String os, String jvm) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

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
      List<String> lines =
          Files.isReadable(CPU_INFO)
              ? Files.readAllLines(CPU_INFO, StandardCharsets.ISO_8859_1)
              : List.of();
      return lines.stream()
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      // Only a description: the figures are worth the same without it.
      return System.getProperty("os.arch");
    }
  }
}
