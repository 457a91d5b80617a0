package io.telltale.query.oracle;

import static io.telltale.query.Condition.above;
import static io.telltale.query.Condition.below;
import static io.telltale.query.Condition.changed;
import static io.telltale.query.Condition.debounce;
import static io.telltale.query.Condition.hysteresis;
import static io.telltale.query.Condition.jump;
import static io.telltale.query.Condition.or;
import static io.telltale.query.Condition.silent;
import static io.telltale.query.oracle.OracleRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.query.Rule;
import io.telltale.query.Shaping.OnUnknown;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oracle against rows computed by hand: series of several blocks, one reading a nanosecond,
 * with what matters at a block's first or last reading. The contract knows no blocks.
 */
class OracleBlockTableTest {
  private static final int BLOCK = BlockBuffer.CAPACITY;

  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.actual()).containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(stateRows(), changeRows(), shapingRows(), rangeRows()).flatMap(rows -> rows);
  }

  static Stream<OracleRow> stateRows() {
    return Stream.of(
        row("hysteresis: it stays TRUE through blocks in which enter never is")
            .of(readings(3 * BLOCK + 1, i -> i == 0 ? "9" : i < 3 * BLOCK ? "7" : "4"))
            .when(hysteresis(above("c", 8), below("c", 5)))
            .spans("[0, %d)".formatted(3 * BLOCK)),
        row("... and FALSE through blocks in which exit never is")
            .of(readings(3 * BLOCK + 1, i -> i == 0 ? "4" : i < 3 * BLOCK ? "7" : "9"))
            .when(hysteresis(above("c", 8), below("c", 5)))
            .spans("[%d, OPEN)".formatted(3 * BLOCK)),
        row("debounce: it stays TRUE through a block of FALSE readings, too few")
            .of(readings(3 * BLOCK, i -> i / BLOCK == 1 ? "1" : "9"))
            .when(debounce(above("c", 8), 1, BLOCK + 1))
            .spans("[0, OPEN)"),
        row("... not when they are enough")
            .of(readings(3 * BLOCK, i -> i / BLOCK == 1 ? "1" : "9"))
            .when(debounce(above("c", 8), 1, BLOCK))
            .spans("[0, %d)".formatted(BLOCK), "[%d, OPEN)".formatted(2 * BLOCK)));
  }

  static Stream<OracleRow> changeRows() {
    return Stream.of(
        row("jump: against the last reading of the block before")
            .of(readings(2 * BLOCK, i -> i < BLOCK ? "1" : "9"))
            .when(jump("c", 2.0))
            .spans("[%d, %d)".formatted(BLOCK, BLOCK + 1)),
        row("... changed() too")
            .of(readings(2 * BLOCK, i -> i < BLOCK ? "1" : "9"))
            .when(changed("c"))
            .spans("[%d, %d)".formatted(BLOCK, BLOCK + 1)),
        row("blocks exactly H apart leave no hole")
            .of(apart(9))
            .when(above("c", 8))
            .stale(10)
            .spans("[0, OPEN)"),
        row("... one nanosecond more does")
            .of(apart(10))
            .when(above("c", 8))
            .stale(10)
            .spans("[0, %d) STALE".formatted(BLOCK + 9), "[%d, OPEN)".formatted(BLOCK + 10)));
  }

  static Stream<OracleRow> shapingRows() {
    return Stream.of(
        row("now may lie in a block all of which is TRUE")
            .of(readings(2 * BLOCK, i -> "9"))
            .when(above("c", 8))
            .now(BLOCK + 4)
            .proves(
                "[0, OPEN) onset 0 last %d held %d samples %d"
                    .formatted(BLOCK + 4, BLOCK + 4, BLOCK + 5)),
        row("atLeastFor(D): within a block, exactly D and less")
            .of(readings(BLOCK, i -> i >= 50 && i <= 60 || i > 99 && i < 110 ? "9" : "1"))
            .rule(Rule.when(above("c", 8)).atLeastFor(Duration.ofNanos(10)))
            .spans("[50, 61)"),
        row("clearDelay(d): one too short by itself, in the same block, keeps a window from ending")
            .of(readings(BLOCK, i -> i < 13 || i == 17 || i == 18 ? "9" : "1"))
            .rule(
                Rule.when(above("c", 8))
                    .atLeastFor(Duration.ofNanos(10))
                    .clearDelay(Duration.ofNanos(20)))
            .spans("[0, 39)"),
        row("mergeWithin(g): exactly g, at the first reading of a block")
            .of(readings(2 * BLOCK, i -> i == BLOCK - 2 || i == BLOCK ? "9" : "1"))
            .rule(Rule.when(above("c", 8)).mergeWithin(Duration.ofNanos(1)))
            .spans("[%d, %d)".formatted(BLOCK - 2, BLOCK + 1)),
        row("... one nanosecond more")
            .of(readings(2 * BLOCK, i -> i == BLOCK - 3 || i == BLOCK ? "9" : "1"))
            .rule(Rule.when(above("c", 8)).mergeWithin(Duration.ofNanos(1)))
            .spans(
                "[%d, %d)".formatted(BLOCK - 3, BLOCK - 2),
                "[%d, %d)".formatted(BLOCK, BLOCK + 1)));
  }

  static Stream<OracleRow> rangeRows() {
    return Stream.of(
        row("HOLD: a range sees what began before blocks of NaN")
            .of(readings(3 * BLOCK + 1, i -> i == 0 ? "9" : i < 3 * BLOCK ? "NaN" : "1"))
            .rule(Rule.when(above("c", 8)).onUnknown(OnUnknown.HOLD))
            .range(3 * BLOCK - 2, 3 * BLOCK - 1)
            .proves("[0, %d) onset 0 last 0 held 0 samples 1".formatted(3 * BLOCK)),
        row("hysteresis: a range sees what enter began blocks before it")
            .of(readings(3 * BLOCK, i -> i == 0 ? "9" : i < 5 * BLOCK / 2 ? "7" : "4"))
            .when(hysteresis(above("c", 8), below("c", 5)))
            .range(2 * BLOCK + 5, 2 * BLOCK + 6)
            .spans("[0, %d)".formatted(5 * BLOCK / 2)),
        row("... also one that begins with its last nanosecond")
            .of(readings(3 * BLOCK, i -> i == 0 ? "9" : i < 5 * BLOCK / 2 ? "7" : "4"))
            .when(hysteresis(above("c", 8), below("c", 5)))
            .range(5 * BLOCK / 2 - 1, 5 * BLOCK / 2)
            .spans("[0, %d)".formatted(5 * BLOCK / 2)),
        row("bridge: a range sees a silence of one channel blocks before it, bridged by another's")
            .of(silentFor(50))
            .and(
                "d", Kind.DOUBLE, "-100000=1 %d=9 %d=1".formatted(2 * BLOCK + 200, 2 * BLOCK + 205))
            .when(or(silent("c", Duration.ofNanos(10)), above("d", 8)))
            .bridge(5_000)
            .range(2 * BLOCK + 200, 2 * BLOCK + 201)
            .spans("[%d, %d)".formatted(BLOCK / 2 + 9, 2 * BLOCK + 205)));
  }

  /** One reading a nanosecond from 0. */
  private static String readings(int count, IntFunction<String> value) {
    return IntStream.range(0, count)
        .mapToObj(i -> i + "=" + value.apply(i))
        .collect(Collectors.joining(" "));
  }

  /** Two blocks of nines, so much later than one after another. */
  private static String apart(int laterNs) {
    return IntStream.range(0, 2 * BLOCK)
        .mapToObj(i -> (i < BLOCK ? i : i + laterNs) + "=9")
        .collect(Collectors.joining(" "));
  }

  /** Three blocks of ones, so long a silence in the middle of the first. */
  private static String silentFor(int longerNs) {
    return IntStream.range(0, 3 * BLOCK)
        .mapToObj(i -> (i < BLOCK / 2 ? i : i + longerNs) + "=1")
        .collect(Collectors.joining(" "));
  }
}
