package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;

/** A session of jshell within this process, on the class path of the tests. */
final class JshellSession implements AutoCloseable {
  /** What the program jshell imports by itself, as far as pages use it. */
  private static final String STARTUP = "import java.nio.file.*; import java.util.*;";

  private final PrintStream out = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final JShell shell;

  private JshellSession(JShell shell) {
    this.shell = shell;
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  static JshellSession open() {
    JShell shell = JShell.builder().executionEngine("local").build();
    JshellSession session = new JshellSession(shell);
    for (String entry : classPath().split(File.pathSeparator)) {
      shell.addToClasspath(entry);
    }
    session.type(STARTUP);
    return session;
  }

  /** Types code, which must be accepted and run through; returns what it printed. */
  String type(String code) {
    captured.reset();
    String rest = code;
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      assertThat(next.completeness().isComplete()).as(rest).isTrue();
      for (SnippetEvent event : shell.eval(next.source())) {
        assertThat(event.exception()).as(next.source()).isNull();
        assertThat(event.status())
            .as(
                "%s %s",
                next.source(),
                shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList())
            .isEqualTo(Snippet.Status.VALID);
      }
      rest = next.remaining();
    }
    return captured.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Override
  public void close() {
    System.setOut(out);
    shell.close();
  }

  /** Started by Maven, the process has a class path of one jar that names the others. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
