package io.telltale.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleFileTest {
  @TempDir Path temp;

  @Test
  void readsNamesRulesAndComments() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("night.rules"),
            "\uFEFF# night shift\r\n\r\n hot :  temperature > 8 degC for 5m   # too warm\r\n"
                + "kälte-2.a:door == \"a # b: c\"");
    RuleFile rules = RuleFile.read(file);
    assertThat(rules.source()).isEqualTo(file.toString());
    assertThat(rules.rules()).hasSize(2);
    RuleFile.Entry hot = rules.rules().get(0);
    assertThat(hot.name()).isEqualTo("hot");
    assertThat(hot.line()).isEqualTo(3);
    assertThat(hot.column()).isEqualTo(9);
    assertThat(hot.text()).isEqualTo("temperature > 8 degC for 5m");
    assertThat(hot.parsed()).isEqualTo(RuleParser.parseWithUnits("temperature > 8 degC for 5m"));
    RuleFile.Entry cold = rules.rules().get(1);
    assertThat(cold.name()).isEqualTo("kälte-2.a");
    assertThat(cold.text()).isEqualTo("door == \"a # b: c\"");
    assertThat(rules.print())
        .isEqualTo(
            "# night shift\n\nhot: temperature > 8 degC for 5m # too warm\n"
                + "kälte-2.a: door == \"a # b: c\"\n");
  }

  @Test
  void printingTwiceChangesNothing() {
    String text = "\n#c\na: t>8   hold bridge 60s #x\n\nb: not(t<1)and `u`>2\n\n";
    String printed = RuleFile.parse("f", text).print();
    assertThat(printed).isEqualTo("\n#c\na: t > 8 hold bridge 1m #x\n\nb: not t < 1 and u > 2\n\n");
    assertThat(RuleFile.parse("f", printed).print()).isEqualTo(printed);
    assertThat(RuleFile.parse("f", "").print()).isEmpty();
    assertThat(RuleFile.parse("f", "a: t > 8").print()).isEqualTo("a: t > 8\n");
  }

  @Test
  void namesEveryLineThatIsNoRule() {
    RuleFileException e =
        catchThrowableOfType(
            RuleFileException.class,
            () ->
                RuleFile.parse(
                    "f.rules",
                    "a: t > 8\n  b: t > hot\ntemperature > 8\na: t > 9\nc:\n# fine\nd: t > 8 fro 5m\n"
                        + "e f: t > 8\n: t > 8\n"));
    assertThat(e.problems()).hasSize(7);
    assertThat(e)
        .hasMessage(
            """
            f.rules:2:10: expected a number, found 'hot'
            f.rules:3:1: expected a name and a rule, for instance hot: temperature > 90, found no name with a ':' behind it
            f.rules:4:1: expected a name of its own for each rule, found 'a', which line 1 has
            f.rules:5:3: expected a condition, for instance temperature > 8, found the end of the rule
            f.rules:7:10: expected 'and', 'or', 'minus', shaping (stale, hold, onUnknown, bridge, for, samples, atMost, clear, merge, pad), 'where' or the end of the rule, found 'fro'; did you mean 'for'?
            f.rules:8:1: expected a name and a rule, for instance hot: temperature > 90, found no name with a ':' behind it
            f.rules:9:1: expected a name and a rule, for instance hot: temperature > 90, found no name with a ':' behind it""");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path file = Files.write(temp.resolve("f"), new byte[] {'a', ':', (byte) 0xff});
    assertThatThrownBy(() -> RuleFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("not UTF-8: " + file);
  }
}
