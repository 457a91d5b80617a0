package io.telltale.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB: a table a channel without an index, filled by an appender each, as its documentation
 * advises for bulk loads from Java (https://duckdb.org/docs/stable/clients/java). One transaction
 * lasts from barrier to barrier, and the automatic checkpoint is put off by {@code
 * checkpoint_threshold} (https://duckdb.org/docs/stable/configuration/overview), so that the log is
 * written into the database file at close. It may use two threads.
 *
 * <p>Q4, Q7 and Q8 are gaps and islands by window functions; Q4 and Q8 first narrow down to devices
 * that were above the limit at all.
 */
final class DuckDbEngine implements Engine {
  private static final SeriesSql SQL = new SeriesSql("%s");

  private final Fleet fleet;
  private final DuckDBConnection connection;
  private final DuckDBAppender[] appenders = new DuckDBAppender[Fleet.CHANNELS];
  private final JdbcQuestions questions;

  private DuckDbEngine(Fleet fleet, DuckDBConnection connection) throws SQLException {
    this.fleet = fleet;
    this.connection = connection;
    questions = new JdbcQuestions(connection, this::sql);
    for (int channel = 0; channel < appenders.length; channel++) {
      appenders[channel] = connection.createAppender("main", Fleet.channel(channel));
    }
  }

  static Engine open(Path directory, Fleet fleet) throws SQLException {
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("fleet.duckdb"))
            .unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET checkpoint_threshold = '4GB'");
      for (int channel = 0; channel < Fleet.CHANNELS; channel++) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS "
                + Fleet.channel(channel)
                + " (device INTEGER, ts BIGINT, v DOUBLE)");
      }
    }
    connection.setAutoCommit(false);
    return new DuckDbEngine(fleet, connection);
  }

  @Override
  public void append(int device, int channel, long timeNs, double value) throws SQLException {
    appenders[channel].beginRow().append(device).append(timeNs).append(value).endRow();
  }

  @Override
  public void barrier() throws SQLException {
    for (DuckDBAppender appender : appenders) {
      appender.flush();
    }
    connection.commit();
  }

  @Override
  public void ask(Question question, Answer answer) throws SQLException {
    questions.ask(question, answer);
  }

  @Override
  public void close() throws IOException {
    try {
      for (DuckDBAppender appender : appenders) {
        appender.close();
      }
      connection.commit();
      questions.close();
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private String sql(Question question) {
    String table = Fleet.channel(question.kind().channel());
    String readings = "SELECT device AS k, ts, v FROM " + table;
    String hot = " device IN (SELECT device FROM " + table + " WHERE v > " + Question.HOT + ")";
    return switch (question.kind()) {
      case LATEST -> "SELECT device, max(ts), arg_max(v, ts) FROM " + table + " GROUP BY device";
      case RANGE ->
          "SELECT ts, v FROM " + table + " WHERE device = " + question.device() + within(question);
      case HOT_DEVICE -> SQL.hot("(" + readings + " WHERE device = " + question.device() + ") r");
      case HOT_FLEET -> SQL.hot("(" + readings + " WHERE" + hot + ") r");
      case HOT_LOT ->
          SQL.hot("(" + readings + " WHERE device IN (" + lot(question) + ") AND" + hot + ") r");
      case HOURLY ->
          "SELECT device, ts // 3600000000000 * 3600000000000 AS h, count(*), avg(v), min(v), max(v)"
              + " FROM "
              + table
              + " GROUP BY device, h";
      case SILENT -> SQL.silent("(" + readings + ") r");
      case STEEP -> SQL.steep("(" + readings + ") r");
      case MEAN -> "SELECT count(*), avg(v) FROM " + table + " WHERE true" + within(question);
    };
  }

  private String lot(Question question) {
    return Arrays.stream(fleet.devicesOf(question))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String within(Question question) {
    return " AND ts >= " + question.fromNs() + " AND ts < " + question.toNs();
  }
}
