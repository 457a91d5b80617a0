package io.telltale.peers;

import java.nio.file.Path;
import java.util.Arrays;

/** The engines on trial, by the names that the command line and the report use. */
enum EngineName {
  NULL("null", null, (directory, fleet) -> new NullEngine()),
  TELLTALE("telltale", "telltale", TelltaleEngine::open),
  QUESTDB("questdb", "questdb", (at, fleet) -> QuestDbEngine.open(at, fleet, false)),
  QUESTDB_WAL("questdb-wal", "questdb", (at, fleet) -> QuestDbEngine.open(at, fleet, true)),
  DUCKDB("duckdb", "duckdb", DuckDbEngine::open),
  TSFILE("tsfile", "tsfile", (at, fleet) -> TsFileEngine.open(at, fleet, false)),
  TSFILE_2DIFF("tsfile-2diff", "tsfile", (at, fleet) -> TsFileEngine.open(at, fleet, true)),
  ROCKSDB("rocksdb", "rocksdb", (at, fleet) -> RocksDbEngine.open(at, fleet, false)),
  ROCKSDB_WAL("rocksdb-wal", "rocksdb", (at, fleet) -> RocksDbEngine.open(at, fleet, true)),
  SQLITE("sqlite", "sqlite", SqliteEngine::open),
  H2_MVSTORE("h2-mvstore", "h2", MvStoreEngine::open),
  CHRONICLE_ROW("chronicle-row", "chronicle", ChronicleEngine::openRows),
  CHRONICLE_BATCH("chronicle-batch", "chronicle", ChronicleEngine::openBatches);

  private final String label;
  private final String library;
  private final Opener opener;

  EngineName(String label, String library, Opener opener) {
    this.label = label;
    this.library = library;
    this.opener = opener;
  }

  /** The name for people. */
  String label() {
    return label;
  }

  /** The library whose version matters, or null. */
  String library() {
    return library;
  }

  /** Whether it keeps what it is given. */
  boolean answers() {
    return this != NULL;
  }

  /** Opens it in a folder that exists. */
  Engine open(Path directory, Fleet fleet) throws Exception {
    return opener.open(directory, fleet);
  }

  /** The engine of this name for people. */
  static EngineName of(String label) {
    return Arrays.stream(values())
        .filter(name -> name.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + label));
  }

  @Override
  public String toString() {
    return label;
  }

  /** Opens an engine. */
  private interface Opener {
    Engine open(Path directory, Fleet fleet) throws Exception;
  }
}
