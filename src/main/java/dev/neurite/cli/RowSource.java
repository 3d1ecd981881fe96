package dev.neurite.cli;

import java.util.Optional;

/** Rows of features for a model, some at a time. One caller at a time, who closes it. */
interface RowSource extends AutoCloseable {

  /**
   * Some rows.
   *
   * @param count of rows, 1 or more
   * @param features [count, in]
   */
  record Chunk(int count, float[] features) {}

  /** The next rows; empty after the last. */
  Optional<Chunk> next();

  @Override
  void close();
}
