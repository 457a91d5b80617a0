package io.telltale.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** How to call this program again, for a shell. */
final class ProgramText {
  private ProgramText() {}

  static String command() {
    Path jar = jar();
    return jar == null ? "telltale" : "java -jar " + quoted(jar.toString());
  }

  /** In double quotes, which all shells know, when it needs them. */
  static String quoted(String argument) {
    boolean plain = argument.chars().noneMatch(c -> Character.isWhitespace(c) || c == '&');
    return plain ? argument : '"' + argument + '"';
  }

  /** The jar that this class came from, or null when it came from a folder of classes. */
  private static Path jar() {
    CodeSource source = ProgramText.class.getProtectionDomain().getCodeSource();
    try {
      Path path = source == null ? null : Path.of(source.getLocation().toURI());
      return path != null && path.toString().endsWith(".jar") ? path : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
