package io.telltale.core.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The process that a lock file names, as lines {@code key=value}.
 *
 * @param pid its process id, -1 when unknown
 * @param host the machine it runs on
 * @param user the account it runs as
 * @param started when it began, ISO-8601
 */
record LockHolder(long pid, String host, String user, String started) {
  private static final String UNKNOWN = "unknown";
  private static final Duration START_TOLERANCE = Duration.ofSeconds(5);
  private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  static LockHolder current() {
    ProcessHandle process = ProcessHandle.current();
    return new LockHolder(
        process.pid(), hostName(), System.getProperty("user.name", UNKNOWN), startOf(process));
  }

  String format() {
    return "pid=" + pid + "\nhost=" + host + "\nuser=" + user + "\nstarted=" + started + "\n";
  }

  /** Reads what {@link #format} wrote; whatever is missing or not legible is unknown. */
  static LockHolder parse(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    String pid = fields.getOrDefault("pid", "");
    return new LockHolder(
        pid.matches("[0-9]{1,18}") ? Long.parseLong(pid) : -1,
        fields.getOrDefault("host", UNKNOWN),
        fields.getOrDefault("user", UNKNOWN),
        fields.getOrDefault("started", UNKNOWN));
  }

  /** For a message: who it is, and whether it still runs. */
  String describe() {
    if (pid < 0) {
      return "a process that left no name";
    }
    return "pid="
        + pid
        + " user="
        + user
        + " host="
        + host
        + " started="
        + started
        + " ("
        + state()
        + ")";
  }

  private String state() {
    if (!host.equals(hostName())) {
      return "on another host";
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return "that process is gone, another holds the lock";
    }
    String start = startOf(process.get());
    return isFarApart(started, start)
        ? "that process is gone, its pid is used by another"
        : "it is alive";
  }

  /**
   * Process ids are used again: the same number with another start is another process. Starts are
   * exact to a second or so.
   */
  private static boolean isFarApart(String one, String other) {
    try {
      return Duration.between(Instant.parse(one), Instant.parse(other))
              .abs()
              .compareTo(START_TOLERANCE)
          > 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse(UNKNOWN);
  }

  // Not InetAddress: that may wait for a name server.
  private static String hostName() {
    try {
      if (Files.isReadable(LINUX_HOST_NAME)) {
        return Files.readString(LINUX_HOST_NAME).strip();
      }
    } catch (IOException e) {
      return UNKNOWN;
    }
    String name =
        System.getenv("COMPUTERNAME") != null
            ? System.getenv("COMPUTERNAME")
            : System.getenv("HOSTNAME");
    return name == null ? UNKNOWN : name;
  }
}
