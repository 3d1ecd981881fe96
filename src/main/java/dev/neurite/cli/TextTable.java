package dev.neurite.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells in columns: a column is as wide as its widest cell, two spaces apart. */
final class TextTable {
  private final String format;
  private final List<String[]> lines = new ArrayList<>();

  /**
   * A table with a head.
   *
   * @param format a letter per column: {@code l} for text, flush left, {@code r} for numbers
   */
  TextTable(String format, String... head) {
    this.format = format;
    lines.add(head);
  }

  /** Adds a line. */
  TextTable add(String... cells) {
    lines.add(cells);
    return this;
  }

  /** The lines, without spaces at their ends. */
  List<String> lines() {
    int[] widths = new int[format.length()];
    for (String[] cells : lines) {
      for (int c = 0; c < cells.length; c++) {
        widths[c] = Math.max(widths[c], cells[c].length());
      }
    }
    return lines.stream().map(cells -> line(cells, widths)).toList();
  }

  private String line(String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.length; c++) {
      String space = " ".repeat(widths[c] - cells[c].length());
      line.append(c == 0 ? "" : "  ");
      line.append(format.charAt(c) == 'r' ? space + cells[c] : cells[c] + space);
    }
    return line.toString().stripTrailing();
  }
}
