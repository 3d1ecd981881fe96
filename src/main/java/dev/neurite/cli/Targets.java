package dev.neurite.cli;

import dev.neurite.data.CsvOptions;
import dev.neurite.data.DataException;
import dev.neurite.data.Dataset;
import dev.neurite.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What is to be predicted: classes or numbers, as asked for or as the labels suggest. */
final class Targets {
  static final int MOST_CLASSES = 32; // whole numbers: more different ones are taken for amounts

  private Targets() {}

  /** Options with the columns to predict; the last column where none is named. */
  static CsvOptions of(CsvOptions options, Task task, List<String> columns) {
    if (task == Task.REGRESSION) {
      return columns.isEmpty() ? options.lastTarget() : ColumnNames.targets(options, columns);
    }
    if (columns.size() > 1) {
      throw new IllegalArgumentException(
          "--label: a class has one column, got "
              + columns
              + "; several are for --task regression");
    }
    return columns.isEmpty() ? options : ColumnNames.label(options, columns.getFirst());
  }

  /**
   * Reads numbers where the column holds numbers that are no names of classes: with a fraction, or
   * more than {@value #MOST_CLASSES} different ones. Several columns are numbers.
   */
  static Dataset guess(
      Function<CsvOptions, Dataset> reader, CsvOptions options, List<String> columns) {
    CsvOptions numbers = of(options, Task.REGRESSION, columns);
    if (columns.size() > 1) {
      return reader.apply(numbers);
    }
    Dataset values;
    try {
      values = reader.apply(numbers);
    } catch (DataException _) { // words, or what is wrong with the file will be said again
      return reader.apply(of(options, Task.CLASSIFICATION, columns));
    }
    return areAmounts(values.targets())
        ? values
        : reader.apply(of(options, Task.CLASSIFICATION, columns));
  }

  /** Whether rows whose labels are numbers are for regression. */
  static boolean isRegression(Task task, Dataset rows) {
    return task == Task.REGRESSION || task == null && areAmounts(values(rows).targets());
  }

  /** The labels, which are numbers, as numbers to predict. */
  static Dataset values(Dataset rows) {
    float[] values = new float[rows.labels().size()];
    for (int c = 0; c < values.length; c++) {
      values[c] = Float.parseFloat(rows.labels().get(c));
    }
    int[] classes = rows.classes();
    float[][] targets = new float[rows.rows()][1];
    for (int r = 0; r < targets.length; r++) {
      targets[r][0] = values[classes[r]];
    }
    Dataset numbers = Dataset.regression(rows.features().rows(), targets);
    return rows.featureNames().isEmpty() ? numbers : numbers.withFeatureNames(rows.featureNames());
  }

  /** The same rows with their classes numbered as a model numbers them; as they are without. */
  static Dataset withLabels(String name, Dataset rows, List<String> labels) {
    if (labels.isEmpty() || labels.equals(rows.labels())) {
      return rows;
    }
    int[] index = rows.labels().stream().mapToInt(labels::indexOf).toArray();
    int[] classes = rows.classes();
    for (int r = 0; r < classes.length; r++) {
      if (index[classes[r]] < 0) {
        throw new DataException(
            name
                + ": row "
                + (r + 1)
                + ": expected one of the labels "
                + labels
                + ", got \""
                + rows.labels().get(classes[r])
                + "\"");
      }
      classes[r] = index[classes[r]];
    }
    return Dataset.classification(rows.features().rows(), classes, labels);
  }

  /**
   * Rows for a model that doesn't know the names of its classes: labels are taken in their order if
   * there are as many as classes, else they have to be the numbers of classes, from 0.
   */
  static Dataset numbered(String name, Dataset rows, int outputs) {
    int classes = outputs == 1 ? 2 : outputs;
    if (rows.labels().size() == classes) {
      return rows;
    }
    List<String> numbers = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    return withLabels(name, rows, numbers);
  }

  private static boolean areAmounts(Tensor targets) {
    Set<Float> different = new HashSet<>();
    for (int i = 0; i < targets.elements(); i++) {
      float value = targets.get(i);
      different.add(value);
      if (value != Math.rint(value) || different.size() > MOST_CLASSES) {
        return true;
      }
    }
    return false;
  }
}
