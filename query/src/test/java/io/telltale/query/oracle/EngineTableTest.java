package io.telltale.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against the rows computed by hand that the oracle itself must pass. */
class EngineTableTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("rows")
  void shouldGiveWhatTheContractSays(OracleRow row) {
    assertThat(row.ofEngine(directory.resolve("sealed"), true))
        .containsExactlyElementsOf(row.expected());
    assertThat(row.ofEngine(directory.resolve("unsealed"), false))
        .containsExactlyElementsOf(row.expected());
  }

  static Stream<OracleRow> rows() {
    return Stream.of(
            OracleReadingTableTest.rows(),
            OracleShapingTableTest.rows(),
            OracleLatchTableTest.rows(),
            OracleSpanTableTest.rows(),
            OracleStepTableTest.rows(),
            OracleCombinationTableTest.rows(),
            OracleDevicesTableTest.rows(),
            OracleBlockTableTest.rows(),
            OracleFieldTableTest.rows())
        .flatMap(rows -> rows);
  }
}
