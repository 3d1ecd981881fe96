package dev.neurite.data;

import java.util.List;

/**
 * What {@link CsvOptions} say about what is to be predicted.
 *
 * @param kind of the targets
 * @param columns of the label or the targets
 * @param labels in their fixed order; empty: sort them
 */
record TargetOptions(Dataset.Kind kind, List<Column> columns, List<String> labels) {
  /** The last column is the class. */
  static final TargetOptions DEFAULT =
      new TargetOptions(Dataset.Kind.CLASSES, List.of(new Column.Last()), List.of());
}
