package dev.neurite.data;

/**
 * A data file cannot be read, or does not hold what it should.
 *
 * <p>The message is one line that begins with the name of the file and says where in it: {@code
 * digits.csv.gz:17: column 5: expected a number, got "abc"}.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_QUOTE = 40; // characters of a file that a message repeats

  /** An error with this message. */
  public DataException(String message) {
    super(message);
  }

  /** An error with this message, caused by another. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Text of a file as a message shows it: in quotes, shortened, control characters escaped. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int shown = Math.min(text.length(), LONGEST_QUOTE);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(shown < text.length() ? "…\"" : "\"").toString();
  }
}
