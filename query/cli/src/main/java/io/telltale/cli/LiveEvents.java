package io.telltale.cli;

import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveRules;
import io.telltale.query.text.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The rules of a file, attached to a store, and what they tell. */
final class LiveEvents {
  private LiveEvents() {}

  /** Where an event goes: when this has returned, it is there. */
  @FunctionalInterface
  interface Output {
    void write(LiveEvent event) throws IOException;
  }

  /**
   * Attaches a rule.
   *
   * @param sinceNs from when on it looks for windows; null: now
   */
  static void attach(LiveRules live, RuleFile.Entry entry, Long sinceNs) {
    try {
      if (sinceNs == null) {
        live.attach(entry.name(), entry.parsed().rule());
      } else {
        live.attach(entry.name(), entry.parsed().rule(), sinceNs);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandFailure(ExitCode.USAGE, "rule " + entry.name() + ": " + e.getMessage(), e);
    }
  }

  /** Hands over the events that wait. */
  static void poll(LiveRules live, Output output) throws IOException {
    try {
      live.poll(
          event -> {
            try {
              output.write(event);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
