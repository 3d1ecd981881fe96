package dev.neurite.spark.train;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import scala.Tuple2;

/**
 * Rows as they are moved between executors: features and targets side by side, nothing boxed.
 *
 * <p>A row that is none is moved too, as a sentence about it, so that the first of all, by key, is
 * what the user reads, and no task fails four times before.
 *
 * @param key the name of the key's column, and so on: for the sentences
 * @param in the number of features
 * @param labels the names of the classes, or none
 */
record RowPacker(
    String key, List<String> features, int in, List<String> targets, List<String> labels)
    implements Serializable {
  private static final byte ROW = 0;
  private static final byte FAULT = 1;

  /** The number of targets. */
  int targetColumns() {
    return targets.size();
  }

  /**
   * Packs a row.
   *
   * @param row key, features, class, targets: as {@link ShardCut} selects them
   */
  Tuple2<Long, byte[]> pack(InternalRow row) {
    if (row.isNullAt(0)) {
      return fault(Long.MIN_VALUE, "a row has no key: " + key + " is null");
    }
    long k = row.getLong(0);
    String problem = problem(row);
    if (problem != null) {
      return fault(k, "the row with " + key + " " + k + ": " + problem);
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + Float.BYTES * (in + targetColumns()));
    bytes.put(ROW);
    bytes.asFloatBuffer().put(row.getArray(1).toFloatArray());
    bytes.position(1 + Float.BYTES * in);
    if (labels.isEmpty()) {
      bytes.asFloatBuffer().put(row.getArray(3).toFloatArray());
    } else {
      bytes.putFloat(row.getLong(2));
    }
    return new Tuple2<>(k, bytes.array());
  }

  /** What is wrong with a packed row; null if nothing is. */
  static String fault(byte[] packed) {
    return packed[0] == FAULT
        ? new String(packed, 1, packed.length - 1, StandardCharsets.UTF_8)
        : null;
  }

  /** Reads features and targets of a packed row. */
  void unpack(byte[] packed, float[] x, float[] t) {
    ByteBuffer bytes = ByteBuffer.wrap(packed, 1, packed.length - 1);
    bytes.slice().asFloatBuffer().get(x).get(t);
  }

  private static Tuple2<Long, byte[]> fault(long k, String text) {
    byte[] words = text.getBytes(StandardCharsets.UTF_8);
    return new Tuple2<>(k, ByteBuffer.allocate(1 + words.length).put(FAULT).put(words).array());
  }

  private String problem(InternalRow row) {
    if (row.isNullAt(1)) {
      return features.getFirst() + " is null";
    }
    ArrayData x = row.getArray(1);
    if (x.numElements() != in) {
      return features.getFirst() + " has " + x.numElements() + " elements, expected " + in;
    }
    String name = features.size() == in ? null : features.getFirst();
    String problem = problem(x, name, features);
    if (problem != null) {
      return problem;
    }
    if (labels.isEmpty()) {
      return problem(row.getArray(3), null, targets);
    }
    String column = targets.getFirst();
    if (row.isNullAt(2)) {
      return column + " is null";
    }
    long c = row.getLong(2);
    return c >= 0 && c < labels.size()
        ? null
        : column + " is " + c + "; classes are 0 to " + (labels.size() - 1);
  }

  private static String problem(ArrayData values, String column, List<String> columns) {
    for (int i = 0; i < values.numElements(); i++) {
      boolean isNull = values.isNullAt(i);
      if (isNull || !Float.isFinite(values.getFloat(i))) {
        String what = column == null ? columns.get(i) : column + "[" + i + "]";
        return what
            + " is "
            + (isNull ? "null" : values.getFloat(i))
            + ", which is no finite number";
      }
    }
    return null;
  }
}
