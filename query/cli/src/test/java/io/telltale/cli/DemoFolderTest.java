package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoFolderTest {
  @TempDir Path temp;

  @Test
  void takesAnAbsentOrEmptyFolder() throws IOException {
    try (DemoFolder folder = DemoFolder.open(temp.resolve("a/b"))) {
      assertThat(folder.store()).isEqualTo(temp.resolve("a/b/store")).doesNotExist();
    }
    Path empty = Files.createDirectory(temp.resolve("empty"));
    DemoFolder.open(empty).close();
    assertThat(empty.resolve(DemoFolder.MARKER)).exists();
  }

  @Test
  void replacesTheStoreOfAnEarlierDemoAndNothingElse() throws IOException {
    Path folder = temp.resolve("demo");
    DemoFolder.open(folder).close();
    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    Path inStore = Files.createDirectories(folder.resolve("store/deep")).resolve("segment");
    Files.writeString(inStore, "old");
    Path outside = Files.writeString(temp.resolve("outside"), "mine");
    Files.createSymbolicLink(folder.resolve("store/link"), outside);

    DemoFolder.open(folder).close();

    assertThat(folder.resolve("store")).doesNotExist();
    assertThat(notes).hasContent("mine");
    assertThat(outside).hasContent("mine");
  }

  @Test
  void neverTouchesAFolderThatIsNoDemos() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("work"));
    Path file = Files.createDirectory(folder.resolve("store")).resolve("data");
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> DemoFolder.open(folder))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("is no demo's");
    assertThat(file).hasContent("mine");
    assertThatThrownBy(() -> DemoFolder.open(file)).isInstanceOf(CommandFailure.class);
  }

  @Test
  void isUsedByOneDemoAtATime() throws IOException {
    Path folder = temp.resolve("demo");
    try (DemoFolder first = DemoFolder.open(folder)) {
      Files.createDirectory(first.store());
      assertThatThrownBy(() -> DemoFolder.open(folder))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("another demo");
      assertThat(first.store()).exists();
    }
    DemoFolder.open(folder).close();
  }
}
