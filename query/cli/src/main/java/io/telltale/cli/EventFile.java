package io.telltale.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.telltale.cli.output.JsonWriter;
import io.telltale.cli.output.RowWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file that events are added to, one JSON object a line. Its last whole line says which event was
 * the last: what a killed process had not written whole is cut off when it is opened again.
 */
final class EventFile implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String FIRST_BYTES = "{\"" + EventRows.NUMBER + "\":";
  private static final int PIECE_BYTES = 1 << 16;

  private final FileChannel channel;
  private final long lastNumber;
  private final RowWriter rows;

  private EventFile(FileChannel channel, Path path) throws IOException {
    this.channel = channel;
    long end = behindLineFeed(channel.size());
    lastNumber = end == 0 ? 0 : number(path, behindLineFeed(end - 1), end);
    checkRest(path, end);
    channel.truncate(end);
    channel.position(end);
    rows =
        JsonWriter.openLines(
            EventRows.columns(true),
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
  }

  static EventFile open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return new EventFile(channel, path);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns where the last line feed before an offset ends, 0 when there is none. */
  private long behindLineFeed(long before) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    for (long end = before; end > 0; ) {
      long from = Math.max(0, end - PIECE_BYTES);
      piece.clear().limit((int) (end - from));
      while (piece.hasRemaining() && channel.read(piece, from + piece.position()) >= 0) {
        continue;
      }
      for (int i = piece.position() - 1; i >= 0; i--) {
        if (piece.get(i) == '\n') {
          return from + i + 1;
        }
      }
      end = from;
    }
    return 0;
  }

  /** Fails unless what lies behind the last whole line may be the beginning of one. */
  private void checkRest(Path path, long end) throws IOException {
    byte[] first = FIRST_BYTES.getBytes(StandardCharsets.UTF_8);
    ByteBuffer rest = ByteBuffer.allocate((int) Math.min(first.length, channel.size() - end));
    while (rest.hasRemaining() && channel.read(rest, end + rest.position()) >= 0) {
      continue;
    }
    if (!Arrays.equals(rest.array(), 0, rest.capacity(), first, 0, rest.capacity())) {
      throw new CommandFailure(ExitCode.USAGE, notAnEvent(path, end));
    }
  }

  private long number(Path path, long from, long end) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(Math.toIntExact(end - from));
    while (line.hasRemaining() && channel.read(line, from + line.position()) >= 0) {
      continue;
    }
    try (JsonParser json = FACTORY.createParser(line.array())) {
      if (json.nextToken() == JsonToken.START_OBJECT
          && EventRows.NUMBER.equals(json.nextFieldName())
          && json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        return json.getLongValue();
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, notAnEvent(path, from), e);
    }
    throw new CommandFailure(ExitCode.USAGE, notAnEvent(path, from));
  }

  private static String notAnEvent(Path path, long offset) {
    return path + ": the line at offset " + offset + " is no event of watch";
  }

  /** Returns the number of the last event that it has, 0: none. */
  long lastNumber() {
    return lastNumber;
  }

  RowWriter rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      rows.close();
    }
  }
}
