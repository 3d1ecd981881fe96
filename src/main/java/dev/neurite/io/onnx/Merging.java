package dev.neurite.io.onnx;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Identity;
import dev.neurite.activation.Softmax;
import dev.neurite.io.onnx.Drafts.Draft;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Affine;
import dev.neurite.layer.Dense;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.LayerNorm;
import dev.neurite.layer.Layers;
import java.util.List;

/**
 * Two layers, of which the second alone reads the first, as one: a bias or an activation moves into
 * a dense layer, γ and β into a layer norm.
 */
final class Merging {
  private Merging() {}

  /** The layer that does what these do one after the other, or null. */
  static Draft merge(Draft first, Draft second) {
    return switch (first.layer()) {
      case Dense dense when dense.activation() instanceof Identity -> dense(first, dense, second);
      case LayerNorm _ -> layerNorm(first, second);
      default -> null;
    };
  }

  private static Draft dense(Draft first, Dense dense, Draft second) {
    return switch (second.layer()) {
      case Activate f -> activated(first, dense, f.activation());
      case GroupSoftmax s when s.groups() == 1 && !s.logarithm() ->
          activated(first, dense, new Softmax());
      case Affine _ when !dense.bias() && all(second.parameters().get(1), 1) ->
          new Draft(
              first.name(),
              new Dense(dense.out(), dense.activation(), true, dense.initialiser()),
              first.inputs(),
              List.of(first.parameters().getFirst(), negated(second.parameters().getFirst())));
      default -> null;
    };
  }

  private static Draft activated(Draft first, Dense dense, Activation activation) {
    Dense usual = Layers.dense(dense.out(), activation);
    return new Draft(
        first.name(),
        dense.bias() ? usual : usual.withoutBias(),
        first.inputs(),
        first.parameters());
  }

  /** γ of ones takes a factor, and β of zeros what is added. */
  private static Draft layerNorm(Draft first, Draft second) {
    if (!(second.layer() instanceof Affine)) {
      return null;
    }
    float[] gamma = first.parameters().get(0);
    float[] beta = first.parameters().get(1);
    float[] shift = second.parameters().get(0);
    float[] factor = second.parameters().get(1);
    if (!all(beta, 0)) {
      return null;
    }
    if (all(shift, 0) && all(gamma, 1)) {
      return new Draft(first.name(), first.layer(), first.inputs(), List.of(factor, beta));
    }
    if (all(factor, 1)) {
      return new Draft(first.name(), first.layer(), first.inputs(), List.of(gamma, negated(shift)));
    }
    return null;
  }

  private static boolean all(float[] values, float value) {
    for (float v : values) {
      if (v != value) {
        return false;
      }
    }
    return true;
  }

  private static float[] negated(float[] values) {
    float[] negated = new float[values.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }
}
