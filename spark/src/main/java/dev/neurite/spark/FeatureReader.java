package dev.neurite.spark;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Takes the features of a row out of Spark's memory, as numbers and not as objects. */
sealed interface FeatureReader extends Serializable permits ArrayReader, ColumnsReader {
  /**
   * Writes the features of a row to {@code x}, from {@code offset} on.
   *
   * @return null, or why the row doesn't fit the model
   */
  String read(InternalRow row, float[] x, int offset);
}
