package dev.neurite.data;

import dev.neurite.check.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A column of words that becomes one feature per word: 1 where the row has it, else 0. */
final class CategoryColumn {
  static final int MOST = 4096; // words; more are a sign of a column that is no category
  private static final int NONE = -1; // the code of a missing value

  private final String name;
  private final boolean fixed;
  private final Map<String, Integer> codes = new HashMap<>(); // in the order of appearance
  private final FloatList rows = new FloatList();

  /** Words in a fixed order, or to be sorted if {@code order} is empty. */
  CategoryColumn(String name, List<String> order) {
    this.name = name;
    this.fixed = !order.isEmpty();
    order.forEach(word -> codes.put(word, codes.size()));
    Check.length("csv options", "distinct categories of " + name, order.size(), codes.size());
  }

  /** Adds the word of the next row; false if it is not among the fixed ones, or one too many. */
  boolean add(String word) {
    Integer code = codes.get(word);
    if (code == null) {
      if (fixed || codes.size() == MOST) {
        return false;
      }
      code = codes.size();
      codes.put(word, code);
    }
    rows.add(code);
    return true;
  }

  /** Adds a row without a word. */
  void addMissing() {
    rows.add(NONE);
  }

  /** What {@link #add} takes, for a message. */
  String expected() {
    return fixed ? "one of " + words() : "at most " + MOST + " different categories";
  }

  /** The number of features it becomes. */
  int width() {
    return codes.size();
  }

  /** The names of the features: {@code colour=red}. */
  List<String> featureNames() {
    return words().stream().map(word -> name + "=" + word).toList();
  }

  /** The codes of all rows, in the order of the words. */
  int[] toIndices() {
    List<String> words = words();
    int[] indexOf = new int[words.size()];
    for (int i = 0; i < indexOf.length; i++) {
      indexOf[codes.get(words.get(i))] = i;
    }
    float[] row = rows.toTensor((int) rows.size()).toArray();
    return IntStream.range(0, row.length)
        .map(r -> row[r] == NONE ? NONE : indexOf[(int) row[r]])
        .toArray();
  }

  private List<String> words() {
    List<String> words = codes.keySet().stream().sorted().toList();
    return fixed
        ? codes.keySet().stream().sorted((a, b) -> codes.get(a) - codes.get(b)).toList()
        : words;
  }
}
