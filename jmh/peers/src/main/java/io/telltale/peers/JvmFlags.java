package io.telltale.peers;

import java.util.ArrayList;
import java.util.List;

/** The flags of a JVM that runs an engine: the same for all, so that none has an advantage. */
final class JvmFlags {
  private static final int WARNS_FROM = 24;

  private JvmFlags() {}

  /** Memory, and what Chronicle and QuestDB need to reach into the JDK. */
  static List<String> list() {
    List<String> flags = new ArrayList<>();
    flags.add("-Xms2g");
    flags.add("-Xmx6g");
    for (String opened : List.of("sun.nio.ch", "java.lang", "java.lang.reflect", "java.nio")) {
      flags.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    for (String exported : List.of("jdk.internal.ref", "jdk.internal.misc", "jdk.internal.math")) {
      flags.add("--add-exports=java.base/" + exported + "=ALL-UNNAMED");
    }
    if (Runtime.version().feature() >= WARNS_FROM) {
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    // How QuestDB is told what to log.
    flags.add("-Dout=/io/telltale/peers/questdb-log.conf");
    return flags;
  }
}
