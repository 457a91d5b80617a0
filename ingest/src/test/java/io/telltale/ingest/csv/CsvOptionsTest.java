package io.telltale.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class CsvOptionsTest {
  private static CsvOptions.Builder whole() {
    return CsvOptions.builder().device("d").timeColumn("t").timeFormat("ns");
  }

  private static void assertRefused(CsvOptions.Builder options, String part) {
    assertThatThrownBy(options::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  @Test
  void saysWhichOptionIsMissing() {
    assertThat(whole().build()).isNotNull();
    assertRefused(CsvOptions.builder().timeColumn("t").timeFormat("ns"), "--device");
    assertRefused(CsvOptions.builder().device("d").timeFormat("ns"), "--time-column");
    assertRefused(CsvOptions.builder().device("d").timeColumn("t"), "--time-format");
    assertRefused(whole().channelColumn("c"), "--value-column");
    assertRefused(whole().timeFormat("yyyy-MM-dd HH:mm"), "--zone");
    assertRefused(whole().timeFormat("yyyy-MM-dd 'Z'"), "--zone");
  }

  @Test
  void saysWhichOptionsContradictEachOther() {
    assertRefused(whole().deviceColumn("d"), "--device-column");
    assertRefused(whole().channelColumn("c").valueColumn("v").channel("x"), "--channel");
    assertRefused(whole().channelColumn("c").valueColumn("v").valueColumn("w"), "--value-column");
    assertRefused(whole().channel("x").valueColumn("v").valueColumn("w"), "--value-column");
    assertRefused(whole().timeFormat("nonsense{").zone(ZoneOffset.UTC), "nonsense{");
  }

  @Test
  void readsEpochTimesExactly() {
    assertThat(CsvTime.of("ns", null).parse("-1")).isEqualTo(-1);
    assertThat(CsvTime.of("us", null).parse("1.5")).isEqualTo(1_500);
    assertThat(CsvTime.of("ms", null).parse("1700000000000")).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(CsvTime.of("s", null).parse("1700000000.123456789"))
        .isEqualTo(1_700_000_000_123_456_789L);
    for (String bad : new String[] {"1.5", "9223372036854775808", "1e3", "", "+1", " 1", "."}) {
      assertThatThrownBy(() -> CsvTime.of("ns", null).parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> CsvTime.of("s", null).parse("9223372037"))
        .hasMessageContaining("1677 to 2262");
  }

  @Test
  void readsIsoTimes() {
    CsvTime iso = CsvTime.of("iso", null);
    assertThat(iso.parse("1970-01-01T00:00:01Z")).isEqualTo(1_000_000_000L);
    assertThat(iso.parse("1970-01-01T02:00:00.5+02:00")).isEqualTo(500_000_000L);
    assertThatThrownBy(() -> iso.parse("1970-01-01T00:00:01")).hasMessageContaining("no zone");
    assertThatThrownBy(() -> iso.parse("2300-01-01T00:00:00Z"))
        .hasMessageContaining("1677 to 2262");
    assertThatThrownBy(() -> iso.parse("yesterday")).hasMessageContaining("as the format says");
    assertThat(CsvTime.of("iso", ZoneOffset.ofHours(1)).parse("1970-01-01T01:00:00")).isZero();
    assertThat(CsvTime.of("yyyy-MM-dd HH:mmXXX", null).parse("1970-01-01 01:00+01:00")).isZero();
  }
}
