package dev.neurite.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;

/**
 * Features in a column of arrays. A {@code double} is rounded to the nearest {@code float}, as
 * {@code Predictor.predict(double[], double[])} does.
 *
 * @param column its name
 * @param ordinal where it stands in a row
 * @param doubles true for {@code array<double>}, false for {@code array<float>}
 * @param in number of features
 */
record ArrayReader(String column, int ordinal, boolean doubles, int in) implements FeatureReader {
  /** True for types that can be read. */
  static boolean reads(DataType type) {
    return type instanceof ArrayType array
        && (array.elementType().equals(DataTypes.FloatType) || isDoubles(type));
  }

  static boolean isDoubles(DataType type) {
    return type instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType);
  }

  @Override
  public String read(InternalRow row, float[] x, int offset) {
    return row.isNullAt(ordinal) ? column + " is null" : read(row.getArray(ordinal), x, offset);
  }

  /** As of a row, of the array that stands in it. */
  String read(ArrayData array, float[] x, int offset) {
    int width = array.numElements();
    if (width != in) {
      return "%s has %d elements, the model takes %d".formatted(column, width, in);
    }
    int gap = firstNull(array);
    if (gap >= 0) {
      return "element %d of %s is null".formatted(gap, column);
    }
    if (doubles) {
      for (int i = 0; i < width; i++) {
        x[offset + i] = (float) array.getDouble(i);
      }
    } else if (array instanceof UnsafeArrayData unsafe) {
      Platform.copyMemory(
          unsafe.getBaseObject(),
          elements(unsafe),
          x,
          Platform.FLOAT_ARRAY_OFFSET + (long) Float.BYTES * offset,
          (long) Float.BYTES * width);
    } else {
      for (int i = 0; i < width; i++) {
        x[offset + i] = array.getFloat(i);
      }
    }
    return null;
  }

  /** The address of the first element: behind the number of elements and a bit for each. */
  private static long elements(UnsafeArrayData array) {
    return array.getBaseOffset()
        + UnsafeArrayData.calculateHeaderPortionInBytes(array.numElements());
  }

  private static int firstNull(ArrayData array) {
    if (array instanceof UnsafeArrayData unsafe) {
      long any = 0;
      for (long at = unsafe.getBaseOffset() + Long.BYTES; at < elements(unsafe); at += Long.BYTES) {
        any |= Platform.getLong(unsafe.getBaseObject(), at);
      }
      if (any == 0) {
        return -1;
      }
    }
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        return i;
      }
    }
    return -1;
  }
}
