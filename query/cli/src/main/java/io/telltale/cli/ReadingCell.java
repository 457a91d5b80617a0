package io.telltale.cli;

import io.telltale.cli.output.RowWriter;
import io.telltale.core.Channel;
import io.telltale.core.Channels;
import java.io.IOException;

/** Writes values by the kind of their channel. */
final class ReadingCell {
  private final Channel channel;
  private final Channels channels;

  ReadingCell(Channel channel, Channels channels) {
    this.channel = channel;
    this.channels = channels;
  }

  /** Writes a value in whichever of the two forms its kind has exactly. */
  void write(RowWriter rows, double doubleValue, long longValue) throws IOException {
    switch (channel.kind()) {
      case DOUBLE -> rows.number(doubleValue);
      case LONG -> rows.number(longValue);
      case BOOLEAN -> rows.flag(longValue != 0);
      case STATE -> rows.text(channels.state(channel.id(), (int) longValue));
    }
  }

  /** The same for figures that states, which have no order, do not have. */
  void writeOrdered(RowWriter rows, double doubleValue, long longValue) throws IOException {
    if (hasOrder()) {
      write(rows, doubleValue, longValue);
    } else {
      rows.nothing();
    }
  }

  /** Writes a sum or a mean. */
  void writeFigure(RowWriter rows, double value) throws IOException {
    if (hasOrder()) {
      rows.number(value);
    } else {
      rows.nothing();
    }
  }

  private boolean hasOrder() {
    return switch (channel.kind()) {
      case DOUBLE, LONG, BOOLEAN -> true;
      case STATE -> false;
    };
  }
}
