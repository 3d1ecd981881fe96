package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Flow;
import java.util.Arrays;
import java.util.List;

/** {@code Constant}, {@code ConstantOfShape}, {@code Shape}. */
final class ConstantOperators {
  private ConstantOperators() {}

  static void constant(Op op) {
    if (op.hasAttribute("value")) {
      op.out(op.tensor("value"));
    } else if (op.hasAttribute("value_float")) {
      op.out(Constant.of(new float[] {op.real("value_float", 0)}));
    } else if (op.hasAttribute("value_floats")) {
      float[] values = op.reals("value_floats");
      op.out(Constant.of(values, values.length));
    } else if (op.hasAttribute("value_int")) {
      op.out(Constant.of(new long[] {op.integer("value_int", 0)}));
    } else if (op.hasAttribute("value_ints")) {
      long[] values = op.integers("value_ints");
      op.out(Constant.of(values, values.length));
    } else if (op.hasAttribute("value_string")) {
      op.out(Constant.of(List.of(op.text("value_string", ""))));
    } else if (op.hasAttribute("value_strings")) {
      List<String> values = op.texts("value_strings");
      op.out(Constant.of(values, values.size()));
    } else {
      throw op.fail("has no value that is supported");
    }
  }

  static void constantOfShape(Op op) {
    long[] sizes = op.integers(0);
    int[] shape = new int[sizes.length];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = op.size(sizes[i], "a dimension");
      count *= shape[i];
      if (count > Integer.MAX_VALUE) {
        throw op.fail("makes a constant of 2³¹ elements or more");
      }
    }
    op.budget().take(count, op.node().title());
    Constant value =
        op.hasAttribute("value") ? op.tensor("value") : Constant.of(new float[] {0}, 1);
    if (value.elements() != 1) {
      throw op.fail("has a value of " + value.elements() + " elements instead of 1");
    }
    op.out(value.pick(new int[(int) count], shape));
  }

  /** The dimensions; that of the rows stands there as {@link Constant#ROWS}. */
  static void shape(Op op) {
    long[] all =
        switch (op.in(0)) {
          case Constant c -> Arrays.stream(c.dimensions()).asLongStream().toArray();
          case Flow flow -> {
            long[] sizes = new long[flow.rank()];
            for (int i = 0; i < sizes.length; i++) {
              sizes[i] = flow.size(i);
            }
            yield sizes;
          }
          case Value.Choice _ -> throw op.fail("asks for the shape of classes");
        };
    int start = bound(op.integer("start", 0), all.length);
    int end = Math.max(start, bound(op.integer("end", all.length), all.length));
    op.out(Constant.of(Arrays.copyOfRange(all, start, end), end - start));
  }

  private static int bound(long axis, int rank) {
    return Math.clamp(axis < 0 ? axis + rank : axis, 0, rank);
  }
}
