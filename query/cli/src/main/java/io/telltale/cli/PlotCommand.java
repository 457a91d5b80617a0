package io.telltale.cli;

import io.telltale.cli.plot.HtmlPlot;
import io.telltale.cli.plot.PlotReadings;
import io.telltale.cli.plot.PlotSubject;
import io.telltale.cli.plot.PlotWindow;
import io.telltale.cli.plot.TerminalPlot;
import io.telltale.core.Channel;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.query.PlotQuery;
import io.telltale.query.RangeQuery;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowQuery;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.roaringbitmap.RoaringBitmap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale plot DB CHANNEL --device D}. */
@Command(
    name = "plot",
    description = {
      "Draws the readings of a device on a channel, and the windows of a rule.",
      "It draws on the terminal, or into one HTML file with a chart that zooms and pans and loads",
      "nothing from the network."
    },
    footer = {
      "",
      "Examples:",
      "  telltale plot fleet temperature --device SN-1234 --from 2026-01-01 --to 2026-01-08",
      "  telltale plot fleet temperature --device SN-1234 --rule 'temperature > 8 for 10m' \\",
      "      --html fridge.html"
    })
final class PlotCommand implements Callable<Integer> {
  private static final int DEFAULT_WIDTH = 80;
  private static final int DEFAULT_HEIGHT = 16;
  private static final int MOST_WIDTH = 10_000;

  @Mixin private StoreArgument db;

  @Parameters(
      index = "1",
      paramLabel = "CHANNEL",
      description = "Name of the channel, as 'telltale channels' lists it.")
  private String channelName;

  @Option(
      names = "--device",
      required = true,
      paramLabel = "SERIAL",
      description = "The device, by its serial number.")
  private String serial;

  @Mixin private RangeOptions range;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description = "Mark the windows of this rule: 'temperature > 8 for 10m'.")
  private String ruleText;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page for a browser to this file, in place of what is there.")
  private Path html;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Characters in a line; by default as the variable COLUMNS says, else 80.")
  private Integer width;

  @Option(
      names = "--height",
      paramLabel = "N",
      defaultValue = "" + DEFAULT_HEIGHT,
      description = "Lines for the readings; ${DEFAULT-VALUE} by default.")
  private int height;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    range.check();
    int columns = columns();
    RuleArgument rule = ruleText == null ? null : RuleArgument.parse(ruleText);
    try (TelemetryStore store = db.openReadOnly()) {
      Channel channel = StoreNames.channel(store, channelName);
      int device = StoreNames.device(store, serial);
      PlotQuery query =
          PlotQuery.prepare(store, channel.name())
              .device(device)
              .range(range.fromNs(), range.toNs());
      if (query.m4(1).size() == 0) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "nothing to draw: " + serial + " has no number on " + channelName + " in this range");
      }
      PlotSubject subject = subject(store, channel, device, rule);
      if (html == null) {
        Writer out = TelltaleCommand.streams(spec).out();
        new TerminalPlot(subject, columns, height).write(query, out);
        out.flush();
      } else {
        writePage(store, channel, device, query, subject);
      }
    }
    return ExitCode.DONE;
  }

  private void writePage(
      TelemetryStore store, Channel channel, int device, PlotQuery few, PlotSubject subject)
      throws IOException {
    RangeQuery all =
        RangeQuery.prepare(store, channel.name())
            .device(device)
            .range(range.fromNs(), range.toNs());
    PlotReadings readings = PlotReadings.read(channel.kind(), all, few, HtmlPlot.MOST_READINGS);
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(html))) {
      new HtmlPlot(subject, readings).write(file);
    }
    String windows =
        ruleText == null ? "" : ", " + Quantity.counted(subject.windows().size(), "window");
    TelltaleCommand.streams(spec)
        .err()
        .println("wrote " + html + ": " + Quantity.counted(readings.size(), "reading") + windows);
  }

  private PlotSubject subject(
      TelemetryStore store, Channel channel, int device, RuleArgument rule) {
    List<String> states = new ArrayList<>();
    if (channel.kind() == Kind.STATE) {
      for (int code = 0; code < store.channels().stateCount(channel.id()); code++) {
        states.add(store.channels().state(channel.id(), code));
      }
    }
    List<PlotWindow> windows = new ArrayList<>();
    if (rule != null) {
      WindowQuery query =
          WindowQuery.prepare(store, rule.checked(store))
              .range(range.fromNs(), range.toNs())
              .devices(RoaringBitmap.bitmapOf(device));
      try (WindowCursor cursor = query.run()) {
        while (cursor.next()) {
          windows.add(PlotWindow.of(cursor));
        }
      }
    }
    return new PlotSubject(
        serial, channel.name(), channel.kind(), channel.unit(), states, ruleText, windows);
  }

  private int columns() {
    int columns = width == null ? fromEnvironment() : width;
    if (columns < TerminalPlot.LEAST_WIDTH || columns > MOST_WIDTH) {
      throw new ParameterException(
          spec.commandLine(),
          "--width must be from " + TerminalPlot.LEAST_WIDTH + " to " + MOST_WIDTH);
    }
    if (height < TerminalPlot.LEAST_HEIGHT || height > MOST_WIDTH) {
      throw new ParameterException(
          spec.commandLine(),
          "--height must be from " + TerminalPlot.LEAST_HEIGHT + " to " + MOST_WIDTH);
    }
    return columns;
  }

  /** What the shell says of its window; nonsense there is no reason to refuse. */
  private static int fromEnvironment() {
    String text = System.getenv("COLUMNS");
    if (text == null || !text.matches("[1-9][0-9]{0,3}")) {
      return DEFAULT_WIDTH;
    }
    return Math.max(TerminalPlot.LEAST_WIDTH, Integer.parseInt(text));
  }
}
