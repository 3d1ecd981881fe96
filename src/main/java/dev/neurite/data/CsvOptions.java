package dev.neurite.data;

import dev.neurite.check.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final Missing missing;
  private final Set<String> markers; // of missing values, beside the empty field
  private final Map<Column, List<String>> categories; // in their fixed order; empty: sort them

  private CsvOptions(
      char separator,
      Header header,
      Dataset.Kind kind,
      List<Column> columns,
      List<String> labels,
      Missing missing,
      Set<String> markers,
      Map<Column, List<String>> categories) {
    this.separator = separator;
    this.header = header;
    this.kind = kind;
    this.columns = columns;
    this.labels = labels;
    this.missing = missing;
    this.markers = markers;
    this.categories = categories;
  }

  static CsvOptions defaults() {
    return new CsvOptions(
        ',',
        Header.DETECT,
        Dataset.Kind.CLASSES,
        List.of(new Column.Last()),
        List.of(),
        Missing.REFUSE,
        Set.of(),
        Map.of());
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
    return new CsvOptions(separator, header, kind, columns, labels, missing, markers, categories);
  }

  /** Whether the first line has names. */
  public CsvOptions header(Header header) {
    Check.notNull(OPERATION, "header", header);
    return new CsvOptions(separator, header, kind, columns, labels, missing, markers, categories);
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
    return new CsvOptions(separator, header, kind, columns, fixed, missing, markers, categories);
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
    return new CsvOptions(
        separator, header, Dataset.Kind.NONE, List.of(), labels, missing, markers, categories);
  }

  /**
   * What is made of missing values; without this they are refused.
   *
   * @param markers what stands for a missing value beside the empty field, such as {@code NA}
   */
  public CsvOptions missing(Missing policy, String... markers) {
    Check.notNull(OPERATION, "missing", policy);
    Check.notNull(OPERATION, "markers", markers);
    return new CsvOptions(
        separator, header, kind, columns, labels, policy, Set.of(markers), categories);
  }

  /**
   * Columns of words, each of which becomes one feature per word, sorted: 1 where the row has the
   * word, else 0. The features are called {@code column=word}.
   */
  public CsvOptions categorical(String... names) {
    Check.notNull(OPERATION, "categorical", names);
    CsvOptions options = this;
    for (String name : names) {
      options = options.with(new Column.Named(name), List.of());
    }
    return options;
  }

  /** Columns of words, counted from 1. */
  public CsvOptions categorical(int... numbers) {
    Check.notNull(OPERATION, "categorical", numbers);
    CsvOptions options = this;
    for (int number : numbers) {
      options = options.with(new Column.Numbered(number), List.of());
    }
    return options;
  }

  /** A column of words in a fixed order, such as that of a trained model; others are refused. */
  public CsvOptions categorical(String name, List<String> words) {
    Check.notNull(OPERATION, "words", words);
    Check.positive(OPERATION, "number of words", words.size());
    refuseRepeats("category", words);
    return with(new Column.Named(name), List.copyOf(words));
  }

  private CsvOptions with(Column column, List<String> words) {
    Map<Column, List<String>> more = new LinkedHashMap<>(categories);
    more.put(column, words);
    return new CsvOptions(
        separator, header, kind, columns, labels, missing, markers, Map.copyOf(more));
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

  /**
   * Reads a file of any length, some rows at a time. Classes and categories have to be fixed
   * beforehand, because those of later rows are not known; the mean of a column for its missing
   * values is that of the rows at hand.
   *
   * @param rows of each part; the last one has what is left
   * @throws IllegalArgumentException if classes or categories are not fixed
   * @throws DataException if the file cannot be read; what is malformed is found where it is
   *     reached
   */
  public CsvParts parts(Path path, int rows) {
    Check.notNull("csv", "path", path);
    Check.positive("csv", "rows", rows);
    boolean open = kind == Dataset.Kind.CLASSES && labels.isEmpty();
    if (open || categories.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          OPERATION
              + ": parts need fixed classes and categories; say labels(…), categorical(…, …)");
    }
    return new CsvParts(path, this, rows);
  }

  Missing missing() {
    return missing;
  }

  boolean isMissing(String text) {
    return text.isEmpty() || markers.contains(text);
  }

  Map<Column, List<String>> categories() {
    return categories;
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
    return new CsvOptions(
        separator, header, kind, List.copyOf(columns), labels, missing, markers, categories);
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
