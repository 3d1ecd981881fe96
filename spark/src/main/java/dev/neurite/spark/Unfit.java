package dev.neurite.spark;

/**
 * What happens to a row that the model can't take: its features are null, some of them are, or they
 * are too many or too few. A NaN is a number here, and goes through to the outputs.
 */
public enum Unfit {
  /** The job ends; the message names the row, its partition and what is wrong with it. */
  FAIL,
  /** The columns of the row's answer are null, and it is counted. */
  NULL
}
