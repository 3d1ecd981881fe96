package dev.neurite.spark;

import java.util.StringJoiner;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Enough of a row to find it again. */
final class RowText {
  private static final int FIELDS = 8;
  private static final int CHARACTERS = 40;

  private RowText() {}

  static String of(InternalRow row, StructType schema) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    int shown = 0;
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.fields()[i];
      if (isNested(field.dataType())) {
        continue;
      }
      if (shown++ == FIELDS) {
        text.add("…");
        break;
      }
      text.add(field.name() + "=" + value(row, i, field.dataType()));
    }
    return text.toString();
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType
        || type instanceof MapType
        || type instanceof StructType
        || type instanceof BinaryType;
  }

  private static String value(InternalRow row, int at, DataType type) {
    String value = row.isNullAt(at) ? "null" : String.valueOf(row.get(at, type));
    return value.length() > CHARACTERS ? value.substring(0, CHARACTERS) + "…" : value;
  }
}
