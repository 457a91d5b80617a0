package io.telltale.jmh.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.budget.BudgetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The negative controls take minutes; that they still fit the sources is checked in any build. */
class ControlTest {
  private static final Path ROOT = Path.of("..");

  @TempDir Path folder;

  @Test
  void eachControlChangesItsSourceAndCompiles() throws IOException {
    for (Control control : Control.all()) {
      Path into = Files.createDirectory(folder.resolve(Integer.toString(control.hashCode())));
      ChangedClass.compile(ROOT, control, into);
      try (Stream<Path> files = Files.walk(into)) {
        assertThat(files.filter(Files::isRegularFile))
            .as(control.name())
            .isNotEmpty()
            .allMatch(file -> file.toString().endsWith(".class"));
      }
    }
  }

  @Test
  void eachControlBreaksBudgetsThatThereAre() throws IOException {
    BudgetFile budgets = BudgetFile.open(ControlTest.class, "/budgets.json");
    for (Control control : Control.all()) {
      assertThat(control.broken()).as(control.name()).isNotEmpty();
      assertThat(budgets.budgets().keySet())
          .as(control.name())
          .containsAll(control.broken().keySet());
    }
  }
}
