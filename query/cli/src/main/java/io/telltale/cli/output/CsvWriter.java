package io.telltale.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** RFC 4180 with a header line, but lines end with a single line feed on every system. */
final class CsvWriter implements RowWriter {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private final CSVPrinter printer;

  private CsvWriter(CSVPrinter printer) {
    this.printer = printer;
  }

  static CsvWriter open(List<Column> columns, Writer out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, FORMAT);
    printer.printRecord(columns.stream().map(Column::name));
    return new CsvWriter(printer);
  }

  @Override
  public void text(String value) throws IOException {
    printer.print(value);
  }

  @Override
  public void number(long value) throws IOException {
    printer.print(Long.toString(value));
  }

  @Override
  public void number(double value) throws IOException {
    printer.print(DoubleText.of(value));
  }

  @Override
  public void flag(boolean value) throws IOException {
    printer.print(Boolean.toString(value));
  }

  @Override
  public void time(long timeNs) throws IOException {
    printer.print(TimeText.of(timeNs));
  }

  @Override
  public void map(Map<String, String> values) throws IOException {
    printer.print(MapText.of(values));
  }

  @Override
  public void list(List<String> values) throws IOException {
    printer.print(ListText.of(values));
  }

  @Override
  public void nothing() throws IOException {
    printer.print(null);
  }

  @Override
  public void endRow() throws IOException {
    printer.println();
  }

  @Override
  public void flush() throws IOException {
    printer.flush();
  }

  @Override
  public void close() throws IOException {
    printer.flush();
  }
}
