package io.telltale.cli;

/** What the process returns to whoever started it. */
final class ExitCode {
  /** The command did what was asked; an answer without windows is an answer. */
  static final int DONE = 0;

  /** Done, but some lines were refused, or the demo's answers differ from what it injected. */
  static final int REFUSED = 1;

  /** Not done: wrong arguments, no such store or channel, a rule that cannot be read, a lock. */
  static final int USAGE = 2;

  /**
   * A file of the store is damaged, or of a format that this build does not read. When it is the
   * journal, the command did what was asked all the same, with what is intact.
   */
  static final int DAMAGED = 3;

  private ExitCode() {}
}
