package dev.neurite.testing;

import java.util.List;
import java.util.stream.Collectors;

/** Writes CSV as RFC 4180 has it: for reading it back. */
public final class CsvWriter {
  private final char separator;
  private final String lineEnd;
  private final boolean quoteAll;

  /** A writer that quotes every field, or only those that need it. */
  public CsvWriter(char separator, String lineEnd, boolean quoteAll) {
    this.separator = separator;
    this.lineEnd = lineEnd;
    this.quoteAll = quoteAll;
  }

  /** The records, each with a line end. */
  public String write(List<List<String>> records) {
    return records.stream().map(this::line).collect(Collectors.joining());
  }

  private String line(List<String> fields) {
    return fields.stream()
        .map(this::field)
        .collect(Collectors.joining(String.valueOf(separator), "", lineEnd));
  }

  private String field(String text) {
    boolean plain =
        !quoteAll
            && !text.isEmpty() // a line with one empty field would look blank
            && text.charAt(0) != '\ufeff' // at the start of a file it would be a byte order mark
            && text.chars().noneMatch(c -> c == separator || "\"\r\n".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
