package dev.neurite.data;

/** What {@link Csv} makes of a value that is missing: an empty field, or a marker such as NA. */
public enum Missing {
  /** An error with line and column: a file that should be whole is. */
  REFUSE,
  /** The row is left out. */
  DROP_ROW,
  /**
   * The mean of the column's other values; of a categorical column, none of the categories. In a
   * label or a target it is refused all the same.
   */
  MEAN,
  /** 0; of a categorical column, none of the categories. In a label or a target it is refused. */
  ZERO
}
