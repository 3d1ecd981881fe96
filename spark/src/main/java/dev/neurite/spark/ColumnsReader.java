package dev.neurite.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Features in columns of numbers, one each; every number is rounded to the nearest {@code float}.
 */
final class ColumnsReader implements FeatureReader {
  private static final long serialVersionUID = 1;

  private enum Kind {
    FLOAT,
    DOUBLE,
    BYTE,
    SHORT,
    INT,
    LONG,
    DECIMAL
  }

  private final String[] names;
  private final int[] ordinals;
  private final Kind[] kinds;
  private final int[] precisions; // of decimals
  private final int[] scales;

  ColumnsReader(String[] names, int[] ordinals, DataType[] types) {
    this.names = names.clone();
    this.ordinals = ordinals.clone();
    this.kinds = new Kind[types.length];
    this.precisions = new int[types.length];
    this.scales = new int[types.length];
    for (int i = 0; i < types.length; i++) {
      kinds[i] = kind(types[i]);
      if (types[i] instanceof DecimalType decimal) {
        precisions[i] = decimal.precision();
        scales[i] = decimal.scale();
      }
    }
  }

  /** True for types that can be read. */
  static boolean reads(DataType type) {
    return kind(type) != null;
  }

  private static Kind kind(DataType type) {
    if (type instanceof DecimalType) {
      return Kind.DECIMAL;
    }
    return type.equals(DataTypes.FloatType)
        ? Kind.FLOAT
        : type.equals(DataTypes.DoubleType)
            ? Kind.DOUBLE
            : type.equals(DataTypes.IntegerType)
                ? Kind.INT
                : type.equals(DataTypes.LongType)
                    ? Kind.LONG
                    : type.equals(DataTypes.ShortType)
                        ? Kind.SHORT
                        : type.equals(DataTypes.ByteType) ? Kind.BYTE : null;
  }

  @Override
  public String read(InternalRow row, float[] x, int offset) {
    for (int i = 0; i < ordinals.length; i++) {
      int at = ordinals[i];
      if (row.isNullAt(at)) {
        return names[i] + " is null";
      }
      x[offset + i] =
          switch (kinds[i]) {
            case FLOAT -> row.getFloat(at);
            case DOUBLE -> (float) row.getDouble(at);
            case BYTE -> row.getByte(at);
            case SHORT -> row.getShort(at);
            case INT -> (float) row.getInt(at);
            case LONG -> (float) row.getLong(at);
            case DECIMAL ->
                row.getDecimal(at, precisions[i], scales[i]).toJavaBigDecimal().floatValue();
          };
    }
    return null;
  }
}
