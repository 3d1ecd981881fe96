package dev.neurite.data;

import java.nio.file.Path;

/**
 * Reads data sets from text files of comma-separated values [RFC 4180], packed with gzip or not.
 *
 * <pre>{@code
 * Dataset digits = Csv.read(Path.of("digits.csv.gz"));
 * Dataset houses = Csv.options().separator(';').targets("price").read(Path.of("houses.csv"));
 * }</pre>
 *
 * <p>Files are UTF-8. A field in quotes may hold separators, line ends, and quotes written twice. A
 * line ends with LF, CRLF or CR. A byte order mark and blank lines at the end of the file are
 * ignored; every other line must have as many columns as the first.
 *
 * <p>A number is a decimal one with a point, rounded to the nearest float; spaces and tabs around
 * it are ignored. NaN, infinities, numbers beyond the range of float and empty fields are refused.
 * Spaces around labels and names belong to them.
 *
 * @see CsvOptions
 */
public final class Csv {
  private static final CsvOptions DEFAULTS = CsvOptions.defaults();

  private Csv() {}

  /**
   * Reads a file whose last column is the class: {@code options().read(path)}.
   *
   * @throws DataException if the file cannot be read or is malformed
   */
  public static Dataset read(Path path) {
    return DEFAULTS.read(path);
  }

  /** Separator {@code ','}, header detected, the last column is the class. */
  public static CsvOptions options() {
    return DEFAULTS;
  }
}
