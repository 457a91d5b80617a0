package io.telltale.budget;

import java.util.Map;
import org.openjdk.jmh.annotations.Mode;

/**
 * A benchmark with one value of each of its parameters.
 *
 * @param name as in budget files
 * @param method class and method
 * @param mode as annotated
 * @param parameters values by name
 */
record BenchmarkCase(String name, String method, Mode mode, Map<String, String> parameters) {
  /** One at a fixed rate, or a piece of work too long to repeat: it says itself how often. */
  boolean isSingleShot() {
    return mode == Mode.SingleShotTime;
  }
}
