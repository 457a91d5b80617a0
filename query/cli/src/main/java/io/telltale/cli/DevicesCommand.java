package io.telltale.cli;

import io.telltale.cli.output.Column;
import io.telltale.core.Devices;
import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code telltale devices DB}. */
@Command(
    name = "devices",
    description = "Lists the devices and their attributes.",
    footer = {"", "Example:", "  telltale devices fleet --output csv"})
final class DevicesCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(Column.text("serial"), Column.text("attributes"));

  @Mixin private StoreArgument db;
  @Mixin private AnswerOptions answerOptions;

  @Override
  public Integer call() throws IOException {
    try (TelemetryStore store = db.openReadOnly();
        Answer answer = answerOptions.open(COLUMNS)) {
      Devices devices = store.devices();
      for (int device = 0; device < devices.count(); device++) {
        answer.rows().text(devices.serial(device));
        answer.rows().map(devices.attributes(device));
        answer.endRow();
      }
    }
    return ExitCode.DONE;
  }
}
