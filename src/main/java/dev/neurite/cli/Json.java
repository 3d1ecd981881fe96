package dev.neurite.cli;

import com.grack.nanojson.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Values as JSON text [RFC 8259]: maps by name, lists, arrays of numbers, strings, numbers, truth
 * values, null, and optional ones of these. Paths and enums are written as text. JSON has no NaN
 * and no infinity: null stands for them.
 */
final class Json {
  private Json() {}

  /** On one line. */
  static String write(Object value) {
    return JsonWriter.string(plain(value));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> o -> plain(o.orElse(null));
      case OptionalDouble o -> o.isPresent() ? plain(o.getAsDouble()) : null;
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((k, v) -> plain.put(k.toString(), plain(v)));
        yield plain;
      }
      case Iterable<?> items when !(items instanceof Path) -> {
        List<Object> plain = new ArrayList<>();
        items.forEach(item -> plain.add(plain(item)));
        yield plain;
      }
      case float[] floats -> {
        List<Object> plain = new ArrayList<>();
        for (float f : floats) {
          plain.add(plain(f));
        }
        yield plain;
      }
      case double[] doubles -> {
        List<Object> plain = new ArrayList<>();
        for (double d : doubles) {
          plain.add(plain(d));
        }
        yield plain;
      }
      case int[] ints -> {
        List<Object> plain = new ArrayList<>();
        for (int i : ints) {
          plain.add(i);
        }
        yield plain;
      }
      case long[] longs -> {
        List<Object> plain = new ArrayList<>();
        for (long l : longs) {
          plain.add(l);
        }
        yield plain;
      }
      case Float f -> Float.isFinite(f) ? f : null;
      case Double d -> Double.isFinite(d) ? d : null;
      case Number n -> n;
      case Boolean b -> b;
      default -> value.toString();
    };
  }
}
