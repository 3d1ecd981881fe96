package dev.neurite.io.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor that is known when the file is read: floats, whole numbers, or texts.
 *
 * <p>Exactly one of the three arrays is there. Nobody changes them.
 */
final class Constant implements Value {
  /** Among the whole numbers of a shape: the number of rows, which isn't known. */
  static final long ROWS = Long.MIN_VALUE;

  private final int[] dimensions;
  private final float[] floats;
  private final long[] integers;
  private final List<String> texts;

  private Constant(int[] dimensions, float[] floats, long[] integers, List<String> texts) {
    this.dimensions = dimensions;
    this.floats = floats;
    this.integers = integers;
    this.texts = texts;
  }

  static Constant of(float[] values, int... dimensions) {
    return new Constant(dimensions, values, null, null);
  }

  static Constant of(long[] values, int... dimensions) {
    return new Constant(dimensions, null, values, null);
  }

  static Constant of(List<String> values, int... dimensions) {
    return new Constant(dimensions, null, null, values);
  }

  int[] dimensions() {
    return dimensions;
  }

  int rank() {
    return dimensions.length;
  }

  int elements() {
    return floats != null ? floats.length : integers != null ? integers.length : texts.size();
  }

  boolean isFloat() {
    return floats != null;
  }

  boolean isInteger() {
    return integers != null;
  }

  boolean isText() {
    return texts != null;
  }

  /** The numbers as floats; whole ones are rounded. Not of texts. */
  float[] floats() {
    if (floats != null) {
      return floats;
    }
    float[] rounded = new float[integers.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = integers[i];
    }
    return rounded;
  }

  /** The whole numbers; null if it holds something else. */
  long[] integers() {
    return integers;
  }

  /** The elements as text: {@code 3}, {@code setosa}. */
  List<String> labels() {
    if (texts != null) {
      return texts;
    }
    return integers != null
        ? Arrays.stream(integers).mapToObj(Long::toString).toList()
        : java.util.stream.IntStream.range(0, floats.length)
            .mapToObj(i -> Float.toString(floats[i]))
            .toList();
  }

  /** The same elements in another shape. */
  Constant reshaped(int... shape) {
    return new Constant(shape, floats, integers, texts);
  }

  /** The elements at these places, in a shape. */
  Constant pick(int[] places, int... shape) {
    if (floats != null) {
      float[] picked = new float[places.length];
      for (int i = 0; i < picked.length; i++) {
        picked[i] = floats[places[i]];
      }
      return of(picked, shape);
    }
    if (integers != null) {
      return of(Arrays.stream(places).mapToLong(p -> integers[p]).toArray(), shape);
    }
    return of(Arrays.stream(places).mapToObj(texts::get).toList(), shape);
  }

  @Override
  public String toString() {
    return "constant " + Arrays.toString(dimensions);
  }
}
