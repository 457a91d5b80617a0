package io.telltale.jmh.control;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A class of the project with one change in its source, compiled into a folder. */
final class ChangedClass {
  private ChangedClass() {}

  /**
   * Compiles.
   *
   * @param root the project's
   * @param control what to change
   * @param into an empty folder for classes and the changed source
   * @throws IOException when the source cannot be read
   */
  static void compile(Path root, Control control, Path into) throws IOException {
    Path source = root.resolve(control.source());
    String text = Files.readString(source);
    int at = text.indexOf(control.text());
    if (at < 0 || text.indexOf(control.text(), at + 1) >= 0) {
      throw new IllegalStateException(
          control.name() + ": this must be once in " + source + ":\n" + control.text());
    }
    Path changed = into.resolve(source.getFileName());
    Files.writeString(changed, text.replace(control.text(), control.replacement()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("no compiler: this needs a JDK");
    }
    List<String> options =
        List.of(
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            into.toString(),
            "--release",
            "17");
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(changed))
              .call();
      if (!compiled) {
        throw new IllegalStateException(control.name() + " does not compile:\n" + messages);
      }
    }
    Files.delete(changed);
  }
}
