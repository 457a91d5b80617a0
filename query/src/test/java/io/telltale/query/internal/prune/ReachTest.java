package io.telltale.query.internal.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.query.Shaping;
import org.junit.jupiter.api.Test;

class ReachTest {
  @Test
  void shouldNotForgetWhatReachesFurtherThanAllTime() {
    Reach reach = Reach.of(Shaping.NONE.clearDelay(Long.MAX_VALUE - 1).pad(0, 10));

    // A stretch that ended at -5 has its window's end at MAX_VALUE + 4: seen from any time.
    assertThat(reach.settledBy(0, Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(reach.settledBy(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(-9);
  }

  @Test
  void shouldLookAsFarAsSomethingCanBeJoined() {
    Shaping shaping = Shaping.NONE.bridge(7).clearDelay(3).mergeWithin(20).pad(100, 4);
    Reach reach = Reach.of(shaping);

    assertThat(reach.mattersFrom(1_000, 5_000, 50)).isEqualTo(1_000 - 3 - 4 - 50 - 7 - (3 + 20));
    assertThat(reach.mattersFrom(5_000, 1_000, 50)).isEqualTo(reach.mattersFrom(1_000, 5_000, 50));
    assertThat(reach.mattersUntil(2_000)).isEqualTo(2_100);
    assertThat(reach.mattersFrom(1_000, 5_000, Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(Reach.of(Shaping.NONE).mattersFrom(9, 10, 0)).isEqualTo(9);
    assertThat(reach.mattersUntil(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldSettleByRangeOrNow() {
    Reach reach = Reach.of(Shaping.NONE.clearDelay(3).pad(100, 4));

    assertThat(reach.settledBy(50, 80)).isEqualTo(43);
    assertThat(reach.settledBy(80, 50)).isEqualTo(43);
  }
}
