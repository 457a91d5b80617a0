package io.telltale.core.internal.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.testkit.Seeds;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArrivalSorterTest {
  private static final int N = BlockBuffer.CAPACITY;

  private final ArrivalSorter sorter = new ArrivalSorter();

  /** Values are numbers of arrival, so that a wrong winner of a duplicate shows. */
  private void check(long[] arrived, String what) {
    for (boolean lastWins : new boolean[] {true, false}) {
      TreeMap<Long, Long> model = new TreeMap<>();
      long[] times = Arrays.copyOf(arrived, N);
      long[] values = new long[N];
      for (int i = 0; i < arrived.length; i++) {
        values[i] = i;
        if (lastWins) {
          model.put(arrived[i], (long) i);
        } else {
          model.putIfAbsent(arrived[i], (long) i);
        }
      }
      int n = sorter.sort(times, values, arrived.length, lastWins);
      long[] wantedTimes = model.keySet().stream().mapToLong(t -> t).toArray();
      long[] wantedValues = model.values().stream().mapToLong(v -> v).toArray();
      String as = what + ", lastWins=" + lastWins + ", n=" + arrived.length;
      assertThat(Arrays.copyOf(times, n)).as(as).isEqualTo(wantedTimes);
      assertThat(Arrays.copyOf(values, n)).as(as).isEqualTo(wantedValues);
    }
  }

  @Test
  void sortsWhatIsRandomAsTheModelDoes() {
    Seeds.run(300, this::checkRandom);
  }

  private void checkRandom(Random random) {
    int n = random.nextInt(8) == 0 ? N : random.nextInt(N + 1);
    int range = 1 << random.nextInt(20);
    int late = random.nextInt(4);
    long[] times = new long[n];
    for (int i = 0; i < n; i++) {
      times[i] =
          switch (late) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(range);
            case 2 -> i - random.nextInt(20);
            default -> random.nextInt(50) == 0 ? random.nextInt(i + 1) : i;
          };
    }
    check(times, "kind " + late + " range " + range);
  }

  @Test
  void sortsShapesThatMakeManyOrUnevenRuns() {
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 511, 513, N - 1, N}) {
      long[] down = new long[n];
      long[] same = new long[n];
      long[] saw = new long[n];
      long[] halves = new long[n];
      long[] ends = new long[n];
      long[] lastIsFirst = new long[n];
      for (int i = 0; i < n; i++) {
        down[i] = -i;
        saw[i] = i % 3;
        halves[i] = (i + n / 2) % n;
        ends[i] = i % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        lastIsFirst[i] = i == n - 1 ? Long.MIN_VALUE : i;
      }
      check(down, "descending");
      check(same, "all of one time");
      check(saw, "sawtooth");
      check(halves, "two halves");
      check(ends, "extremes in turn");
      check(lastIsFirst, "the last belongs first");
    }
  }
}
