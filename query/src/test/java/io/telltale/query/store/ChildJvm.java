package io.telltale.query.store;

import io.telltale.core.internal.journal.JvmFlags;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Commands that start another JVM of this kind on the class path of the tests. */
final class ChildJvm {
  private ChildJvm() {}

  /** A command with the flags that writing needs, whether this JVM has them or not. */
  static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(JvmFlags.line().split(" ")));
    command.addAll(options);
    command.add("-cp");
    command.add(classPath());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The class path of the tests, also when it came to this JVM in a manifest. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }
}
