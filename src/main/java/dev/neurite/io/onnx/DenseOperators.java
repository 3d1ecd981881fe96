package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.Add;
import java.util.Arrays;
import java.util.List;

/** {@code Gemm} and {@code MatMul} of rows with constant weights: dense layers. */
final class DenseOperators {
  private DenseOperators() {}

  /** Y = α·A·B + β·C, with A the rows. */
  static void gemm(Op op) {
    if (op.in(0) instanceof Constant && op.in(1) instanceof Flow) {
      throw op.fail("multiplies a constant by rows; supported is rows by a constant");
    }
    Flow x = op.flow(0);
    if (op.integer("transA", 0) != 0) {
      throw op.fail("transposes the rows (transA=1); transpose the input before the model");
    }
    Constant b = matrix(op, 1);
    boolean transposed = op.integer("transB", 0) != 0;
    int in = b.dimensions()[transposed ? 1 : 0];
    int out = b.dimensions()[transposed ? 0 : 1];
    float[] weights = scaled(rows(op, b, transposed), op.real("alpha", 1));
    float beta = op.real("beta", 1);
    check(op, x, in, out);
    boolean added = op.has(2) && beta != 0;
    if (added && op.in(2) instanceof Flow c) {
      Flow y = op.drafts().dense(x, weights, out, null, out);
      if (beta != 1 || !Arrays.equals(c.dimensions(), y.dimensions())) {
        throw op.fail(
            "adds rows "
                + c
                + " times "
                + beta
                + "; supported is rows [rows, "
                + out
                + "] times 1");
      }
      op.out(op.drafts().add(new Add(), List.of(), List.of(y, c), out));
      return;
    }
    float[] bias = added ? scaled(Broadcast.toRow(op, op.constant(2), 2, out), beta) : null;
    op.out(op.drafts().dense(x, weights, out, bias, result(x, out)));
  }

  static void matMul(Op op) {
    if (op.in(0) instanceof Flow && op.in(1) instanceof Flow) {
      throw op.fail("multiplies rows by rows; supported is rows by a constant");
    }
    if (op.in(0) instanceof Constant) {
      throw op.fail("multiplies a constant by rows; supported is rows by a constant");
    }
    Flow x = op.flow(0);
    Constant b = op.constant(1);
    if (b.rank() == 1) {
      b = b.reshaped(b.elements(), 1);
    } else if (b.rank() != 2) {
      throw op.fail(
          "multiplies by a constant of " + b.rank() + " dimensions; supported are 1 and 2");
    }
    int in = b.dimensions()[0];
    int out = b.dimensions()[1];
    check(op, x, in, out);
    int[] dimensions = op.constant(1).rank() == 1 ? shortened(x) : result(x, out);
    op.out(op.drafts().dense(x, rows(op, b, false), out, null, dimensions));
  }

  private static Constant matrix(Op op, int input) {
    Constant constant = op.constant(input);
    if (constant.rank() != 2 || constant.isText()) {
      throw op.fail("needs a matrix of numbers for input " + input + ", got " + constant);
    }
    return constant;
  }

  /** One layer reads one row: several positions in a row would need shared weights. */
  private static void check(Op op, Flow x, int in, int out) {
    int last = x.dimensions().length == 0 ? 0 : x.dimensions()[x.dimensions().length - 1];
    if (last != in) {
      throw op.fail("multiplies rows " + x + " by a matrix of " + in + " rows");
    }
    if (in == 0 || out == 0) {
      throw op.fail("has a matrix of [" + in + ", " + out + "]");
    }
    if (x.width() != in) {
      throw op.fail(
          "multiplies "
              + x.width() / in
              + " positions of each row by the same weights, got "
              + x
              + "; supported is one: flatten the row, or let each position be a row");
    }
  }

  private static int[] result(Flow x, int out) {
    int[] dimensions = x.dimensions().clone();
    dimensions[dimensions.length - 1] = out;
    return dimensions;
  }

  private static int[] shortened(Flow x) {
    return Arrays.copyOf(x.dimensions(), x.dimensions().length - 1);
  }

  /** The weights with one row per output. */
  private static float[] rows(Op op, Constant matrix, boolean transposed) {
    if (matrix.isText()) {
      throw op.fail("multiplies by texts");
    }
    float[] values = matrix.floats();
    if (transposed) {
      return values;
    }
    op.budget().take(values.length, op.node().title());
    int in = matrix.dimensions()[0];
    int out = matrix.dimensions()[1];
    float[] rows = new float[values.length];
    for (int i = 0; i < in; i++) {
      for (int j = 0; j < out; j++) {
        rows[j * in + i] = values[i * out + j];
      }
    }
    return rows;
  }

  private static float[] scaled(float[] values, float factor) {
    if (factor == 1) {
      return values;
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factor;
    }
    return scaled;
  }
}
