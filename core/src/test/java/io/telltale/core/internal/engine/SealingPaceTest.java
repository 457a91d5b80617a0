package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.DuplicatePolicy;
import io.telltale.core.internal.engine.CompactionRig.Model;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.recovery.StoreLayout;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SealingPaceTest {
  private static final int MANY_READINGS = 1 << 20;

  @TempDir Path directory;

  private CompactionRig rig;
  private long looks;

  @BeforeEach
  void open() {
    Model model = new Model(DuplicatePolicy.LAST_ARRIVED);
    rig = new CompactionRig(SystemFileOps.INSTANCE, new StoreLayout(directory), model);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private SealingPace pace(int processors, LongSupplier lastPosition) {
    Journal journal =
        (Journal)
            Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("lastPosition");
                  looks++;
                  return lastPosition.getAsLong();
                });
    return new SealingPace(
        journal,
        rig.progress,
        rig.heads,
        new MemoryAhead(journal, rig.heads, false),
        true,
        processors);
  }

  /** A journal that grows at each look; from the tenth on, all of it is indexed. */
  private long growing() {
    if (looks == 10) {
      rig.progress.indexed(1_000, 1, 1);
    }
    return looks;
  }

  @Test
  void stepsBackUntilWhatIsAppendedIsIndexed() {
    pace(2, this::growing).await(1);
    assertThat(looks).isGreaterThanOrEqualTo(10);
  }

  @Test
  void hasAProcessorOfItsOwnWhereThereAreFour() {
    pace(4, this::growing).await(MANY_READINGS);
    assertThat(looks).isZero();
  }

  @Test
  void goesOnForAWhileWhenNobodyAppends() {
    SealingPace pace = pace(1, () -> 5);
    pace.await(1);
    long before = looks;
    for (int series = 0; series < 1_000; series++) {
      pace.await(10);
    }
    assertThat(looks).isEqualTo(before);
    pace.await(MANY_READINGS);
    assertThat(looks).isGreaterThan(before);
  }

  @Test
  void goesOnWhenSomeoneWaitsForTheSeal() {
    rig.progress.requestSeal(7);
    pace(1, this::growing).await(1);
    assertThat(looks).isLessThan(10);
  }

  @Test
  void goesOnWhenTheArenaThatReadingsGoToIsHalfFull() {
    assertThat(rig.heads.active().isCrowded()).isFalse();
    rig.appendRandom(new Random(1), 40_000, MANY_READINGS);
    assertThat(rig.heads.active().isCrowded()).isTrue();
    looks = 100;
    pace(1, () -> looks).await(1);
    assertThat(looks).isLessThan(110);
  }
}
