package io.telltale.peers;

import picocli.CommandLine;

/** The command {@code peers}. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new PeersCommand()).execute(args));
  }
}
