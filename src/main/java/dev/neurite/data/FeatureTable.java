package dev.neurite.data;

import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Features as they are read: numbers, some of them missing, and categories. */
final class FeatureTable {
  private final FeatureOptions options;
  private final CategoryColumn[] categories; // by column; null where it has numbers
  private final String[] names; // by column; null if features have none
  private final FloatList numbers = new FloatList();
  private int numeric;

  FeatureTable(FeatureOptions options, CategoryColumn[] categories, String[] names) {
    this.options = options;
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
    numbers.add(options.missing() == Missing.ZERO ? 0 : Float.NaN);
  }

  /** The features, [rows, width]: each category column becomes as many as it has words. */
  Tensor toTensor(int rows) {
    Tensor plain = numbers.toTensor(rows, numeric);
    fillMissing(plain, rows);
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

  /** Puts what was prescribed where a number is NaN, or the mean of its column. */
  private void fillMissing(Tensor plain, int rows) {
    if (options.missing() != Missing.MEAN) {
      return;
    }
    int column = 0;
    int feature = 0;
    for (CategoryColumn c : categories) {
      if (c != null) {
        feature += c.width();
      } else {
        replaceMissing(plain, rows, column, stopgap(plain, rows, column, feature));
        column++;
        feature++;
      }
    }
  }

  private float stopgap(Tensor plain, int rows, int column, int feature) {
    float[] fill = options.fill();
    if (fill == null) {
      return mean(plain, rows, column);
    }
    if (feature >= fill.length) {
      throw new IllegalArgumentException(
          "csv options: missing has " + fill.length + " values, the file more features");
    }
    return fill[feature];
  }

  /** The mean of a column's numbers, taken in double; 0 where all are missing. */
  private float mean(Tensor plain, int rows, int column) {
    double sum = 0;
    int count = 0;
    for (int r = 0; r < rows; r++) {
      float value = plain.get((long) r * numeric + column);
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? 0 : (float) (sum / count);
  }

  private void replaceMissing(Tensor plain, int rows, int column, float value) {
    for (int r = 0; r < rows; r++) {
      if (Float.isNaN(plain.get((long) r * numeric + column))) {
        plain.set((long) r * numeric + column, value);
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
