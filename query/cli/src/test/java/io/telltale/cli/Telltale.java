package io.telltale.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line in this process, with what it wrote. */
record Telltale(int exitCode, String out, String err) {
  static Telltale run(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = TelltaleCommand.run(new Streams(out, new PrintWriter(err), false), texts);
    return new Telltale(exitCode, out.toString(), err.toString());
  }
}
