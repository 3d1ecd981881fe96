package dev.neurite.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which columns of a file the features come from.
 *
 * @param columns their indices, in the order of the features
 * @param words of each column that becomes a feature per word, fixed or empty to be collected; null
 *     for a column of numbers
 */
record FeatureColumns(int[] columns, List<List<String>> words) {

  /** A column that was asked for: a feature of its own, or one per word. */
  private record Wanted(String name, List<String> words) {}

  /** All columns that are not targets, in the order of the file. */
  static FeatureColumns allBut(boolean[] isTarget, Map<Integer, List<String>> categories) {
    List<Integer> columns = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    for (int column = 0; column < isTarget.length; column++) {
      if (!isTarget[column]) {
        columns.add(column);
        words.add(categories.get(column));
      }
    }
    return new FeatureColumns(array(columns), words);
  }

  /** Those with the names of the features, in a file with a header. */
  static FeatureColumns named(String file, List<String> features, List<String> header) {
    List<Wanted> wanted = grouped(features, header);
    List<Integer> columns = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    for (Wanted w : wanted) {
      columns.add(new Column.Named(w.name).resolve(file, header, header.size()));
      words.add(w.words);
    }
    return new FeatureColumns(array(columns), words);
  }

  /** As many as there are features, in a file without a header: each a number, or words. */
  static FeatureColumns placed(String file, List<String> features, boolean[] isTarget) {
    FeatureColumns all = allBut(isTarget, Map.of());
    if (all.columns.length == features.size()) {
      return all;
    }
    List<Wanted> wanted = grouped(features, List.of());
    if (all.columns.length != wanted.size()) {
      throw new DataException(
          file
              + ": expected "
              + wanted.size()
              + " columns with features, got "
              + all.columns.length
              + "; the file has no header to choose them by");
    }
    return new FeatureColumns(all.columns, nullable(wanted));
  }

  private static List<List<String>> nullable(List<Wanted> wanted) {
    List<List<String>> words = new ArrayList<>();
    wanted.forEach(w -> words.add(w.words));
    return words;
  }

  /** Neighbouring features {@code c=word} as one column c, where the file has no such column. */
  private static List<Wanted> grouped(List<String> features, List<String> header) {
    List<Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      String column = header.contains(features.get(i)) ? null : column(features.get(i), header);
      if (column == null) {
        wanted.add(new Wanted(features.get(i), null));
        continue;
      }
      List<String> words = new ArrayList<>();
      String start = column + "=";
      while (i < features.size() && features.get(i).startsWith(start)) {
        words.add(features.get(i++).substring(start.length()));
      }
      i--;
      wanted.add(new Wanted(column, words));
    }
    return wanted;
  }

  /** What stands before a {@code =}: a name of the header, or all before the first; else null. */
  private static String column(String feature, List<String> header) {
    for (int at = feature.indexOf('='); at >= 0; at = feature.indexOf('=', at + 1)) {
      String column = feature.substring(0, at);
      if (header.isEmpty() || header.contains(column)) {
        return column;
      }
    }
    return null;
  }

  private static int[] array(List<Integer> columns) {
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }
}
