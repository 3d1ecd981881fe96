package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.Loss;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What training makes small: the mean loss plus λ‖w‖². Immutable.
 *
 * @param loss of the outputs
 * @param l2 λ, 0 or more
 * @param decaysBiases true if ‖w‖² counts biases too
 */
public record Objective(Loss loss, float l2, boolean decaysBiases) {

  /** Checks the components. */
  public Objective {
    Check.notNull("objective", "loss", loss);
    Check.notNegative("objective", "l2", l2);
  }

  /** Only the loss. */
  public Objective(Loss loss) {
    this(loss, 0, false);
  }

  /** 2λ for this parameter: what its gradient has of itself. */
  public float decay(Parameter parameter) {
    boolean counts = parameter.trained() && (parameter.decays() || decaysBiases);
    return counts ? 2 * l2 : 0;
  }

  /** λ‖w‖². */
  public double penalty(Kernels kernels, List<Parameter> parameters) {
    double squares = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (decay(p) != 0) {
        MemorySegment w = p.value().segment();
        squares += kernels.reductions().dot(p.value().elements(), w, 0, w, 0);
      }
    }
    return l2 * squares;
  }
}
