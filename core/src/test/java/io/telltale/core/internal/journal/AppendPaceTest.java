package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppendPaceTest {
  private final AppendPace pace = new AppendPace();

  @Test
  void whoeverIsNotFarAheadNeverWaits() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pace.waitNs(AppendPace.FAR_AHEAD, FrameLayout.MAX_READINGS)).isZero();
    }
  }

  @Test
  void aFullFrameIsWaitedForAtOnceAndSmallOnesTogether() {
    long full = FrameLayout.MAX_READINGS * AppendPace.NS_A_READING;
    assertThat(pace.waitNs(AppendPace.FAR_AHEAD + 1, FrameLayout.MAX_READINGS)).isEqualTo(full);
    long waited = 0;
    int waits = 0;
    for (int i = 0; i < 100_000; i++) {
      long wait = pace.waitNs(AppendPace.FAR_AHEAD + 1, 7);
      waited += wait;
      waits += wait > 0 ? 1 : 0;
    }
    assertThat(waited).isBetween(34_000_000L, 35_000_000L);
    assertThat(waits).isBetween(100, 200);
  }

  @Test
  void whatWasOwedIsForgottenOnceIndexingHasCaughtUp() {
    assertThat(pace.waitNs(AppendPace.FAR_AHEAD + 1, 3_999)).isZero();
    assertThat(pace.waitNs(0, 3_999)).isZero();
    assertThat(pace.waitNs(AppendPace.FAR_AHEAD + 1, 3_999)).isZero();
    assertThat(pace.waitNs(AppendPace.FAR_AHEAD + 1, 1)).isEqualTo(200_000);
  }
}
