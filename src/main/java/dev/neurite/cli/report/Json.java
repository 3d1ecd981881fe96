package dev.neurite.cli.report;

import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data of a page: maps, lists, texts and short numbers, as JSON that HTML may hold. */
final class Json {
  private static final double WHOLE = 1e15; // below, whole numbers are written without exponent
  private static final MathContext DIGITS = new MathContext(5); // more than any picture shows

  private Json() {}

  /** An object of these names and values in turn, in this order. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /** A number of five digits; null for what is not finite, which JSON has no word for. */
  static Object number(double value) {
    if (!Double.isFinite(value)) {
      return null;
    }
    if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      return (long) value;
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.scale() <= 0 && Math.abs(value) < WHOLE ? rounded.longValue() : rounded;
  }

  /** Numbers, as {@link #number} makes them. */
  static List<Object> numbers(double... values) {
    List<Object> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(number(value));
    }
    return list;
  }

  /**
   * The text of a value. It has no {@code <}: whatever a feature is called, it closes no element
   * and opens no comment of the page around it.
   */
  static String text(Object value) {
    return JsonWriter.string(value).replace("<", "\\u003c");
  }
}
