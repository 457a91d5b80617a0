package io.telltale.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.testkit.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellSortTest {
  @Test
  void sortsAsTheLibraryDoesAndLeavesTheRest() {
    Seeds.run(500, ShellSortTest::compare);
  }

  private static void compare(Random random) {
    int n = random.nextInt(513);
    int values = 1 + random.nextInt(600);
    long[] array = new long[513];
    for (int i = 0; i < array.length; i++) {
      array[i] = random.nextBoolean() ? random.nextLong() : random.nextInt(values);
    }
    long[] expected = array.clone();
    Arrays.sort(expected, 0, n);
    ShellSort.sort(array, n);
    assertThat(array).isEqualTo(expected);
  }
}
