package dev.neurite.data;

import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Features as they are read: numbers, some of them missing, and categories. */
final class FeatureTable {
  private final Missing missing;
  private final CategoryColumn[] categories; // by column; null where it has numbers
  private final String[] names; // by column; null if features have none
  private final FloatList numbers = new FloatList();
  private int numeric;

  FeatureTable(Missing missing, CategoryColumn[] categories, String[] names) {
    this.missing = missing;
    this.categories = categories;
    this.names = names;
    for (CategoryColumn c : categories) {
      numeric += c == null ? 1 : 0;
    }
  }

  long size() {
    return numbers.size();
  }

  CategoryColumn category(int column) {
    return categories[column];
  }

  void add(float value) {
    numbers.add(value);
  }

  /** Adds a number that is missing. */
  void addMissing() {
    numbers.add(missing == Missing.ZERO ? 0 : Float.NaN);
  }

  /** The features, [rows, width]: each category column becomes as many as it has words. */
  Tensor toTensor(int rows) {
    Tensor plain = numbers.toTensor(rows, numeric);
    fillMeans(plain, rows);
    if (numeric == categories.length) {
      return plain;
    }
    int width = numeric;
    for (CategoryColumn c : categories) {
      width += c == null ? 0 : c.width();
    }
    Tensor table = Tensor.allocate(Arena.ofAuto(), rows, width);
    int target = 0;
    int source = 0;
    for (CategoryColumn c : categories) {
      if (c == null) {
        for (int r = 0; r < rows; r++) {
          table.set((long) r * width + target, plain.get((long) r * numeric + source));
        }
        source++;
        target++;
      } else {
        int[] indices = c.toIndices();
        for (int r = 0; r < rows; r++) {
          if (indices[r] >= 0) {
            table.set((long) r * width + target + indices[r], 1);
          }
        }
        target += c.width();
      }
    }
    return table;
  }

  /** Puts the mean of a column, taken in double, where it is NaN; 0 where all are. */
  private void fillMeans(Tensor plain, int rows) {
    if (missing != Missing.MEAN) {
      return;
    }
    for (int c = 0; c < numeric; c++) {
      double sum = 0;
      int count = 0;
      for (int r = 0; r < rows; r++) {
        float value = plain.get((long) r * numeric + c);
        if (!Float.isNaN(value)) {
          sum += value;
          count++;
        }
      }
      float mean = count == 0 ? 0 : (float) (sum / count);
      for (int r = 0; r < rows; r++) {
        if (Float.isNaN(plain.get((long) r * numeric + c))) {
          plain.set((long) r * numeric + c, mean);
        }
      }
    }
  }

  /** The names of the features, or none. */
  List<String> featureNames() {
    List<String> all = new ArrayList<>();
    for (int i = 0; names != null && i < categories.length; i++) {
      if (categories[i] != null) {
        all.addAll(categories[i].featureNames());
      } else {
        all.add(names[i]);
      }
    }
    return all;
  }
}
