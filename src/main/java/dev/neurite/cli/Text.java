package dev.neurite.cli;

/** Lays text out for a terminal of 80 columns. */
final class Text {
  /** Columns of a line. */
  static final int WIDTH = 80;

  private Text() {}

  /** A label, then text in the column beside it, broken between words. */
  static String labelled(String label, int column, String text) {
    String head = label + " ".repeat(Math.max(1, column - label.length()));
    StringBuilder lines = new StringBuilder(head);
    int at = head.length();
    boolean first = true;
    for (String word : text.split(" ")) {
      if (!first && at + 1 + word.length() > WIDTH) {
        lines.append('\n').append(" ".repeat(column));
        at = column;
        first = true;
      }
      lines.append(first ? "" : " ").append(word);
      at += (first ? 0 : 1) + word.length();
      first = false;
    }
    return lines.toString();
  }

  /** At most this many columns, the end replaced by an ellipsis where it is longer. */
  static String shortened(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, columns - 1) + "…";
  }
}
