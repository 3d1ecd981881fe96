package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Choice;
import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.Add;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code Add}, {@code Sub}, {@code Mul}, {@code Div}, {@code Neg}, {@code Sum}. */
final class ArithmeticOperators {
  private ArithmeticOperators() {}

  static void apply(Op op) {
    switch (op.type()) {
      case "Neg" -> negate(op);
      case "Sum" -> sum(op);
      default -> binary(op);
    }
  }

  /** Operators that are known of constants alone. */
  static void ofConstants(Op op) {
    for (int i = 0; i < op.inputs(); i++) {
      if (!(op.in(i) instanceof Constant)) {
        throw Operators.unsupported(op);
      }
    }
    op.out(op.type().equals("Pow") ? Folding.binary(op) : Folding.unary(op));
  }

  private static void binary(Op op) {
    Value a = op.in(0);
    Value b = op.in(1);
    if (a instanceof Constant && b instanceof Constant) {
      op.out(Folding.binary(op));
    } else if (a instanceof Flow x && b instanceof Constant c) {
      op.out(rowsAndConstant(op, x, Broadcast.to(op, c, 1, x)));
    } else if (a instanceof Constant c && b instanceof Flow x) {
      op.out(constantAndRows(op, Broadcast.to(op, c, 0, x), x));
    } else if (a instanceof Choice || b instanceof Choice) {
      throw op.fail("computes with classes, which can only be outputs");
    } else {
      rows(op, op.flow(0), op.flow(1));
    }
  }

  private static Flow rowsAndConstant(Op op, Flow x, float[] c) {
    float[] zeros = new float[c.length];
    return switch (op.type()) {
      case "Add" -> op.drafts().affine(x, negated(c), ones(c.length));
      case "Sub" -> op.drafts().affine(x, c, ones(c.length));
      case "Mul" -> op.drafts().affine(x, zeros, c);
      default -> op.drafts().affine(x, zeros, inverse(op, c));
    };
  }

  private static Flow constantAndRows(Op op, float[] c, Flow x) {
    return switch (op.type()) {
      case "Add", "Mul" -> rowsAndConstant(op, x, c);
      case "Sub" -> op.drafts().affine(x, c, negated(ones(c.length))); // (x − c)·(−1), exact
      default -> throw op.fail("divides a constant by rows; supported is rows by a constant");
    };
  }

  private static void rows(Op op, Flow a, Flow b) {
    if (!op.type().equals("Add") && !op.type().equals("Sub")) {
      throw op.fail(
          (op.type().equals("Mul") ? "multiplies rows by rows" : "divides rows by rows")
              + "; supported is a constant, and what is part of GELU, SiLU or layer norm");
    }
    checkSame(op, a, b);
    Flow second = op.type().equals("Add") ? b : negative(op, b);
    op.out(op.drafts().add(new Add(), List.of(), List.of(a, second), a.dimensions()));
  }

  private static void checkSame(Op op, Flow a, Flow b) {
    if (!Arrays.equals(a.dimensions(), b.dimensions())) {
      throw op.fail("adds rows " + a + " and " + b + "; supported are the same dimensions");
    }
  }

  private static void sum(Op op) {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < op.inputs(); i++) {
      flows.add(op.flow(i));
      checkSame(op, flows.getFirst(), flows.getLast());
    }
    if (flows.isEmpty()) {
      throw op.fail("has no input");
    }
    int[] dimensions = flows.getFirst().dimensions();
    op.out(
        flows.size() == 1
            ? flows.getFirst()
            : op.drafts().add(new Add(), List.of(), flows, dimensions));
  }

  private static void negate(Op op) {
    op.out(op.in(0) instanceof Constant ? Folding.unary(op) : negative(op, op.flow(0)));
  }

  private static Flow negative(Op op, Flow x) {
    op.budget().take(x.width(), op.node().title());
    return op.drafts().affine(x, new float[x.width()], negated(ones(x.width())));
  }

  private static float[] inverse(Op op, float[] values) {
    float[] inverse = new float[values.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / values[i];
      if (!Float.isFinite(inverse[i])) {
        throw op.fail("divides by " + values[i]);
      }
    }
    return inverse;
  }

  private static float[] negated(float[] values) {
    float[] negated = new float[values.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
