package dev.neurite.data;

import dev.neurite.check.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * How {@link Csv} reads a file. Immutable: each method returns other options. Start from {@link
 * Csv#options()}.
 *
 * <p>Columns are given by their name in the header or by their number, counted from 1 as in
 * messages. {@code label}, {@code targets} and {@code unlabelled} replace one another: the last
 * call decides.
 */
public final class CsvOptions {

  /** Whether the first line has the names of the columns. */
  public enum Header {
    /** It has, if none of its fields is a number. */
    DETECT,
    /** It has. */
    PRESENT,
    /** It is data. */
    ABSENT
  }

  private static final String OPERATION = "csv options";

  private final char separator;
  private final Header header;
  private final Dataset.Kind kind;
  private final List<Column> columns; // of the label or the targets
  private final List<String> labels; // in their fixed order; empty: sort them

  private CsvOptions(
      char separator, Header header, Dataset.Kind kind, List<Column> columns, List<String> labels) {
    this.separator = separator;
    this.header = header;
    this.kind = kind;
    this.columns = columns;
    this.labels = labels;
  }

  static CsvOptions defaults() {
    return new CsvOptions(
        ',', Header.DETECT, Dataset.Kind.CLASSES, List.of(new Column.Last()), List.of());
  }

  /** What stands between two fields: an ASCII character that no number and no line end contains. */
  public CsvOptions separator(char separator) {
    boolean usable =
        separator == '\t'
            || separator >= ' '
                && separator < 0x7f
                && !Character.isLetterOrDigit(separator)
                && "\"+-.".indexOf(separator) < 0;
    if (!usable) {
      throw new IllegalArgumentException(
          OPERATION
              + ": separator must be a tab, a space or a punctuation character other than \" + - .,"
              + " got "
              + DataException.quote(String.valueOf(separator)));
    }
    return new CsvOptions(separator, header, kind, columns, labels);
  }

  /** Whether the first line has names. */
  public CsvOptions header(Header header) {
    Check.notNull(OPERATION, "header", header);
    return new CsvOptions(separator, header, kind, columns, labels);
  }

  /** The column with the class. */
  public CsvOptions label(String column) {
    return of(Dataset.Kind.CLASSES, List.of(new Column.Named(column)));
  }

  /** The column with the class, counted from 1. */
  public CsvOptions label(int column) {
    return of(Dataset.Kind.CLASSES, List.of(new Column.Numbered(column)));
  }

  /**
   * The classes in a fixed order, such as that of a trained model; others are refused. Without
   * this, labels are sorted: as numbers if all are numbers, else as text. Plays no part where there
   * is no label column.
   */
  public CsvOptions labels(List<String> labels) {
    Check.notNull(OPERATION, "labels", labels);
    List<String> fixed = List.copyOf(labels);
    Check.positive(OPERATION, "number of labels", fixed.size());
    refuseRepeats("label", fixed);
    return new CsvOptions(separator, header, kind, columns, fixed);
  }

  /** The columns with the values to predict, in the order of the outputs. */
  public CsvOptions targets(String... columns) {
    Check.notNull(OPERATION, "targets", columns);
    List<Column> named = new ArrayList<>();
    Arrays.stream(columns).forEach(c -> named.add(new Column.Named(c)));
    return of(Dataset.Kind.VALUES, named);
  }

  /** The columns with the values to predict, counted from 1, in the order of the outputs. */
  public CsvOptions targets(int... columns) {
    Check.notNull(OPERATION, "targets", columns);
    List<Column> numbered = new ArrayList<>();
    Arrays.stream(columns).forEach(c -> numbered.add(new Column.Numbered(c)));
    return of(Dataset.Kind.VALUES, numbered);
  }

  /** Every column is a feature. */
  public CsvOptions unlabelled() {
    return new CsvOptions(separator, header, Dataset.Kind.NONE, List.of(), labels);
  }

  /**
   * Reads a file.
   *
   * @throws DataException if the file cannot be read or is malformed
   */
  public Dataset read(Path path) {
    Check.notNull("csv", "path", path);
    return Source.read(path, (file, in) -> new CsvReader(file, in, this).read());
  }

  char separator() {
    return separator;
  }

  Header header() {
    return header;
  }

  Dataset.Kind kind() {
    return kind;
  }

  List<Column> columns() {
    return columns;
  }

  List<String> labels() {
    return labels;
  }

  private CsvOptions of(Dataset.Kind kind, List<Column> columns) {
    Check.positive(OPERATION, "number of targets", columns.size());
    refuseRepeats("column", columns);
    return new CsvOptions(separator, header, kind, List.copyOf(columns), labels);
  }

  private static void refuseRepeats(String what, List<?> items) {
    HashSet<Object> seen = new HashSet<>();
    for (Object item : items) {
      if (!seen.add(item)) {
        throw new IllegalArgumentException(
            OPERATION + ": " + what + " " + item + " is given twice");
      }
    }
  }
}
