package dev.neurite.spark;

/**
 * What scores the rows of a task: a predictor, or in a comparison, something else. A task has one
 * of its own.
 */
interface RowModel extends AutoCloseable {
  /** Scores rows: x is [batch, in], y is [batch, out], both without gaps; y is overwritten. */
  void predict(int batch, float[] x, float[] y);

  /** From where on a single output stands for class 1. */
  float threshold();

  /** What computes now, and why. */
  String report();

  /** Called when the task ends. */
  @Override
  void close();
}
