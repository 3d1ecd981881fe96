package dev.neurite.data;

import dev.neurite.tensor.Tensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels as they are read, and the classes they make once all are known. */
final class LabelColumn {
  private final String file;
  private final boolean fixed;
  private final Map<String, Integer> codes = new HashMap<>(); // in the order of appearance
  private final FloatList rows = new FloatList(); // the code of each row

  /** Labels in a fixed order, or to be sorted if {@code order} is empty. */
  LabelColumn(String file, List<String> order) {
    this.file = file;
    fixed = !order.isEmpty();
    order.forEach(label -> codes.put(label, codes.size()));
  }

  /** Adds the label of the next row; false if it is not among the fixed ones. */
  boolean add(String label) {
    Integer code = codes.get(label);
    if (code == null) {
      if (fixed) {
        return false;
      }
      code = codes.size();
      if (code == Dataset.MOST_CLASSES) {
        throw new DataException(
            file
                + ": more than "
                + Dataset.MOST_CLASSES
                + " different labels; numbers to predict are read with targets(…)");
      }
      codes.put(label, code);
    }
    rows.add(code);
    return true;
  }

  /** All labels, by class. */
  List<String> classes() {
    if (fixed) {
      return codes.keySet().stream().sorted(Comparator.comparing(codes::get)).toList();
    }
    List<String> sorted = codes.keySet().stream().sorted().toList();
    if (!sorted.stream().map(Decimal::strip).allMatch(Decimal::matches)) {
      return sorted;
    }
    sorted = sorted.stream().sorted(Comparator.comparing(Double::parseDouble)).toList();
    refuseEqualNumbers(sorted);
    return sorted;
  }

  /** The class of each row, with the classes of {@link #classes}. */
  Tensor toTensor(List<String> classes) {
    int[] classOf = new int[classes.size()]; // by code
    for (int i = 0; i < classOf.length; i++) {
      classOf[codes.get(classes.get(i))] = i;
    }
    Tensor tensor = rows.toTensor((int) rows.size(), 1);
    for (int row = 0; row < rows.size(); row++) {
      tensor.set(row, classOf[(int) tensor.get(row)]);
    }
    return tensor;
  }

  private void refuseEqualNumbers(List<String> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      String a = sorted.get(i - 1);
      String b = sorted.get(i);
      if (Double.parseDouble(a) == Double.parseDouble(b)) {
        throw new DataException(
            file
                + ": labels "
                + DataException.quote(a)
                + " and "
                + DataException.quote(b)
                + " are the same number");
      }
    }
  }
}
