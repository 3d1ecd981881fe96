package dev.neurite.io.onnx;

import dev.neurite.activation.Gelu;
import dev.neurite.activation.GeluTanh;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Silu;
import dev.neurite.activation.Softplus;
import dev.neurite.activation.Step;
import dev.neurite.io.onnx.Value.Flow;

/** What exporters spell as several nodes, and a layer does as one. */
enum Pattern {
  GELU,
  GELU_TANH,
  SILU,
  SOFTPLUS,
  SIGMOID,
  STEP,
  LAYER_NORM;

  /**
   * Where a pattern was found.
   *
   * @param pattern null for a node inside of another's pattern, which is passed over
   * @param input what it reads
   * @param epsilon of a layer norm
   * @param axes of a layer norm
   */
  record Match(Pattern pattern, String input, float epsilon, long[] axes) {
    boolean covered() {
      return pattern == null;
    }
  }

  /** The layer, instead of the node at the end of the pattern. */
  Flow emit(Op op, Match match) {
    Flow x = op.flow(match);
    Drafts drafts = op.drafts();
    return switch (this) {
      case GELU -> drafts.activate(new Gelu(), x);
      case GELU_TANH -> drafts.activate(new GeluTanh(), x);
      case SILU -> drafts.activate(new Silu(), x);
      case SOFTPLUS -> drafts.activate(new Softplus(), x);
      case SIGMOID -> drafts.activate(new Sigmoid(), x);
      case STEP -> drafts.activate(new Step(), x);
      case LAYER_NORM -> NormalisationOperators.layerNorm(op, x, match.axes(), match.epsilon());
    };
  }
}
