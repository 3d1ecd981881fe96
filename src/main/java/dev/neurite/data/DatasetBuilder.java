package dev.neurite.data;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset.Kind;
import dev.neurite.tensor.Tensor;
import java.util.List;

/**
 * Collects rows that come one after the other, in a number not known beforehand.
 *
 * <p>Nothing is boxed. Until {@link #build} rows are on the heap, in pieces; it copies them. One
 * caller at a time.
 */
public final class DatasetBuilder {
  private static final String NAME = "dataset builder";

  private final Kind kind;
  private final int in;
  private final int targetColumns;
  private final List<String> labels;
  private final FloatList features = new FloatList();
  private final FloatList targets = new FloatList();
  private long rows;

  private DatasetBuilder(Kind kind, int in, int targetColumns, List<String> labels) {
    this.kind = kind;
    this.in = Check.positive(NAME, "features", in);
    this.targetColumns = targetColumns;
    this.labels = labels;
  }

  /**
   * Rows with a class each.
   *
   * @param in the number of features
   * @param labels the names of all classes
   */
  public static DatasetBuilder classification(int in, List<String> labels) {
    ClassColumn.checkLabels(Check.notNull(NAME, "labels", labels));
    return new DatasetBuilder(Kind.CLASSES, in, 1, List.copyOf(labels));
  }

  /**
   * Rows with numbers to predict.
   *
   * @param in the number of features
   * @param outputs the number of targets
   */
  public static DatasetBuilder regression(int in, int outputs) {
    Check.positive(NAME, "outputs", outputs);
    return new DatasetBuilder(Kind.VALUES, in, outputs, List.of());
  }

  /**
   * Adds a row: copies it.
   *
   * @param row of features, all finite
   * @param target the class, a whole number in [0, number of labels), or the finite numbers to
   *     predict
   * @throws IllegalArgumentException if it is none; nothing is added then
   */
  public DatasetBuilder add(float[] row, float... target) {
    Check.length(NAME, "row", in, Check.notNull(NAME, "row", row).length);
    Check.length(NAME, "target", targetColumns, Check.notNull(NAME, "target", target).length);
    check("features", row);
    check("targets", target);
    if (kind == Kind.CLASSES
        && !(target[0] >= 0 && target[0] < labels.size() && target[0] == (int) target[0])) {
      throw new IllegalArgumentException(
          NAME
              + ": the class of row "
              + rows
              + " must be a whole number in [0, "
              + labels.size()
              + "), got "
              + target[0]);
    }
    features.add(row);
    targets.add(target);
    rows++;
    return this;
  }

  /** The number of rows so far. */
  public long rows() {
    return rows;
  }

  /**
   * The rows in the order in which they came.
   *
   * @throws IllegalArgumentException if there are none, or more elements than an {@code int} counts
   */
  public Dataset build() {
    if (rows == 0) {
      throw new IllegalArgumentException(NAME + ": no rows; add some first");
    }
    if (rows * Math.max(in, targetColumns) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          NAME
              + ": "
              + rows
              + " rows of "
              + Math.max(in, targetColumns)
              + " are more than 2147483647 elements; cut them into more parts");
    }
    Tensor x = features.toTensor((int) rows, in);
    Tensor t = targets.toTensor((int) rows, targetColumns);
    return new Dataset(kind, x, t, null, List.of(), labels);
  }

  private void check(String what, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        Check.finite(NAME, what + "[" + rows + "][" + i + "]", values[i]);
      }
    }
  }
}
