package io.telltale.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * SQLite: one table clustered by series and time, the key being the table
 * (https://www.sqlite.org/withoutrowid.html); series are numbered by channel, then device. Readings
 * are collected, sorted by key and written 100 rows a statement, 500,000 a transaction, to the
 * write-ahead log with {@code synchronous=NORMAL} (https://www.sqlite.org/wal.html), with a page
 * cache of 1 GB.
 */
final class SqliteEngine implements Engine {
  private static final int BATCH = 500_000;
  private static final int ROWS_A_STATEMENT = 100;
  private static final SeriesSql SQL = new SeriesSql("%s");

  private final Fleet fleet;
  private final Connection connection;
  private final PreparedStatement insertMany;
  private final PreparedStatement insertOne;
  private final SeriesBatch batch;
  private final JdbcQuestions questions;

  private SqliteEngine(Fleet fleet, Connection connection) throws SQLException {
    this.fleet = fleet;
    this.connection = connection;
    String row = "(?, ?, ?)";
    String many = String.join(", ", Collections.nCopies(ROWS_A_STATEMENT, row));
    insertMany = connection.prepareStatement("INSERT INTO r VALUES " + many);
    insertOne = connection.prepareStatement("INSERT INTO r VALUES " + row);
    batch = new SeriesBatch(fleet.devices() * Fleet.CHANNELS, BATCH);
    questions = new JdbcQuestions(connection, this::sql);
  }

  static Engine open(Path directory, Fleet fleet) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL);
    // Negative: in units of 1,024 bytes instead of pages.
    config.setCacheSize(-(1 << 20));
    Connection connection = config.createConnection("jdbc:sqlite:" + directory.resolve("fleet.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS r (s INTEGER, ts INTEGER, v REAL, PRIMARY KEY (s, ts))"
              + " WITHOUT ROWID");
    }
    connection.setAutoCommit(false);
    return new SqliteEngine(fleet, connection);
  }

  @Override
  public void append(int device, int channel, long timeNs, double value) throws SQLException {
    batch.add(series(device, channel), timeNs, value);
    if (batch.isFull()) {
      write();
    }
  }

  @Override
  public void barrier() throws SQLException {
    write();
  }

  @Override
  public void ask(Question question, Answer answer) throws SQLException {
    questions.ask(question, answer);
  }

  @Override
  public void close() throws IOException {
    try {
      write();
      questions.close();
      insertMany.close();
      insertOne.close();
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void write() throws SQLException {
    batch.sort();
    int next = 0;
    for (; next + ROWS_A_STATEMENT <= batch.count(); next += ROWS_A_STATEMENT) {
      insert(insertMany, next, next + ROWS_A_STATEMENT);
    }
    for (; next < batch.count(); next++) {
      insert(insertOne, next, next + 1);
    }
    connection.commit();
    batch.clear();
  }

  private void insert(PreparedStatement statement, int from, int to) throws SQLException {
    int parameter = 1;
    for (int i = from; i < to; i++) {
      statement.setInt(parameter++, batch.series(i));
      statement.setLong(parameter++, batch.time(i));
      statement.setDouble(parameter++, batch.value(i));
    }
    statement.executeUpdate();
  }

  private int series(int device, int channel) {
    return channel * fleet.devices() + device;
  }

  private String sql(Question question) {
    int first = series(0, question.kind().channel());
    int last = first + fleet.devices() - 1;
    String between = "s BETWEEN " + first + " AND " + last;
    String readings = "SELECT s - " + first + " AS k, ts, v FROM r WHERE ";
    String hot = "s IN (SELECT DISTINCT s FROM r WHERE %s AND v > " + Question.HOT + ")";
    return switch (question.kind()) {
      case LATEST -> latest(first, last);
      case RANGE ->
          "SELECT ts, v FROM r WHERE s = " + (first + question.device()) + within(question);
      case HOT_DEVICE -> SQL.hot("(" + readings + "s = " + (first + question.device()) + ") r");
      case HOT_FLEET -> SQL.hot("(" + readings + String.format(hot, between) + ") r");
      case HOT_LOT ->
          SQL.hot(
              "(" + readings + String.format(hot, "s IN (" + lot(question, first) + ")") + ") r");
      case HOURLY ->
          "SELECT s - "
              + first
              + ", ts / 3600000000000 * 3600000000000 AS h, count(*), avg(v),"
              + " min(v), max(v) FROM r WHERE "
              + between
              + " GROUP BY s, h";
      case SILENT -> SQL.silent("(" + readings + between + ") r");
      case STEEP -> SQL.steep("(" + readings + between + ") r");
      case MEAN ->
          "WITH RECURSIVE d(s) AS ("
              + counting(first, last)
              + ") SELECT count(*), avg(v) FROM d"
              + " CROSS JOIN r ON r.s = d.s"
              + within(question);
    };
  }

  /** One seek a series, in place of a scan. */
  private static String latest(int first, int last) {
    return "WITH RECURSIVE d(s) AS ("
        + counting(first, last)
        + ") SELECT r.s - "
        + first
        + ", r.ts, r.v FROM d CROSS JOIN r ON r.s = d.s"
        + " AND r.ts = (SELECT max(ts) FROM r WHERE s = d.s)";
  }

  private static String counting(int first, int last) {
    return "SELECT " + first + " UNION ALL SELECT s + 1 FROM d WHERE s < " + last;
  }

  private String lot(Question question, int first) {
    return Arrays.stream(fleet.devicesOf(question))
        .mapToObj(device -> String.valueOf(first + device))
        .collect(Collectors.joining(", "));
  }

  private static String within(Question question) {
    return " AND ts >= " + question.fromNs() + " AND ts < " + question.toNs();
  }
}
