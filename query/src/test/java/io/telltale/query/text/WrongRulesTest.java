package io.telltale.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong rules and what a newcomer is told, word for word; the table is wrong-rules.txt. */
final class WrongRulesTest {
  private static final String MESSAGE = "  ";

  static Stream<Arguments> wrongRules() throws IOException {
    List<Arguments> table = new ArrayList<>();
    String rule = "";
    for (String line : table().lines().toList()) {
      if (line.startsWith(MESSAGE)) {
        table.add(Arguments.of(rule, line.substring(MESSAGE.length())));
      } else {
        rule = line;
      }
    }
    return table.stream();
  }

  @ParameterizedTest
  @MethodSource("wrongRules")
  void saysWhatIsWrong(String rule, String message) {
    RuleSyntaxException e =
        catchThrowableOfType(RuleSyntaxException.class, () -> RuleParser.parseWithUnits(rule));
    assertThat(e).as(rule).isNotNull();
    assertThat(e).hasMessage(message);
    assertThat(e.column()).isBetween(1, rule.length() + 1);
    assertThat(e).hasMessage("column " + e.column() + ": " + e.reason());
    assertThat(e.reason()).startsWith("expected " + e.expected() + ", found " + e.found());
    assertThat(e.reason()).endsWith(e.hint());
  }

  @Test
  void theTableIsLong() throws IOException {
    assertThat(wrongRules()).hasSizeGreaterThanOrEqualTo(100);
  }

  static String table() throws IOException {
    try (InputStream in = WrongRulesTest.class.getResourceAsStream("wrong-rules.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
