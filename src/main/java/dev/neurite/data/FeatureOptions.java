package dev.neurite.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link CsvOptions} say about features.
 *
 * @param missing what is made of missing values
 * @param markers of missing values, beside the empty field
 * @param fill what takes the place of a missing value, by feature; null: the policy says
 * @param categories words in their fixed order, or none to sort them, by column
 * @param names of the features that are wanted; empty: all that are neither targets nor ignored
 * @param ignored columns that play no part
 */
record FeatureOptions(
    Missing missing,
    Set<String> markers,
    float[] fill,
    Map<Column, List<String>> categories,
    List<String> names,
    List<Column> ignored) {
  /** All columns are numbers, and none is missing. */
  static final FeatureOptions DEFAULT =
      new FeatureOptions(Missing.REFUSE, Set.of(), null, Map.of(), List.of(), List.of());

  FeatureOptions missing(Missing policy, Set<String> marks, float[] values) {
    return new FeatureOptions(policy, marks, values, categories, names, ignored);
  }

  FeatureOptions category(Column column, List<String> words) {
    Map<Column, List<String>> more = new LinkedHashMap<>(categories);
    more.put(column, words);
    return new FeatureOptions(missing, markers, fill, Map.copyOf(more), List.of(), ignored);
  }

  FeatureOptions names(List<String> wanted) {
    return new FeatureOptions(missing, markers, fill, Map.of(), wanted, ignored);
  }

  FeatureOptions ignored(List<Column> columns) {
    return new FeatureOptions(missing, markers, fill, categories, names, columns);
  }

  boolean isMissing(String text) {
    return text.isEmpty() || markers.contains(text);
  }

  boolean hasOpenCategories() {
    return categories.values().stream().anyMatch(List::isEmpty);
  }
}
