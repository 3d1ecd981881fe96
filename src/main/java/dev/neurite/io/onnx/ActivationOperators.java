package dev.neurite.io.onnx;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Elu;
import dev.neurite.activation.Gelu;
import dev.neurite.activation.GeluTanh;
import dev.neurite.activation.LeakyRelu;
import dev.neurite.activation.Relu;
import dev.neurite.activation.Selu;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Silu;
import dev.neurite.activation.Softplus;
import dev.neurite.activation.Tanh;
import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.Clip;
import dev.neurite.layer.GroupSoftmax;

/** Activations that are operators of their own. */
final class ActivationOperators {
  private static final float SELU_ALPHA = 1.67326319217681884765625f; // ONNX's defaults
  private static final float SELU_GAMMA = 1.05070102214813232421875f;
  private static final float SAME = 1e-5f; // relative; exporters write more or fewer digits

  private ActivationOperators() {}

  static void apply(Op op) {
    switch (op.type()) {
      case "Clip" -> clip(op);
      case "Softmax" -> softmax(op, false);
      case "LogSoftmax" -> softmax(op, true);
      default -> op.out(op.drafts().activate(activation(op), op.flow(0)));
    }
  }

  private static Activation activation(Op op) {
    return switch (op.type()) {
      case "Relu" -> new Relu();
      case "LeakyRelu" -> leakyRelu(op, op.real("alpha", 0.01f));
      case "PRelu" -> slopes(op);
      case "Elu", "Celu" -> elu(op, op.real("alpha", 1));
      case "Selu" -> selu(op);
      case "Sigmoid" -> new Sigmoid();
      case "Tanh" -> new Tanh();
      case "Softplus" -> new Softplus();
      case "Swish" -> swish(op);
      case "FastGelu" -> fastGelu(op);
      case "Gelu" -> gelu(op);
      default -> throw Operators.unsupported(op);
    };
  }

  private static Activation leakyRelu(Op op, float slope) {
    if (!(slope >= 0 && slope < 1)) {
      throw op.fail("has a slope of " + slope + "; supported are slopes in [0, 1)");
    }
    return new LeakyRelu(slope);
  }

  private static Activation slopes(Op op) {
    float[] slopes = op.numbers(1);
    for (float slope : slopes) {
      if (slope != slopes[0]) {
        throw op.fail("has a slope for each channel; supported is one, as LeakyRelu has");
      }
    }
    if (slopes.length == 0) {
      throw op.fail("has no slope");
    }
    return leakyRelu(op, slopes[0]);
  }

  private static Activation elu(Op op, float alpha) {
    if (!(alpha > 0 && alpha <= Float.MAX_VALUE) || op.type().equals("Celu") && alpha != 1) {
      throw op.fail("has an alpha of " + alpha + "; supported is one above 0, for Celu 1");
    }
    return new Elu(alpha);
  }

  private static Activation selu(Op op) {
    float alpha = op.real("alpha", SELU_ALPHA);
    float gamma = op.real("gamma", SELU_GAMMA);
    boolean same =
        Math.abs(alpha - SELU_ALPHA) <= SAME * SELU_ALPHA
            && Math.abs(gamma - SELU_GAMMA) <= SAME * SELU_GAMMA;
    if (!same) {
      throw op.fail(
          "has alpha "
              + alpha
              + " and gamma "
              + gamma
              + "; supported are "
              + SELU_ALPHA
              + " and "
              + SELU_GAMMA);
    }
    return new Selu();
  }

  private static Activation swish(Op op) {
    if (op.real("alpha", 1) != 1) {
      throw op.fail("has an alpha of " + op.real("alpha", 1) + "; supported is 1, SiLU");
    }
    return new Silu();
  }

  private static Activation gelu(Op op) {
    return switch (op.text("approximate", "none")) {
      case "none" -> new Gelu();
      case "tanh" -> new GeluTanh();
      default -> throw op.fail("has an approximation that is neither none nor tanh");
    };
  }

  private static Activation fastGelu(Op op) {
    if (op.has(1)) {
      throw op.fail("has a bias of its own; export it as an Add before");
    }
    return new GeluTanh();
  }

  /** The ends are attributes before opset 11, inputs since. */
  private static void clip(Op op) {
    Flow x = op.flow(0);
    float low = op.real("min", -Float.MAX_VALUE);
    float high = op.real("max", Float.MAX_VALUE);
    low = op.has(1) ? single(op, 1) : low;
    high = op.has(2) ? single(op, 2) : high;
    // the least and the largest float are ONNX's defaults: no limit
    low = low == -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : low;
    high = high == Float.MAX_VALUE ? Float.POSITIVE_INFINITY : high;
    if (low == 0 && high == Float.POSITIVE_INFINITY) {
      op.out(op.drafts().activate(new Relu(), x));
      return;
    }
    if (low > high) { // every value becomes the upper end
      low = high;
    }
    if (Float.isNaN(low) || Float.isNaN(high)) {
      throw op.fail("has an end that is NaN");
    }
    op.out(op.drafts().add(new Clip(low, high), x));
  }

  private static float single(Op op, int input) {
    float[] values = op.numbers(input);
    if (values.length != 1) {
      throw op.fail("has " + values.length + " numbers for an end; it must be one");
    }
    return values[0];
  }

  /**
   * Before opset 13 all dimensions from the axis (1 by default) are one; since then the axis (the
   * last by default) stands alone.
   */
  private static void softmax(Op op, boolean logarithm) {
    Flow x = op.flow(0);
    boolean alone = op.opset() >= 13;
    if (x.rank() == 0) {
      throw op.fail("has no dimension to work along");
    }
    int axis = op.rowAxis(op.integer("axis", alone ? -1 : x.rank() == 1 ? 0 : 1), x);
    int[] d = x.dimensions();
    int groups = 1;
    for (int i = 0; i < axis; i++) {
      groups *= d[i];
    }
    if (alone && groups * d[axis] != x.width()) {
      throw op.fail(
          "works along axis " + axis + " of each row " + x + "; supported is the last axis");
    }
    op.out(op.drafts().add(new GroupSoftmax(groups, logarithm), x));
  }
}
