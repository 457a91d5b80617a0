package io.telltale.core.internal.manifest;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The manifests in a store's directory: the newest counts, the one before it stays for whoever is
 * just opening it.
 *
 * <p>A damaged newest manifest is reported, never passed over: the one before it may name segments
 * that are gone.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> as it likes; it works once a
 * sealing. <b>Lifetime:</b> holds no file open.
 */
public final class ManifestStore {
  private static final int KEPT = 2;
  private static final int LOAD_ATTEMPTS = 10;
  private static final long NOT_LOADED = -1;

  private final FileOps ops;
  private final Path directory;

  /** Number of the newest manifest that is known to be in force, 0 when there is none. */
  private long newest = NOT_LOADED;

  /**
   * Makes one; does nothing yet.
   *
   * @param ops where the files lie
   * @param directory the store's directory
   */
  public ManifestStore(FileOps ops, Path directory) {
    this.ops = ops;
    this.directory = directory;
  }

  /** Whether a file of this name is a manifest, as its name says. */
  public static boolean isName(String fileName) {
    return fileName.startsWith(ManifestLayout.NAME_PREFIX);
  }

  /**
   * Loads the newest manifest.
   *
   * @param storeId the store it must belong to, or null for any
   * @return the manifest, or null when the directory has none
   * @throws CorruptStoreException when it is damaged
   * @throws StoreException when it cannot be read
   */
  public Manifest load(UUID storeId) {
    for (int attempt = 1; ; attempt++) {
      List<Long> numbers = numbers();
      long number = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
      try {
        Manifest manifest = number == 0 ? null : read(number, storeId);
        newest = number;
        return manifest;
      } catch (StoreException e) {
        // A writer may have replaced it, and deleted it, since we looked.
        if (attempt == LOAD_ATTEMPTS || !(e.getCause() instanceof NoSuchFileException)) {
          throw e;
        }
      }
    }
  }

  private Manifest read(long number, UUID storeId) {
    Path file = file(number);
    Manifest manifest = ManifestCodec.read(ops, file, storeId);
    if (manifest.number() != number) {
      throw new CorruptStoreException(file, -1, "holds manifest number=" + manifest.number());
    }
    return manifest;
  }

  /**
   * Puts the next manifest in force: on return it is durable. Everything that it names must be
   * durable before the call.
   *
   * <p>After a fault it may or may not be in force when the store is opened the next time; so keep
   * what either manifest names, and write the same number again.
   *
   * @param manifest the manifest, whose number is one more than that of the newest
   * @throws StoreException when it cannot be written
   */
  public void write(Manifest manifest) {
    if (newest == NOT_LOADED) {
      load(manifest.storeId());
    }
    if (manifest.number() != newest + 1) {
      throw new IllegalArgumentException(
          "manifest number=" + manifest.number() + " cannot follow number=" + newest);
    }
    Path file = file(manifest.number());
    if (ops.exists(file)) {
      // Left by a write of ours that failed in its last step.
      try {
        ops.delete(file);
      } catch (IOException e) {
        throw IoFailure.of("delete", file, e);
      }
    }
    ManifestCodec.write(ops, file, manifest);
    newest = manifest.number();
    deleteOld();
  }

  private void deleteOld() {
    try {
      for (long number : numbers()) {
        if (number <= newest - KEPT) {
          ops.delete(file(number));
        }
      }
    } catch (IOException | StoreException e) {
      // The new manifest is in force all the same; the next write deletes what is left.
      return;
    }
  }

  private Path file(long number) {
    String digits = String.format(Locale.ROOT, "%0" + ManifestLayout.NAME_DIGITS + "d", number);
    return directory.resolve(ManifestLayout.NAME_PREFIX + digits);
  }

  /** Numbers of the manifests that are there, ascending. */
  private List<Long> numbers() {
    try {
      List<Long> numbers = new ArrayList<>();
      for (String name : ops.list(directory)) {
        String digits =
            name.startsWith(ManifestLayout.NAME_PREFIX)
                ? name.substring(ManifestLayout.NAME_PREFIX.length())
                : "";
        if (digits.length() == ManifestLayout.NAME_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
          numbers.add(Long.parseLong(digits));
        }
      }
      return numbers;
    } catch (IOException e) {
      throw IoFailure.of("list", directory, e);
    }
  }
}
