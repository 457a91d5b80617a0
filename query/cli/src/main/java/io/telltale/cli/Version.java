package io.telltale.cli;

import picocli.CommandLine;

/** The version, from the jar's manifest. */
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    String program = "telltale " + (version == null ? "(not packaged)" : version);
    return new String[] {
      program, "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}
