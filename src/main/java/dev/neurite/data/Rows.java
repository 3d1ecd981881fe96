package dev.neurite.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Copies rows between arrays and matrices in memory that the collector frees. */
final class Rows {
  private Rows() {}

  /** A matrix with a copy of {@code values}, which must be rectangular and finite. */
  static Tensor copyOf(String name, float[][] values) {
    Check.notNull("dataset", name, values);
    Check.positive("dataset", "number of rows in " + name, values.length);
    Check.notNull("dataset", name + "[0]", values[0]);
    int columns = values[0].length;
    Tensor matrix = Tensor.allocate(Arena.ofAuto(), values.length, columns);
    for (int row = 0; row < values.length; row++) {
      check(name, row, columns, values[row]);
      long start = (long) Float.BYTES * row * columns;
      MemorySegment.copy(values[row], 0, matrix.segment(), JAVA_FLOAT, start, columns);
    }
    return matrix;
  }

  /** The rows with these indices, in this order. */
  static Tensor gather(Tensor matrix, int[] rows) {
    int columns = matrix.shape().dimension(1);
    long bytes = (long) Float.BYTES * columns;
    Tensor gathered = Tensor.allocate(Arena.ofAuto(), rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      MemorySegment.copy(matrix.segment(), rows[i] * bytes, gathered.segment(), i * bytes, bytes);
    }
    return gathered;
  }

  /** A vector with a copy of {@code weights}: finite numbers of 0 or more, not all 0. */
  static Tensor weights(float[] weights) {
    boolean positive = false;
    for (int row = 0; row < weights.length; row++) {
      if (!(weights[row] >= 0 && weights[row] <= Float.MAX_VALUE)) {
        Check.notNegative("dataset", "weights[" + row + "]", weights[row]);
      }
      positive |= weights[row] > 0;
    }
    if (!positive) {
      throw new IllegalArgumentException(
          "dataset: one of the weights must be above 0, got " + weights.length + " zeros");
    }
    return Tensor.of(Arena.ofAuto(), weights, weights.length);
  }

  /** The elements with these indices, in this order. */
  static float[] pick(Tensor vector, int[] indices) {
    float[] picked = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      picked[i] = vector.get(indices[i]);
    }
    return picked;
  }

  /** Refuses an empty selection, and rows that there are not. */
  static void checkIndices(int[] indices, int rows) {
    Check.notNull("select", "rows", indices);
    Check.positive("select", "number of rows", indices.length);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= rows) {
        throw new IllegalArgumentException(
            "select: rows[" + i + "] must be in [0, " + rows + "), got " + indices[i]);
      }
    }
  }

  /** A view that refuses to be written. */
  static Tensor readOnly(Tensor tensor) {
    return Tensor.view(tensor.segment().asReadOnly(), tensor.shape());
  }

  private static void check(String name, int row, int columns, float[] values) {
    if (values == null || values.length != columns) {
      throw new IllegalArgumentException(
          "dataset: "
              + name
              + "["
              + row
              + "] must have "
              + columns
              + " elements like row 0, got "
              + (values == null ? "null" : values.length));
    }
    for (int column = 0; column < columns; column++) {
      if (!Float.isFinite(values[column])) {
        Check.finite("dataset", name + "[" + row + "][" + column + "]", values[column]);
      }
    }
  }
}
