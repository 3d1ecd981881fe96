package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Flow;
import java.util.Arrays;

/** Constants stretched to the dimensions of rows, aligned at their last dimension as in NumPy. */
final class Broadcast {
  private Broadcast() {}

  /** A constant as a row of {@code out} columns. */
  static float[] toRow(Op op, Constant constant, int input, int out) {
    return to(op, constant, input, new Flow("", true, out));
  }

  /** A constant as one value for each column of a flow; the same for all its rows. */
  static float[] to(Op op, Constant constant, int input, Flow flow) {
    if (constant.isText()) {
      throw op.fail("computes with texts (input " + input + ")");
    }
    int rank = flow.rank();
    int[] shape = constant.dimensions();
    int extra = shape.length - rank;
    for (int i = 0; i < shape.length; i++) {
      int axis = i - extra; // of the flow, as the file counts
      boolean beyond = axis < 0 || flow.batched() && axis == 0;
      long size = beyond ? 1 : flow.size(axis);
      if (shape[i] != 1 && shape[i] != size || axis < 0) {
        throw op.fail(
            "joins rows "
                + flow
                + " with a constant "
                + Arrays.toString(shape)
                + "; supported are constants that are the same for each row and no larger");
      }
    }
    float[] values = constant.floats();
    int width = flow.width();
    op.budget().take(width, op.node().title());
    float[] stretched = new float[width];
    if (values.length == 1) {
      Arrays.fill(stretched, values[0]);
      return stretched;
    }
    int[] steps = steps(shape, flow);
    for (int c = 0; c < width; c++) {
      int rest = c;
      int place = 0;
      for (int d = flow.dimensions().length - 1; d >= 0; d--) {
        place += rest % flow.dimensions()[d] * steps[d];
        rest /= flow.dimensions()[d];
      }
      stretched[c] = values[place];
    }
    return stretched;
  }

  /** How far apart neighbours along each dimension of a row are; 0 where they are the same. */
  private static int[] steps(int[] shape, Flow flow) {
    int[] steps = new int[flow.dimensions().length];
    int step = 1;
    for (int back = 1; back <= Math.min(shape.length, steps.length); back++) {
      int size = shape[shape.length - back];
      steps[steps.length - back] = size == 1 ? 0 : step;
      step *= size;
    }
    return steps;
  }
}
