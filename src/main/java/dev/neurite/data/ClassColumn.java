package dev.neurite.data;

import dev.neurite.check.Check;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Targets that are classes: one column of indices of labels, or of −1 and +1. */
final class ClassColumn {
  private ClassColumn() {}

  /** Refuses no labels, too many, and the same twice. */
  static void checkLabels(List<String> labels) {
    Check.positive("dataset", "number of labels", labels.size());
    if (labels.size() > Dataset.MOST_CLASSES) {
      throw new IllegalArgumentException(
          "dataset: at most " + Dataset.MOST_CLASSES + " labels, got " + labels.size());
    }
    HashSet<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!seen.add(label)) {
        throw new IllegalArgumentException(
            "dataset: label " + DataException.quote(label) + " is given twice");
      }
    }
  }

  /** The labels "0", "1", … up to the largest of these classes that is one. */
  static List<String> numbers(int[] classes) {
    int largest =
        IntStream.of(classes).filter(c -> c >= 0 && c < Dataset.MOST_CLASSES).max().orElse(0);
    return IntStream.rangeClosed(0, largest).mapToObj(String::valueOf).toList();
  }

  /** The column of these classes, which must be in [0, labels). */
  static Tensor of(int[] classes, int labels) {
    Tensor column = Tensor.allocate(Arena.ofAuto(), classes.length, 1);
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] < 0 || classes[row] >= labels) {
        throw new IllegalArgumentException(
            "dataset: classes[" + row + "] must be in [0, " + labels + "), got " + classes[row]);
      }
      column.set(row, classes[row]);
    }
    return column;
  }

  /** The column with −1 for class 0 and +1 for class 1. */
  static Tensor signed(int[] classes) {
    Tensor column = Tensor.allocate(Arena.ofAuto(), classes.length, 1);
    for (int row = 0; row < classes.length; row++) {
      column.set(row, 2 * classes[row] - 1);
    }
    return column;
  }

  /** The classes of either column. */
  static int[] indices(Tensor column) {
    int[] classes = new int[column.elements()];
    for (int row = 0; row < classes.length; row++) {
      classes[row] = (int) Math.max(0, column.get(row)); // −1 is class 0
    }
    return classes;
  }
}
