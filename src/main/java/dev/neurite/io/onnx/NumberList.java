package dev.neurite.io.onnx;

import java.util.Arrays;

/** A list of integers, or of the bits of floating-point numbers, that grows by doubling. */
final class NumberList {
  private static final int FIRST = 8; // elements

  private long[] values = {};
  private int size;

  /** Makes room for as many more. */
  void reserve(int count) {
    if (count > values.length - size) {
      values = Arrays.copyOf(values, Math.addExact(size, count));
    }
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(FIRST, Math.addExact(size, size)));
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long[] toLongs() {
    return Arrays.copyOf(values, size);
  }

  /** The floats of which these are the bits. */
  float[] toFloats() {
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = Float.intBitsToFloat((int) values[i]);
    }
    return floats;
  }

  /** The doubles of which these are the bits. */
  double[] toDoubles() {
    double[] doubles = new double[size];
    for (int i = 0; i < size; i++) {
      doubles[i] = Double.longBitsToDouble(values[i]);
    }
    return doubles;
  }
}
