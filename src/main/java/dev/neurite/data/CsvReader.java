package dev.neurite.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one CSV file into a {@link Dataset}, row by row; only numbers are kept. */
final class CsvReader {
  private static final String MISSING =
      "; the value is missing, which is refused: missing(Missing.DROP_ROW), or --missing drop-row,"
          + " leaves such rows out";

  private final String file;
  private final CsvOptions options;
  private final CsvParser parser;
  private FeatureTable features;
  private FloatList targets = new FloatList();
  private LabelColumn labels;
  private int rows;

  private boolean more; // the parser stands on a row

  // known from the first line on
  private int width;
  private List<String> names = List.of(); // of the columns; empty without a header
  private int[] targetColumns;
  private FeatureColumns featureColumns;

  CsvReader(String file, InputStream in, CsvOptions options) throws IOException {
    this.file = file;
    this.options = options;
    parser = new CsvParser(file, in, options.separator());
  }

  Dataset read() throws IOException {
    begin();
    Dataset data = next(Integer.MAX_VALUE);
    if (data == null) {
      throw new DataException(file + ": no row is left: each has a missing value");
    }
    return data;
  }

  /** Goes to the first row. */
  void begin() throws IOException {
    if (!nextRecord()) {
      throw new DataException(file + ": the file is empty");
    }
    width = parser.fields();
    boolean header = isHeader();
    if (header) {
      names = parser.texts();
    }
    assignColumns();
    if (header && !nextRecord()) {
      throw new DataException(file + ": no row after the header");
    }
    more = true;
  }

  /** The next rows, or null if there are none. */
  Dataset next(int most) throws IOException {
    features = newFeatures();
    targets = new FloatList();
    labels = new LabelColumn(file, options.target().labels());
    rows = 0;
    while (more && rows < most) {
      addRow();
      more = nextRecord();
    }
    return rows == 0 ? null : dataset();
  }

  private FeatureTable newFeatures() {
    int count = featureColumns.columns().length;
    CategoryColumn[] categories = new CategoryColumn[count];
    String[] featureNames = new String[count];
    boolean named = !names.isEmpty();
    for (int i = 0; i < count; i++) {
      featureNames[i] = name(featureColumns.columns()[i]);
      List<String> words = featureColumns.words().get(i);
      if (words != null) {
        categories[i] = new CategoryColumn(featureNames[i], words);
        named = true;
      }
    }
    return new FeatureTable(options.feature(), categories, named ? featureNames : null);
  }

  private String name(int column) {
    return names.isEmpty() ? "column " + (column + 1) : names.get(column);
  }

  /** Goes to the next record that is not a blank line; after a blank line there must be none. */
  private boolean nextRecord() throws IOException {
    long blankLine = 0;
    while (parser.next()) {
      if (!parser.isBlank()) {
        if (blankLine > 0) {
          throw new DataException(
              file + ":" + blankLine + ": blank line before the end of the data");
        }
        return true;
      }
      blankLine = blankLine > 0 ? blankLine : parser.line();
    }
    return false;
  }

  private boolean isHeader() {
    return switch (options.header()) {
      case PRESENT -> true;
      case ABSENT -> false;
      case DETECT ->
          parser.texts().stream()
              .map(Decimal::strip)
              .noneMatch(text -> Decimal.matches(text) || Decimal.isNotFinite(text));
    };
  }

  private void assignColumns() {
    targetColumns =
        options.target().columns().stream().mapToInt(c -> c.resolve(file, names, width)).toArray();
    boolean[] isTarget = new boolean[width];
    for (int column : targetColumns) {
      if (isTarget[column]) {
        throw new DataException(file + ": column " + (column + 1) + " was asked for twice");
      }
      isTarget[column] = true;
    }
    boolean[] isTaken = isTarget.clone();
    for (Column column : options.feature().ignored()) {
      int index = column.resolve(file, names, width);
      if (isTarget[index]) {
        throw new DataException(
            file + ": column " + (index + 1) + " is to be predicted, it can't be ignored");
      }
      isTaken[index] = true;
    }
    featureColumns = featureColumns(isTarget, isTaken);
    if (featureColumns.columns().length == 0) {
      throw new DataException(file + ": no column is left for features; the file has " + width);
    }
  }

  private FeatureColumns featureColumns(boolean[] isTarget, boolean[] isTaken) {
    List<String> wanted = options.feature().names();
    if (wanted.isEmpty()) {
      return FeatureColumns.allBut(isTaken, categories(isTarget));
    }
    if (names.isEmpty()) {
      return FeatureColumns.placed(file, wanted, isTaken);
    }
    FeatureColumns chosen = FeatureColumns.named(file, wanted, names);
    for (int column : chosen.columns()) {
      if (isTarget[column]) {
        throw new DataException(
            file
                + ": column "
                + (column + 1)
                + " ("
                + DataException.quote(names.get(column))
                + ") is a feature and can't be what is predicted as well; name another");
      }
    }
    return chosen;
  }

  private Map<Integer, List<String>> categories(boolean[] isTarget) {
    Map<Integer, List<String>> categories = new HashMap<>();
    options
        .feature()
        .categories()
        .forEach((column, words) -> {
          int index = column.resolve(file, names, width);
          if (isTarget[index]) {
            throw new DataException(
                file + ": column " + (index + 1) + " is to be predicted, it is no category");
          }
          categories.put(index, words);
        });
    return categories;
  }

  private void addRow() {
    if (parser.fields() != width) {
      throw new DataException(line() + ": expected " + width + " columns, got " + parser.fields());
    }
    if (features.size() > Integer.MAX_VALUE - width) {
      throw new DataException(line() + ": more than " + Integer.MAX_VALUE + " numbers");
    }
    if (options.feature().missing() == Missing.DROP_ROW && hasMissing()) {
      return;
    }
    int[] columns = featureColumns.columns();
    for (int i = 0; i < columns.length; i++) {
      addFeature(i, columns[i]);
    }
    for (int column : targetColumns) {
      if (options.target().kind() == Dataset.Kind.CLASSES) {
        addLabel(column);
      } else {
        targets.add(number(column));
      }
    }
    rows++;
  }

  private boolean hasMissing() {
    for (int column = 0; column < width; column++) {
      if (options.feature().isMissing(Decimal.strip(parser.text(column)))) {
        return true;
      }
    }
    return false;
  }

  private void addFeature(int feature, int column) {
    CategoryColumn category = features.category(feature);
    String text = parser.text(column);
    boolean missing = options.feature().isMissing(Decimal.strip(text));
    if (missing && options.feature().missing() != Missing.REFUSE) {
      if (category == null) {
        features.addMissing();
      } else {
        category.addMissing();
      }
    } else if (category == null) {
      features.add(number(column));
    } else if (missing) {
      throw unexpected(column, "a category", text);
    } else if (!category.add(text)) {
      throw unexpected(column, category.expected(), text);
    }
  }

  private float number(int column) {
    String text = parser.text(column);
    String stripped = Decimal.strip(text);
    if (!Decimal.matches(stripped)) {
      throw unexpected(
          column, Decimal.isNotFinite(stripped) ? "a finite number" : "a number", text);
    }
    float value = Float.parseFloat(stripped);
    if (Float.isInfinite(value)) {
      throw unexpected(column, "a number of at most ±" + Float.MAX_VALUE, text);
    }
    return value;
  }

  private void addLabel(int column) {
    String text = parser.text(column);
    if (text.isEmpty()) {
      throw unexpected(column, "a label", text);
    }
    if (!labels.add(text)) {
      throw unexpected(column, "one of the labels " + options.target().labels(), text);
    }
  }

  private DataException unexpected(int column, String expected, String text) {
    boolean refused =
        options.feature().missing() == Missing.REFUSE
            && options.feature().isMissing(Decimal.strip(text));
    String name = names.isEmpty() ? "" : " (" + DataException.quote(names.get(column)) + ")";
    return new DataException(
        line()
            + ": column "
            + (column + 1)
            + name
            + ": expected "
            + expected
            + ", got "
            + DataException.quote(text)
            + (refused ? MISSING : ""));
  }

  private String line() {
    return file + ":" + parser.line();
  }

  private Dataset dataset() {
    boolean classes = options.target().kind() == Dataset.Kind.CLASSES;
    List<String> classNames = classes ? labels.classes() : List.of();
    return new Dataset(
        options.target().kind(),
        features.toTensor(rows),
        classes ? labels.toTensor(classNames) : targets.toTensor(rows, targetColumns.length),
        null,
        features.featureNames(),
        classNames);
  }
}
