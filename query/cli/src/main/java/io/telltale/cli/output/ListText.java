package io.telltale.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Several texts as one text: {@code SN-1 "SN 2"}.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> the texts. <b>Lifetime:</b> no instances.
 */
public final class ListText {
  private static final CSVFormat WORDS =
      CSVFormat.DEFAULT.builder().setDelimiter(' ').setEscape('\\').get();

  private ListText() {}

  static String of(List<String> values) {
    StringBuilder text = new StringBuilder();
    for (String value : values) {
      if (text.length() > 0) {
        text.append(' ');
      }
      WordText.append(text, value);
    }
    return text.toString();
  }

  /**
   * Reads what a cell of an answer has.
   *
   * @param text as {@link RowWriter#list} writes it
   * @return the texts
   * @throws UncheckedIOException when a quote does not end
   * @throws IOException never: the text is in memory
   */
  public static List<String> parse(String text) throws IOException {
    List<String> values = new ArrayList<>();
    for (CSVRecord record : CSVParser.parse(text, WORDS)) {
      record.forEach(values::add);
    }
    return values;
  }
}
