package io.telltale.core.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.HotPath;
import org.junit.jupiter.api.Test;

class HotPathCoverageTest {
  private Object kept;

  @HotPath
  private void none() {}

  @HotPath
  void overloaded(int one) {}

  @HotPath
  void overloaded(long[] two) {}

  void unmarked() {}

  static final class Nested {
    @HotPath
    void allocates(HotPathCoverageTest test) {
      test.kept = new byte[16];
    }
  }

  /** Test classes are a module, too. */
  private HotPathCoverage coverage() {
    Nested nested = new Nested();
    return HotPathCoverage.ofModuleOf(HotPathCoverageTest.class)
        .add("none", this::none, 10, HotPathCoverage.methods(HotPathCoverageTest.class, "none"))
        .add("new", () -> nested.allocates(this), 10);
  }

  @Test
  void namesWhatHasNoCaseAndWhatAllocates() {
    assertThatThrownBy(() -> coverage().check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no case covers " + Nested.class.getName() + ".allocates(")
        .hasMessageContaining("overloaded(int)")
        .hasMessageContaining("overloaded(long[])")
        .hasMessageContaining("new allocates: ")
        .hasMessageNotContainingAny("no case covers " + getClass().getName() + ".none", "none all");
  }

  @Test
  void refusesCasesThatNameNoPromiseOrSeveral() {
    HotPathCoverage coverage =
        coverage()
            .add(
                "odd",
                this::unmarked,
                10,
                HotPathCoverage.methods(
                    HotPathCoverageTest.class, "unmarked", "absent", "overloaded"))
            .add(
                "even",
                () -> overloaded(1),
                10,
                HotPathCoverage.methods(HotPathCoverageTest.class, "overloaded(int)"));
    assertThatThrownBy(coverage::check)
        .hasMessageContaining("HotPathCoverageTest.unmarked: no @HotPath method")
        .hasMessageContaining("HotPathCoverageTest.absent: no @HotPath method")
        .hasMessageContaining("HotPathCoverageTest.overloaded: several")
        .hasMessageNotContaining("'even'");
  }
}
