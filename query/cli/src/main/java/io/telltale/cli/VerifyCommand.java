package io.telltale.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.telltale.cli.output.Column;
import io.telltale.cli.output.ControlText;
import io.telltale.cli.output.JsonWriter;
import io.telltale.cli.output.OutputFormat;
import io.telltale.core.StoreVerifier;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code telltale verify DB}. */
@Command(
    name = "verify",
    description = {
      "Reads every byte of a store that nobody writes and checks every checksum.",
      "Exit code 3 when something is damaged."
    },
    footer = {"", "Example:", "  telltale verify fleet"})
final class VerifyCommand implements Callable<Integer> {
  @Mixin private StoreArgument db;
  @Mixin private AnswerOptions answerOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    db.requireExisting();
    StoreVerifier.Report report =
        ProgressLine.during(
            TelltaleCommand.streams(spec),
            () -> "verifying ...",
            () -> StoreVerifier.verify(db.directory()));
    switch (answerOptions.format()) {
      case TABLE -> writeText(report);
      case CSV -> writeRows(report);
      case JSON -> writeObject(report);
    }
    return report.damages().isEmpty() ? ExitCode.DONE : ExitCode.DAMAGED;
  }

  private void writeText(StoreVerifier.Report report) throws IOException {
    Writer out = answerOptions.out();
    for (String damage : report.damages()) {
      out.write(ControlText.visible(damage) + "\n");
    }
    out.write(
        (report.damages().isEmpty()
                ? "sound: "
                : Quantity.counted(report.damages().size(), "damage") + " in ")
            + Quantity.counted(report.files(), "file")
            + ", "
            + Quantity.counted(report.blocks(), "block")
            + ", "
            + (report.frames() == 0
                ? ""
                : Quantity.counted(report.frames(), "frame") + " of the journal, ")
            + Quantity.counted(report.readings(), "reading")
            + "\n");
    out.flush();
  }

  private void writeRows(StoreVerifier.Report report) throws IOException {
    try (Answer answer =
        Answer.open(
            TelltaleCommand.streams(spec), OutputFormat.CSV, List.of(Column.text("damage")))) {
      for (String damage : report.damages()) {
        answer.rows().text(damage);
        answer.endRow();
      }
    }
  }

  private void writeObject(StoreVerifier.Report report) throws IOException {
    Writer out = answerOptions.out();
    try (JsonGenerator json = JsonWriter.openObject(out)) {
      json.writeStartObject();
      json.writeBooleanField("sound", report.damages().isEmpty());
      json.writeNumberField("files", report.files());
      json.writeNumberField("blocks", report.blocks());
      json.writeNumberField("frames", report.frames());
      json.writeNumberField("readings", report.readings());
      json.writeArrayFieldStart("damages");
      for (String damage : report.damages()) {
        json.writeString(damage);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }
}
