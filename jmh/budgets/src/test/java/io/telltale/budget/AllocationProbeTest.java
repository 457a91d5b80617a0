package io.telltale.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AllocationProbeTest {
  private int calls;
  private Object sink;

  @Test
  void whatStopsAllocatingOnceItIsCompiledAllocatesNothing() {
    // as on a machine that is too busy to compile early
    AllocationProbe.assertAllocatesNothing("late", 100, () -> allocate(++calls < 3_000));
    assertThat(calls).isGreaterThanOrEqualTo(3_000);
  }

  @Test
  void whatAllocatesNowAndThenFails() {
    assertThatThrownBy(
            () ->
                AllocationProbe.assertAllocatesNothing(
                    "rare", 100, () -> allocate(++calls % 50 == 0)))
        .hasMessageContaining("rare allocates: ")
        .hasMessageContaining(" bytes in 100 calls");
  }

  private void allocate(boolean now) {
    if (now) {
      sink = new byte[16];
    }
  }
}
