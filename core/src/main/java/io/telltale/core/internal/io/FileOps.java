package io.telltale.core.internal.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Every call on files of ours goes through here, so that a test can make any of them fail.
 * SystemFileOps is the real one.
 */
public interface FileOps {
  /** Opens for reading. */
  FileHandle openRead(Path file) throws IOException;

  /** Creates a new file for writing; it must not exist. */
  FileHandle create(Path file) throws IOException;

  /** Opens an existing file (or creates it) for appending at its end, readable too. */
  FileHandle openAppend(Path file) throws IOException;

  /** Renames within one directory, atomically, replacing nothing. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  boolean exists(Path file);

  /** File names (not paths) in a directory, sorted. */
  List<String> list(Path directory) throws IOException;

  void createDirectories(Path directory) throws IOException;

  /** Bytes that the disk of a directory has left; very many where the system does not say. */
  long usableBytes(Path directory);

  /** Makes created, renamed and deleted names durable. */
  void forceDirectory(Path directory) throws IOException;
}
