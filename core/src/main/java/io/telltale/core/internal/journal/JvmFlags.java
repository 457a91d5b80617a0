package io.telltale.core.internal.journal;

import io.telltale.core.MissingJvmFlagsException;

/** The JVM flags that Chronicle Queue needs, checked before its first class loads. */
public final class JvmFlags {
  private static final String REQUIRED =
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
          + " --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
          + " --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED"
          + " --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";
  private static final String QUIET =
      " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";
  private static final int FIRST_QUIET_VERSION = 24;

  private JvmFlags() {}

  /** The line to add to the command that starts this JVM, for its version. */
  public static String line() {
    return Runtime.version().feature() >= FIRST_QUIET_VERSION ? REQUIRED + QUIET : REQUIRED;
  }

  /** Whether this JVM was started with what writing needs. */
  public static boolean present() {
    Module base = Object.class.getModule();
    Module own = JvmFlags.class.getModule();
    return base.isOpen("sun.nio.ch", own)
        && base.isOpen("java.lang.reflect", own)
        && base.isExported("jdk.internal.ref", own)
        && base.isExported("jdk.internal.misc", own);
  }

  /** Throws when a flag is missing, with the line to add. */
  public static void require() {
    if (!present()) {
      throw new MissingJvmFlagsException(
          "opening a store for writing needs JVM flags; add this line to the java command (Java "
              + Runtime.version().feature()
              + "):\n  "
              + line()
              + "\nReading a store needs none: TelemetryStore.openReadOnly.");
    }
  }
}
