package io.telltale.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.StoreException;
import io.telltale.core.StoreLockedException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreLockTest {
  @TempDir Path directory;

  /** Locks the directory that it is given, says so, and waits to be killed. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      try (StoreLock lock = StoreLock.acquire(Path.of(args[0]))) {
        System.out.println("locked");
        System.out.flush();
        // Until the parent closes our input, or kills us.
        while (System.in.read() >= 0) {
          Thread.onSpinWait();
        }
        assertThat(lock).isNotNull();
      }
    }
  }

  private Process startChild() throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = child.inputReader();
    assertThat(out.readLine()).isEqualTo("locked");
    return child;
  }

  @Test
  void shouldKeepASecondProcessOutAndNameTheFirst() throws Exception {
    Process child = startChild();
    try {
      assertThatThrownBy(() -> StoreLock.acquire(directory))
          .isInstanceOf(StoreLockedException.class)
          .hasMessageContaining("pid=" + child.pid())
          .hasMessageContaining("user=" + System.getProperty("user.name"))
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("it is alive");
    } finally {
      child.getOutputStream().close();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    StoreLock.acquire(directory).close();
  }

  @Test
  void shouldBeFreeAfterItsHolderWasKilled() throws Exception {
    Process child = startChild();
    child.destroyForcibly().waitFor();
    assertThat(directory.resolve(StoreLock.FILE_NAME)).exists();
    try (StoreLock lock = StoreLock.acquire(directory)) {
      assertThat(Files.readString(directory.resolve(StoreLock.FILE_NAME)))
          .startsWith("pid=" + ProcessHandle.current().pid() + "\n");
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void shouldKeepThisProcessOutToo() {
    StoreLock lock = StoreLock.acquire(directory);
    Path otherName = directory.resolve("..").resolve(directory.getFileName());
    assertThatThrownBy(() -> StoreLock.acquire(otherName))
        .isInstanceOf(StoreLockedException.class)
        .hasMessageContaining("this process");
    lock.close();
    StoreLock next = StoreLock.acquire(directory);
    lock.close();
    assertThatThrownBy(() -> StoreLock.acquire(directory)).isInstanceOf(StoreLockedException.class);
    next.close();
  }

  @Test
  void shouldStillKeepOtherProcessesOutAfterThisOneTriedTwice() throws Exception {
    Process child = null;
    try (StoreLock lock = StoreLock.acquire(directory)) {
      assertThatThrownBy(() -> StoreLock.acquire(directory))
          .isInstanceOf(StoreLockedException.class);
      assertThatThrownBy(() -> acquireThroughAnotherLoader(directory))
          .hasMessageContaining("this process");
      child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(child.getInputStream().readAllBytes());
      assertThat(output)
          .contains("StoreLockedException")
          .contains("pid=" + ProcessHandle.current().pid());
      assertThat(lock).isNotNull();
    } finally {
      if (child != null) {
        child.destroyForcibly();
      }
    }
  }

  private static void acquireThroughAnotherLoader(Path directory) throws Throwable {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Method acquire = loader.loadClass(StoreLock.class.getName()).getMethod("acquire", Path.class);
      acquire.invoke(null, directory);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void shouldWorkInAnInterruptedThread() {
    Thread.currentThread().interrupt();
    try (StoreLock lock = StoreLock.acquire(directory)) {
      assertThat(lock).isNotNull();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void shouldNameTheDirectoryThatIsMissing() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> StoreLock.acquire(missing))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void shouldDescribeHoldersThatCannotBeAlive() {
    LockHolder us = LockHolder.current();
    assertThat(LockHolder.parse(us.format())).isEqualTo(us);
    assertThat(us.describe()).contains("it is alive");
    assertThat(new LockHolder(us.pid(), us.host(), "x", "2001-01-01T00:00:00Z").describe())
        .contains("used by another");
    assertThat(new LockHolder(us.pid(), "elsewhere", "x", us.started()).describe())
        .contains("another host");
    assertThat(new LockHolder(999_999_999_999L, us.host(), "x", us.started()).describe())
        .contains("is gone");
    assertThat(LockHolder.parse("\u0000\u0001=").describe()).contains("no name");
  }
}
