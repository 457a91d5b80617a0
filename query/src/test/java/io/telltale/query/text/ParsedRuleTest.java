package io.telltale.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule takes for granted of the channels is checked against a store. */
final class ParsedRuleTest {
  @TempDir Path temp;
  private TelemetryStore store;

  @BeforeEach
  void open() {
    store = TelemetryStore.open(temp.resolve("store"));
    store.channels().register(ChannelSpec.ofDouble("temperature").withUnit("degC"));
    store.channels().register(ChannelSpec.ofDouble("speed").withUnit("m/s"));
    store.channels().register(ChannelSpec.of("energy", Kind.LONG));
    store.channels().register(ChannelSpec.of("door", Kind.BOOLEAN));
    store.channels().register(ChannelSpec.of("fault", Kind.STATE));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatFitsRuns() {
    for (String rule :
        List.of(
            "temperature > 8 degC and speed < 3 m/s or energy > 2",
            "rate(speed) > 2 m/s/s",
            "door == true and changed(fault) and silent(fault, 5m) and neverSeen(fault, 5m)",
            "count(fault in (\"a\", \"b\"), 3, 1d)",
            "(enter temperature > 8 degC exit temperature < 5) and fault == \"x\"")) {
      assertThat(problems(rule)).as(rule).isEmpty();
      assertThat(RuleParser.parse(rule, store)).isEqualTo(RuleParser.parseWithUnits(rule).rule());
    }
  }

  @Test
  void aUnitMustBeTheChannels() {
    assertThat(problems("temperature > 46 degF"))
        .containsExactly("f:1:18: channel 'temperature' is in degC, not in degF");
    assertThat(problems("temperature > 8 degc"))
        .containsExactly("f:1:17: channel 'temperature' is in degC, not in degc");
    assertThat(problems("rate(speed) > 2 m/s"))
        .containsExactly("f:1:17: channel 'speed' is in m/s, not in m (its rate: m/s/s)");
    assertThat(problems("energy > 2 kWh"))
        .containsExactly(
            "f:1:12: channel 'energy' declares no unit, so a number of it cannot be in kWh");
    assertThatThrownBy(() -> RuleParser.parse("energy > 2 kWh", store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column 12: channel 'energy' declares no unit");
  }

  @Test
  void theKindMustFit() {
    assertThat(problems("fault > 3 and mean(fault, 5m) > 3 and notFinite(fault)"))
        .containsExactly(
            "f:1:1: channel 'fault' holds states, which are no numbers: write fault == \"a state\"",
            "f:1:20: channel 'fault' holds states, which are no numbers: write fault == \"a state\"",
            "f:1:49: channel 'fault' holds states, which are no numbers: write fault == \"a state\"");
    assertThat(problems("door == \"open\" or temperature in (\"hot\")"))
        .containsExactly(
            "f:1:1: channel 'door' is of kind BOOLEAN, not STATE: compare it with == true or == false",
            "f:1:19: channel 'temperature' is of kind DOUBLE, not STATE: compare it with a number");
  }

  @Test
  void theChannelMustBeThere() {
    assertThat(problems("temprature > 8 and speed > 3"))
        .singleElement()
        .asString()
        .startsWith("f:1:1: no channel 'temprature' in this store; the nearest: temperature");
  }

  private List<String> problems(String rule) {
    return RuleParser.parseWithUnits(rule).problems(store).stream().map(p -> p.in("f")).toList();
  }
}
