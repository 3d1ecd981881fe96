package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.Loss;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What training makes small: the mean loss plus λ‖w‖² plus λ₁‖w‖₁. Immutable.
 *
 * @param loss of the outputs
 * @param l2 λ, 0 or more
 * @param l1 λ₁, 0 or more
 * @param decaysBiases true if the norms count biases too
 */
public record Objective(Loss loss, float l2, float l1, boolean decaysBiases) {

  /** Checks the components. */
  public Objective {
    Check.notNull("objective", "loss", loss);
    Check.notNegative("objective", "l2", l2);
    Check.notNegative("objective", "l1", l1);
  }

  /** Without λ₁‖w‖₁. */
  public Objective(Loss loss, float l2, boolean decaysBiases) {
    this(loss, l2, 0, decaysBiases);
  }

  /** Only the loss. */
  public Objective(Loss loss) {
    this(loss, 0, false);
  }

  /** 2λ for this parameter: what its gradient has of itself. */
  public float decay(Parameter parameter) {
    return counts(parameter) ? 2 * l2 : 0;
  }

  /** λ₁ for this parameter: what its gradient has of the signs of itself. */
  public float lasso(Parameter parameter) {
    return counts(parameter) ? l1 : 0;
  }

  /** True if the norms count this parameter. */
  boolean counts(Parameter parameter) {
    return parameter.trained() && (parameter.decays() || decaysBiases);
  }

  /** λ‖w‖² + λ₁‖w‖₁. */
  public double penalty(Kernels kernels, List<Parameter> parameters) {
    double squares = 0;
    double sizes = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (decay(p) != 0) {
        MemorySegment w = p.value().segment();
        squares += kernels.reductions().dot(p.value().elements(), w, 0, w, 0);
      }
      for (int j = 0; lasso(p) != 0 && j < p.value().elements(); j++) {
        sizes += Math.abs(p.value().get(j));
      }
    }
    return l2 * squares + l1 * sizes;
  }
}
