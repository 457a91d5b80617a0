package io.telltale.core.internal.recovery;

import io.telltale.core.StoreException;
import io.telltale.core.internal.manifest.Manifest;
import io.telltale.core.internal.manifest.ManifestStore;
import java.util.UUID;
import java.util.function.Function;

/**
 * Opens what the newest manifest names, beside a writer: one that merges segments deletes those
 * that no manifest names any more, so what is missing may be missing because a newer manifest came
 * between. Then that one is opened instead.
 */
public final class NewestManifest {
  private static final int ATTEMPTS = 20;

  private NewestManifest() {}

  /**
   * Opens it.
   *
   * @param manifests where manifests are
   * @param storeId the store, or null for any
   * @param opener opens what a manifest, or null for none, names; leaves nothing open when it fails
   * @param <T> what is opened
   * @return what was opened, of one manifest
   * @throws StoreException the opener's, when the manifest that it was given is the newest
   */
  public static <T> T open(ManifestStore manifests, UUID storeId, Function<Manifest, T> opener) {
    for (int attempt = 1; ; attempt++) {
      Manifest manifest = manifests.load(storeId);
      try {
        return opener.apply(manifest);
      } catch (StoreException fault) {
        if (attempt == ATTEMPTS
            || manifest == null
            || manifests.load(storeId).number() == manifest.number()) {
          throw fault;
        }
      }
    }
  }
}
