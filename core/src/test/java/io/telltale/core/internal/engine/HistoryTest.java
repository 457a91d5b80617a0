package io.telltale.core.internal.engine;

import io.telltale.core.DuplicatePolicy;
import io.telltale.core.internal.engine.CompactionRig.Model;
import io.telltale.core.internal.io.FileHandle;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Short histories of one store: readings in any order, many of them late or there already, sealed,
 * merged in any order and opened again. After each step the store has a history of its own, and
 * must hold what the model holds.
 */
class HistoryTest {
  private static final int MOST_STEPS = 40;
  private static final int MOST_READINGS = 12;

  @TempDir Path directory;

  @Test
  void everyHistoryEndsInTheSameStateAsTheModel() {
    histories(5_000);
  }

  @Test
  @Tag("long")
  void everyOneOfAMillionHistoriesEndsInTheSameStateAsTheModel() {
    histories(1_000_000);
  }

  private void histories(int count) {
    int[] done = {0};
    for (int store = 0; done[0] < count; store++) {
      long seed = Seeds.seed() + store;
      try {
        done[0] += live(new Random(seed));
      } catch (IOException | RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure, failure);
      }
    }
  }

  /** Lives through one store; returns how many states were compared. */
  private int live(Random random) throws IOException {
    StoreLayout layout = new StoreLayout(directory.resolve("store"));
    Model model = new Model(DuplicatePolicy.values()[random.nextInt(2)]);
    int range = 1 << 2 + random.nextInt(6);
    int steps = 1 + random.nextInt(MOST_STEPS);
    CompactionRig rig = open(layout, model);
    try {
      for (int step = 0; step < steps; step++) {
        rig = step(rig, layout, model, random, range);
        rig.check("step " + step);
      }
    } finally {
      rig.close();
    }
    delete(layout.directory());
    return steps;
  }

  private static CompactionRig step(
      CompactionRig rig, StoreLayout layout, Model model, Random random, int range) {
    switch (random.nextInt(10)) {
      case 0 -> {
        sealAnything(rig);
        rig.close();
        return open(layout, model);
      }
      case 1, 2, 3 -> sealAnything(rig);
      case 4, 5 -> {
        if (rig.segments() > 1) {
          sealAnything(rig);
          int from = random.nextInt(rig.segments() - 1);
          int to = from + 2 + random.nextInt(rig.segments() - from - 1);
          rig.merge(from, to);
        }
      }
      default -> rig.appendRandom(random, 1 + random.nextInt(MOST_READINGS), range);
    }
    return rig;
  }

  /** Merging waits while a head holds anything, as the engine's does while anything is behind. */
  private static void sealAnything(CompactionRig rig) {
    if (!rig.heads.active().isEmpty()) {
      rig.seal();
    }
  }

  private static CompactionRig open(StoreLayout layout, Model model) {
    return new CompactionRig(UNFORCED, layout, model);
  }

  private static void delete(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What a disk does after a power loss is not asked here, and waiting for it takes long. */
  private static final FileOps UNFORCED = unforced(FileOps.class, SystemFileOps.INSTANCE);

  private static <T> T unforced(Class<T> type, T files) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().startsWith("force") ? null : call(files, method, arguments)));
  }

  private static Object call(Object files, Method method, Object[] arguments) throws Throwable {
    try {
      Object result = method.invoke(files, arguments);
      return result instanceof FileHandle handle ? unforced(FileHandle.class, handle) : result;
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
