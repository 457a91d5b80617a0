package io.telltale.peers;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableToken;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.TableWriterAPI;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.cairo.wal.ApplyWal2TableJob;
import io.questdb.cairo.wal.WalPurgeJob;
import io.questdb.cairo.wal.seq.SeqTxnTracker;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.mp.WorkerPool;
import io.questdb.mp.WorkerPoolUtils;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * QuestDB, embedded (https://questdb.com/docs/ingestion/java-embedded): a table a channel, the
 * device a symbol, time in nanoseconds as the designated timestamp, partitions of an hour. One
 * writer a table, a commit every 200,000 rows and at a barrier; no sync, which is its default.
 *
 * <p>Without a write-ahead log rows go straight into the table, by a symbol's key once it is known.
 * With it (https://questdb.com/docs/concepts/write-ahead-log), its default, a job on the worker
 * applies the log, and a barrier waits for that. There is one worker besides the caller.
 *
 * <p>Q4 and Q8 first narrow down to devices that were above the limit at all.
 */
final class QuestDbEngine implements Engine {
  private static final int ROWS_A_COMMIT = 200_000;
  private static final int WORKERS = 1;
  private static final long APPLY_POLL_NS = 50_000;
  private static final SeriesSql SQL = new SeriesSql("cast(%s AS long)");

  private final Fleet fleet;
  private final boolean wal;
  private final CairoEngine engine;
  private final WorkerPool workers;
  private final SqlExecutionContextImpl context;
  private final String[] serials;
  private final TableToken[] tables = new TableToken[Fleet.CHANNELS];
  private final TableWriterAPI[] writers = new TableWriterAPI[Fleet.CHANNELS];
  private final int[] uncommitted = new int[Fleet.CHANNELS];
  private final int[][] symbols;
  private final Map<Question, RecordCursorFactory> prepared = new HashMap<>();

  private QuestDbEngine(Path directory, Fleet fleet, boolean wal) throws SqlException {
    this.fleet = fleet;
    this.wal = wal;
    engine = new CairoEngine(new DefaultCairoConfiguration(directory.toString()));
    workers = new WorkerPool(() -> WORKERS);
    WorkerPoolUtils.setupQueryJobs(workers, engine);
    WorkerPoolUtils.setupWriterJobs(workers, engine);
    if (wal) {
      ApplyWal2TableJob apply = new ApplyWal2TableJob(engine, WORKERS);
      workers.assign(apply);
      workers.freeOnExit(apply);
    }
    workers.start();
    context =
        new SqlExecutionContextImpl(engine, WORKERS)
            .with(AllowAllSecurityContext.INSTANCE, null, null);
    serials = new String[fleet.devices()];
    Arrays.setAll(serials, fleet::serial);
    symbols = new int[Fleet.CHANNELS][fleet.devices()];
    for (int channel = 0; channel < tables.length; channel++) {
      tables[channel] = table(channel);
      writers[channel] =
          wal ? engine.getWalWriter(tables[channel]) : engine.getWriter(tables[channel], "ingest");
      Arrays.fill(symbols[channel], -1);
    }
  }

  static Engine open(Path directory, Fleet fleet, boolean wal) throws SqlException {
    return new QuestDbEngine(directory, fleet, wal);
  }

  private TableToken table(int channel) throws SqlException {
    engine.execute(
        "CREATE TABLE IF NOT EXISTS "
            + Fleet.channel(channel)
            + " (device SYMBOL CAPACITY 4096, v DOUBLE, ts TIMESTAMP_NS)"
            + " TIMESTAMP(ts) PARTITION BY HOUR "
            + (wal ? "WAL" : "BYPASS WAL"),
        context);
    return engine.verifyTableName(Fleet.channel(channel));
  }

  @Override
  public void append(int device, int channel, long timeNs, double value) {
    TableWriterAPI writer = writers[channel];
    TableWriter.Row row = writer.newRow(timeNs);
    int symbol = symbols[channel][device];
    if (symbol >= 0) {
      row.putSymIndex(0, symbol);
    } else {
      row.putSym(0, serials[device]);
      if (writer instanceof TableWriter table) {
        symbols[channel][device] = table.getSymbolIndexNoTransientCountUpdate(0, serials[device]);
      }
    }
    row.putDouble(1, value);
    row.append();
    if (++uncommitted[channel] == ROWS_A_COMMIT) {
      commit(channel);
    }
  }

  @Override
  public void barrier() {
    for (int channel = 0; channel < writers.length; channel++) {
      commit(channel);
    }
    for (int channel = 0; wal && channel < writers.length; channel++) {
      SeqTxnTracker transactions = engine.getTableSequencerAPI().getTxnTracker(tables[channel]);
      while (transactions.getWriterTxn() < transactions.getSeqTxn()) {
        if (transactions.isSuspended()) {
          throw new IllegalStateException("QuestDB stopped applying its log: " + tables[channel]);
        }
        LockSupport.parkNanos(APPLY_POLL_NS);
      }
    }
  }

  @Override
  public void ask(Question question, Answer answer) throws SqlException {
    RecordCursorFactory factory = prepared.get(question);
    if (factory == null) {
      factory = engine.select(sql(question), context);
      prepared.put(question, factory);
    }
    try (RecordCursor cursor = factory.getCursor(context)) {
      Record row = cursor.getRecord();
      while (cursor.hasNext()) {
        add(question.kind(), row, answer);
      }
    }
  }

  @Override
  public void close() {
    barrier();
    prepared.values().forEach(RecordCursorFactory::close);
    prepared.clear();
    for (TableWriterAPI writer : writers) {
      writer.close();
    }
    workers.halt();
    if (wal) {
      purgeLog();
    }
    context.close();
    engine.close();
  }

  /** Deletes what was applied; a server does that every half minute. */
  private void purgeLog() {
    engine.releaseInactive();
    try (WalPurgeJob purge = new WalPurgeJob(engine)) {
      purge.drain(0);
    }
  }

  private void commit(int channel) {
    if (uncommitted[channel] > 0) {
      writers[channel].commit();
      uncommitted[channel] = 0;
    }
  }

  private static void add(Question.Kind kind, Record row, Answer answer) {
    switch (kind) {
      case LATEST -> answer.addLatest(device(row), row.getTimestamp(1), row.getDouble(2));
      case RANGE -> answer.addReading(row.getTimestamp(0), row.getDouble(1));
      case HOURLY ->
          answer.addHour(
              device(row),
              row.getTimestamp(1),
              row.getLong(2),
              row.getDouble(3),
              row.getDouble(4),
              row.getDouble(5));
      case SILENT -> answer.addPause(device(row), row.getTimestamp(1), row.getTimestamp(2));
      case MEAN -> answer.addMean(row.getLong(0), row.getDouble(1));
      default ->
          answer.addRun(device(row), row.getTimestamp(1), row.getTimestamp(2), row.getLong(3));
    }
  }

  private static int device(Record row) {
    return Fleet.device(row.getSymA(0));
  }

  private String sql(Question question) {
    String table = Fleet.channel(question.kind().channel());
    String readings = "SELECT device AS k, ts, v FROM " + table;
    String hot = "(SELECT DISTINCT device FROM " + table + " WHERE %s v > " + Question.HOT + ")";
    String one = question.device() < 0 ? "" : "device = '" + serials[question.device()] + "'";
    return switch (question.kind()) {
      case LATEST -> "SELECT device, ts, v FROM " + table + " LATEST ON ts PARTITION BY device";
      case RANGE -> "SELECT ts, v FROM " + table + " WHERE " + one + " AND " + within(question);
      case HOT_DEVICE -> SQL.hot("(" + readings + " WHERE " + one + ") r");
      case HOT_FLEET ->
          SQL.hot("(" + readings + " WHERE device IN " + String.format(hot, "") + ") r");
      case HOT_LOT ->
          SQL.hot(
              "("
                  + readings
                  + " WHERE device IN "
                  + String.format(hot, "device IN (" + lot(question) + ") AND")
                  + ") r");
      case HOURLY ->
          "SELECT device, timestamp_floor('h', ts) AS h, count(), avg(v), min(v), max(v) FROM "
              + table;
      case SILENT -> SQL.silent("(" + readings + ") r");
      case STEEP -> SQL.steep("(" + readings + ") r");
      case MEAN -> "SELECT count(), avg(v) FROM " + table + " WHERE " + within(question);
    };
  }

  private String lot(Question question) {
    return Arrays.stream(fleet.devicesOf(question))
        .mapToObj(device -> "'" + serials[device] + "'")
        .collect(Collectors.joining(", "));
  }

  private static String within(Question question) {
    return "ts >= '" + time(question.fromNs()) + "' AND ts < '" + time(question.toNs()) + "'";
  }

  private static Instant time(long timeNs) {
    return Instant.ofEpochSecond(0, timeNs);
  }
}
