package io.telltale.core;

import java.nio.file.Path;

/** A file of the store is damaged. Names the file and the place. */
public final class CorruptStoreException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final transient Path path;
  private final long offset;

  /**
   * Makes one.
   *
   * @param path the damaged file
   * @param offset byte offset of the damage within it, or -1 when the file as a whole is meant
   * @param reason what is wrong there
   */
  public CorruptStoreException(Path path, long offset, String reason) {
    super("damaged file=" + path + (offset >= 0 ? " offset=" + offset : "") + ": " + reason);
    this.path = path;
    this.offset = offset;
  }

  /**
   * The damaged file.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /**
   * Where the damage is.
   *
   * @return byte offset, or -1 when the file as a whole is meant
   */
  public long offset() {
    return offset;
  }
}
