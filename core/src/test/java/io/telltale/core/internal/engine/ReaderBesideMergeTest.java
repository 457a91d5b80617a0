package io.telltale.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.StoreVerifier.Report;
import io.telltale.core.internal.engine.CompactionRig.Model;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.recovery.StoreAudit;
import io.telltale.core.internal.recovery.StoreContents;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.internal.view.View;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments are merged, and deleted, just between a reader's manifest and its opening them. */
class ReaderBesideMergeTest {
  @TempDir Path directory;

  private final Random random = new Random(Seeds.seed());
  private final Model model = new Model(DuplicatePolicy.LAST_ARRIVED);
  private StoreLayout layout;
  private CompactionRig rig;
  private int merges;

  @BeforeEach
  void open() {
    layout = new StoreLayout(directory);
    rig = new CompactionRig(SystemFileOps.INSTANCE, layout, model);
    rig.sealRandom(random, 2_000, 3_000);
    rig.sealRandom(random, 2_000, 3_000);
    rig.sealRandom(random, 2_000, 3_000);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** Files whose segment of this name is merged with the one before it when it is looked for. */
  private FileOps mergingAt(String segment) {
    return (FileOps)
        Proxy.newProxyInstance(
            FileOps.class.getClassLoader(),
            new Class<?>[] {FileOps.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("exists")
                  && arguments[0].equals(layout.segment(segment))
                  && Files.exists(layout.segment(segment))) {
                int last = rig.segments();
                rig.merge(last - 2, last);
                merges++;
              }
              try {
                return method.invoke(SystemFileOps.INSTANCE, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void openingBeginsAnew() {
    try (StoreContents found =
        StoreContents.openReadOnly(mergingAt("seg-0000000003.seg"), layout)) {
      assertThat(merges).isEqualTo(1);
      assertThat(found.segments()).hasSize(2);
      View view = View.ofSegments(found.catalog(), found.segments(), true);
      CompactionRig.check(view, model, "opened beside a merge");
      view.release();
    }
  }

  @Test
  void verifyingBeginsAnew() {
    Report report = new StoreAudit(mergingAt("seg-0000000003.seg"), layout).run();
    assertThat(merges).isEqualTo(1);
    assertThat(report.damages()).isEmpty();
    assertThat(report.files()).isEqualTo(4);
  }

  @Test
  void followingBeginsAnewAndLetsGoOfWhatWasReplaced() {
    try (StoreFollower follower = StoreFollower.open(mergingAt("seg-0000000004.seg"), layout)) {
      View before = follower.views().pin();
      rig.sealRandom(random, 2_000, 3_000);
      assertThat(follower.refresh()).isTrue();
      assertThat(merges).isEqualTo(1);
      View after = follower.views().pin();
      assertThat(after.segmentCount()).isEqualTo(3);
      CompactionRig.check(after, model, "followed");
      after.release();
      assertThat(before.segmentCount()).isEqualTo(3);
      assertThat(before.segment(2).isUnused()).isFalse();
      before.release();
      assertThat(before.segment(2).isUnused()).isTrue();
      assertThat(follower.refresh()).isFalse();
    }
  }

  @Test
  void whatTheNewestManifestNamesAndIsMissingIsDamage() throws IOException {
    Files.delete(layout.segment("seg-0000000002.seg"));
    assertThatThrownBy(() -> StoreContents.openReadOnly(SystemFileOps.INSTANCE, layout))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("it is missing");
    assertThat(new StoreAudit(SystemFileOps.INSTANCE, layout).run().damages()).hasSize(1);
  }
}
