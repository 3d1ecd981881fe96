package dev.neurite.data;

import dev.neurite.check.Check;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
  private final TargetOptions targets;
  private final FeatureOptions features;

  private CsvOptions(
      char separator, Header header, TargetOptions targets, FeatureOptions features) {
    this.separator = separator;
    this.header = header;
    this.targets = targets;
    this.features = features;
  }

  static CsvOptions defaults() {
    return new CsvOptions(',', Header.DETECT, TargetOptions.DEFAULT, FeatureOptions.DEFAULT);
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
    return new CsvOptions(separator, header, targets, features);
  }

  /** Whether the first line has names. */
  public CsvOptions header(Header header) {
    Check.notNull(OPERATION, "header", header);
    return new CsvOptions(separator, header, targets, features);
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
    return with(new TargetOptions(targets.kind(), targets.columns(), fixed));
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

  /** The last column is the value to predict. */
  public CsvOptions lastTarget() {
    return of(Dataset.Kind.VALUES, List.of(new Column.Last()));
  }

  /** Every column is a feature. */
  public CsvOptions unlabelled() {
    return with(new TargetOptions(Dataset.Kind.NONE, List.of(), targets.labels()));
  }

  /**
   * What is made of missing values; without this they are refused.
   *
   * @param markers what stands for a missing value beside the empty field, such as {@code NA}
   */
  public CsvOptions missing(Missing policy, String... markers) {
    Check.notNull(OPERATION, "missing", policy);
    Check.notNull(OPERATION, "markers", markers);
    return with(features.missing(policy, Set.of(markers), null));
  }

  /**
   * A number in place of each missing value, such as the mean of the column in other rows: whatever
   * rows are read together, the same comes of each. Words that are missing are none of the
   * categories.
   *
   * @param values one for each feature, finite
   * @param markers what stands for a missing value beside the empty field
   */
  public CsvOptions missing(float[] values, String... markers) {
    Check.notNull(OPERATION, "values", values);
    Check.notNull(OPERATION, "markers", markers);
    for (float value : values) {
      Check.finite(OPERATION, "values", value);
    }
    return with(features.missing(Missing.MEAN, Set.of(markers), values.clone()));
  }

  /**
   * Just these features, such as those of a trained model, in this order. A file with a header has
   * a column for each name, or the column {@code c} with words for the names {@code c=word}, which
   * must follow one another; its other columns play no part. Without a header, as many columns as
   * there are features are taken in their order.
   *
   * <p>Takes the place of {@code categorical}.
   */
  public CsvOptions features(List<String> names) {
    Check.notNull(OPERATION, "features", names);
    Check.positive(OPERATION, "number of features", names.size());
    return with(features.names(List.copyOf(names)));
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
    return with(features.category(column, words));
  }

  private CsvOptions with(TargetOptions other) {
    return new CsvOptions(separator, header, other, features);
  }

  private CsvOptions with(FeatureOptions other) {
    return new CsvOptions(separator, header, targets, other);
  }

  /** Columns that play no part, such as a number of the row. */
  public CsvOptions ignore(String... names) {
    Check.notNull(OPERATION, "ignore", names);
    List<Column> columns = new ArrayList<>();
    Arrays.stream(names).forEach(c -> columns.add(new Column.Named(c)));
    return with(features.ignored(columns));
  }

  /** Columns that play no part, counted from 1. */
  public CsvOptions ignore(int... numbers) {
    Check.notNull(OPERATION, "ignore", numbers);
    List<Column> columns = new ArrayList<>();
    Arrays.stream(numbers).forEach(c -> columns.add(new Column.Numbered(c)));
    return with(features.ignored(columns));
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
   * Reads a stream, standard input say; the caller closes it.
   *
   * @param name what messages call it
   * @throws DataException if it cannot be read or is malformed
   */
  public Dataset read(String name, InputStream in) {
    Check.notNull("csv", "name", name);
    Check.notNull("csv", "in", in);
    try {
      return new CsvReader(name, Source.unpacked(in), this).read();
    } catch (IOException e) {
      throw Source.failure(name, e);
    }
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
    checkParts(rows);
    return new CsvParts(path.toString(), Source.open(path), this, rows);
  }

  /**
   * Reads a stream of any length, some rows at a time, as {@link #parts(Path, int)} reads a file.
   *
   * @param name what messages call it
   */
  public CsvParts parts(String name, InputStream in, int rows) {
    Check.notNull("csv", "name", name);
    Check.notNull("csv", "in", in);
    checkParts(rows);
    try {
      return new CsvParts(name, Source.unpacked(in), this, rows);
    } catch (IOException e) {
      throw Source.failure(name, e);
    }
  }

  private void checkParts(int rows) {
    Check.positive("csv", "rows", rows);
    boolean open = targets.kind() == Dataset.Kind.CLASSES && targets.labels().isEmpty();
    if (open || features.hasOpenCategories()) {
      throw new IllegalArgumentException(
          OPERATION
              + ": parts need fixed classes and categories; say labels(…), categorical(…, …)");
    }
  }

  char separator() {
    return separator;
  }

  Header header() {
    return header;
  }

  /** What is to be predicted. */
  TargetOptions target() {
    return targets;
  }

  /** What it is predicted from. */
  FeatureOptions feature() {
    return features;
  }

  private CsvOptions of(Dataset.Kind kind, List<Column> columns) {
    Check.positive(OPERATION, "number of targets", columns.size());
    refuseRepeats("column", columns);
    return with(new TargetOptions(kind, List.copyOf(columns), targets.labels()));
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
