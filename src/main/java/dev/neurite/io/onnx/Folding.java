package dev.neurite.io.onnx;

import java.util.Arrays;

/** Arithmetic on constants, done when the file is read. */
final class Folding {
  private Folding() {}

  static Constant unary(Op op) {
    Constant a = op.constant(0);
    if (a.isText()) {
      throw op.fail("computes with texts");
    }
    op.budget().take(a.elements(), op.node().title());
    if (a.isInteger() && op.type().equals("Neg")) {
      long[] values = a.integers().clone();
      checkKnown(op, a);
      for (int i = 0; i < values.length; i++) {
        values[i] = -values[i];
      }
      return Constant.of(values, a.dimensions());
    }
    float[] values = a.floats().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (op.type()) {
            case "Neg" -> -values[i];
            case "Sqrt" -> (float) Math.sqrt(values[i]);
            default -> 1 / values[i];
          };
    }
    return Constant.of(values, a.dimensions());
  }

  static Constant binary(Op op) {
    Constant a = op.constant(0);
    Constant b = op.constant(1);
    if (a.isText() || b.isText()) {
      throw op.fail("computes with texts");
    }
    int[] shape = shape(op, a, b);
    long count = 1;
    for (int d : shape) {
      count *= d;
      if (count > Integer.MAX_VALUE) {
        throw op.fail("makes a constant of 2³¹ elements or more");
      }
    }
    op.budget().take(count, op.node().title());
    int[] left = places(a.dimensions(), shape, (int) count);
    int[] right = places(b.dimensions(), shape, (int) count);
    if (a.isInteger() && b.isInteger()) {
      return integers(op, a, b, left, right, shape);
    }
    float[] values = new float[(int) count];
    float[] x = a.floats();
    float[] y = b.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = compute(op, x[left[i]], y[right[i]]);
    }
    return Constant.of(values, shape);
  }

  private static Constant integers(
      Op op, Constant a, Constant b, int[] left, int[] right, int... shape) {
    checkKnown(op, a);
    checkKnown(op, b);
    long[] values = new long[left.length];
    for (int i = 0; i < values.length; i++) {
      long x = a.integers()[left[i]];
      long y = b.integers()[right[i]];
      values[i] =
          switch (op.type()) {
            case "Add" -> x + y;
            case "Sub" -> x - y;
            case "Mul" -> x * y;
            case "Div" -> {
              if (y == 0) {
                throw op.fail("divides by 0");
              }
              yield x / y;
            }
            default -> throw Operators.unsupported(op);
          };
    }
    return Constant.of(values, shape);
  }

  /** The number of rows is not known, so nothing can be computed from it. */
  private static void checkKnown(Op op, Constant constant) {
    for (long value : constant.integers()) {
      if (value == Constant.ROWS) {
        throw op.fail("computes with the number of rows; a network scores each row for itself");
      }
    }
  }

  private static float compute(Op op, float x, float y) {
    return switch (op.type()) {
      case "Add" -> x + y;
      case "Sub" -> x - y;
      case "Mul" -> x * y;
      case "Div" -> x / y;
      default -> (float) StrictMath.pow(x, y);
    };
  }

  private static int[] shape(Op op, Constant a, Constant b) {
    int[] shape = new int[Math.max(a.rank(), b.rank())];
    for (int back = 1; back <= shape.length; back++) {
      int x = back > a.rank() ? 1 : a.dimensions()[a.rank() - back];
      int y = back > b.rank() ? 1 : b.dimensions()[b.rank() - back];
      if (x != y && x != 1 && y != 1) {
        throw op.fail(
            "joins constants "
                + Arrays.toString(a.dimensions())
                + " and "
                + Arrays.toString(b.dimensions()));
      }
      shape[shape.length - back] = x == 1 ? y : x;
    }
    return shape;
  }

  /** For each element of the result, where its operand is. */
  private static int[] places(int[] operand, int[] shape, int count) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      int rest = i;
      int step = 1;
      for (int back = 1; back <= operand.length; back++) {
        int size = operand[operand.length - back];
        int index = rest % shape[shape.length - back];
        places[i] += size == 1 ? 0 : index * step;
        rest /= shape[shape.length - back];
        step *= size;
      }
    }
    return places;
  }
}
