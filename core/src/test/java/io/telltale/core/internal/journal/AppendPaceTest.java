package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppendPaceTest {
  private static final long FAR = AppendPace.FAR_AHEAD + 1;
  private static final long FULL_NS = FrameLayout.MAX_READINGS * AppendPace.NS_A_READING;

  private final AppendPace pace = new AppendPace();
  private long nowNs = Long.MAX_VALUE - 1_000_000;

  private long append(long ahead, int readings) {
    return pace.waitNs(ahead, readings, nowNs);
  }

  @Test
  void whoeverIsNotFarAheadNeverWaits() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(append(AppendPace.FAR_AHEAD, FrameLayout.MAX_READINGS)).isZero();
    }
  }

  @Test
  void oneAppenderComesToThePace() {
    long begin = nowNs;
    for (int i = 0; i < 1_000; i++) {
      nowNs += 80_000;
      nowNs += append(FAR, FrameLayout.MAX_READINGS);
    }
    assertThat(nowNs - begin).isBetween(1_000 * FULL_NS, 1_000 * FULL_NS + 80_000);
  }

  @Test
  void severalTogetherComeToThePaceToo() {
    for (int appender = 1; appender <= 4; appender++) {
      assertThat(append(FAR, FrameLayout.MAX_READINGS)).isEqualTo(appender * FULL_NS);
    }
  }

  @Test
  void smallFramesAreWaitedForTogether() {
    long begin = nowNs;
    int waits = 0;
    for (int i = 0; i < 100_000; i++) {
      nowNs += 100;
      long wait = append(FAR, 7);
      nowNs += wait;
      waits += wait > 0 ? 1 : 0;
    }
    assertThat(nowNs - begin).isBetween(34_500_000L, 35_500_000L);
    assertThat(waits).isBetween(50, 200);
  }

  @Test
  void whatWasOwedIsForgottenOnceIndexingHasCaughtUp() {
    assertThat(append(FAR, 3_999)).isZero();
    assertThat(append(0, 3_999)).isZero();
    assertThat(append(FAR, 3_999)).isZero();
    assertThat(append(FAR, 1)).isEqualTo(200_000);
  }
}
