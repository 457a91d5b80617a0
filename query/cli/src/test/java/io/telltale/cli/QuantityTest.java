package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuantityTest {
  @Test
  void groupsThousands() {
    assertThat(Quantity.grouped(1_231_561)).isEqualTo("1,231,561");
    assertThat(Quantity.counted(1, "window")).isEqualTo("1 window");
    assertThat(Quantity.counted(0, "window")).isEqualTo("0 windows");
  }

  @Test
  void scales() {
    assertThat(Quantity.scaled(0)).isEqualTo("0");
    assertThat(Quantity.scaled(999)).isEqualTo("999");
    assertThat(Quantity.scaled(999.96)).isEqualTo("1.0 k");
    assertThat(Quantity.scaled(2_449_000)).isEqualTo("2.4 M");
    assertThat(Quantity.scaled(5e12)).isEqualTo("5000.0 G");
  }
}
