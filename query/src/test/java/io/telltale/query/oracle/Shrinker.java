package io.telltale.query.oracle;

import io.telltale.core.TelemetryStore;
import io.telltale.query.WindowQuery;
import io.telltale.query.oracle.EngineMismatch.Question;
import io.telltale.query.oracle.RandomTelemetry.Arrival;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes readings away from a failing fleet, halves first, for as long as the same question fails at
 * the same stage.
 */
final class Shrinker {
  private static final int MOST_ATTEMPTS = 120;
  private static final int MOST_PRINTED = 40;

  private final Path directory;
  private int attempts;

  Shrinker(Path directory) {
    this.directory = directory;
  }

  /** The smallest fleet found and how it fails, as text. */
  String shrink(RandomTelemetry telemetry, EngineMismatch mismatch) {
    RandomTelemetry smallest = telemetry;
    EngineMismatch last = mismatch;
    int chunk = Math.max(1, telemetry.arrivals().size() / 2);
    while (attempts < MOST_ATTEMPTS) {
      boolean smaller = false;
      int at = 0;
      while (at < smallest.arrivals().size() && attempts < MOST_ATTEMPTS) {
        RandomTelemetry candidate = smallest.with(without(smallest.arrivals(), at, chunk));
        EngineMismatch failure = fails(candidate, mismatch);
        if (failure == null) {
          at += chunk;
        } else {
          smallest = candidate;
          last = failure;
          smaller = true;
        }
      }
      if (chunk == 1 && !smaller) {
        break;
      }
      chunk = Math.max(1, chunk / 2);
    }
    return text(smallest, last);
  }

  private static List<Arrival> without(List<Arrival> arrivals, int at, int count) {
    List<Arrival> kept = new ArrayList<>(arrivals.subList(0, at));
    kept.addAll(arrivals.subList(Math.min(at + count, arrivals.size()), arrivals.size()));
    return kept;
  }

  private EngineMismatch fails(RandomTelemetry telemetry, EngineMismatch mismatch) {
    attempts++;
    EngineRun run =
        new EngineRun(telemetry, directory.resolve("shrunk-" + telemetry.seed() + "-" + attempts));
    try {
      run.stages(
          (stage, store, model) -> {
            if (stage == mismatch.stage()) {
              ask(run, stage, store, model, mismatch.question());
            }
          });
      return null;
    } catch (EngineMismatch failure) {
      return failure;
    } catch (RuntimeException other) {
      // Another failure than the one that is being shrunk.
      return null;
    }
  }

  private static void ask(
      EngineRun run, StoreStage stage, TelemetryStore store, OracleStore model, Question question) {
    long now = question.now() == null ? model.newest() : question.now();
    OracleAnswer answer =
        WindowOracle.answer(question.rule(), run.fleet(model, question.devices()), now);
    if (answer.nearTie()) {
      return;
    }
    List<OracleWindow> expected =
        WindowOracle.select(
            answer.windows(), question.from(), question.to(), now, question.extent());
    WindowQuery query = run.prepare(store, question);
    List<OracleWindow> actual =
        EngineRun.windows(query, question.from(), question.to(), question.extent());
    if (!OracleWindow.allMatch(expected, actual)) {
      throw new EngineMismatch(stage, question, expected, actual);
    }
  }

  private static String text(RandomTelemetry telemetry, EngineMismatch mismatch) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%nshrunk to %d readings, ", telemetry.arrivals().size()));
    text.append(mismatch.getMessage());
    telemetry.arrivals().stream()
        .limit(MOST_PRINTED)
        .forEach(arrival -> text.append(String.format(Locale.ROOT, "%n  %s", arrival)));
    return text.toString();
  }
}
