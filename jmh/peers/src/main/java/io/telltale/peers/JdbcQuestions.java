package io.telltale.peers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Asks questions over JDBC: each is prepared once, its rows go to the answer by their position. */
final class JdbcQuestions implements AutoCloseable {
  private final Connection connection;
  private final Function<Question, String> sql;
  private final Map<Question, PreparedStatement> prepared = new HashMap<>();

  JdbcQuestions(Connection connection, Function<Question, String> sql) {
    this.connection = connection;
    this.sql = sql;
  }

  void ask(Question question, Answer answer) throws SQLException {
    PreparedStatement statement = prepared.get(question);
    if (statement == null) {
      statement = connection.prepareStatement(sql.apply(question));
      prepared.put(question, statement);
    }
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        add(question.kind(), rows, answer);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    prepared.clear();
  }

  private static void add(Question.Kind kind, ResultSet row, Answer answer) throws SQLException {
    switch (kind) {
      case LATEST -> answer.addLatest(row.getInt(1), row.getLong(2), row.getDouble(3));
      case RANGE -> answer.addReading(row.getLong(1), row.getDouble(2));
      case HOURLY ->
          answer.addHour(
              row.getInt(1),
              row.getLong(2),
              row.getLong(3),
              row.getDouble(4),
              row.getDouble(5),
              row.getDouble(6));
      case SILENT -> answer.addPause(row.getInt(1), row.getLong(2), row.getLong(3));
      case MEAN -> answer.addMean(row.getLong(1), row.getDouble(2));
      default -> answer.addRun(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }
  }
}
