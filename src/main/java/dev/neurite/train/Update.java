package dev.neurite.train;

import dev.neurite.kernel.Kernels;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.optim.OptimiserState;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * From the gradients of a step to the next weights: what λ₁‖w‖₁ adds, gradients made shorter, the
 * step of the optimiser, rows of weights made shorter, in this order. 2λ·w and decoupled decay are
 * in the step, behind the shortening, as in PyTorch.
 */
final class Update {
  private final Limits limits;
  private final Network network;
  private final Objective objective;
  private final OptimiserState state;

  Update(Limits limits, Network network, Objective objective, OptimiserState state) {
    this.limits = limits;
    this.network = network;
    this.objective = objective;
    this.state = state;
  }

  /** Takes the step that {@link OptimiserState#beginStep} has begun. */
  void run() {
    Kernels kernels = network.kernels();
    List<Parameter> parameters = network.parameters();
    for (int i = 0; i < parameters.size() && objective.l1() != 0; i++) {
      addLasso(kernels, parameters.get(i));
    }
    shorten(kernels, parameters);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (p.trained()) {
        boolean shrinks = objective.counts(p);
        state.step(kernels, i, objective.decay(p), shrinks, p.value(), p.gradient());
        limit(kernels, p);
      }
    }
  }

  private void addLasso(Kernels kernels, Parameter p) {
    float lambda = objective.lasso(p);
    if (lambda != 0) {
      int n = p.value().elements();
      kernels.updates().addSign(n, lambda, p.value().segment(), 0, p.gradient().segment(), 0);
    }
  }

  /** g ← g·min(1, limit / ‖g‖), ‖g‖ over all parameters, then each element into its limits. */
  private void shorten(Kernels kernels, List<Parameter> parameters) {
    float scale = 1;
    if (limits.gradientNorm() < Float.POSITIVE_INFINITY) {
      double norm = norm(kernels, parameters);
      scale = norm > limits.gradientNorm() ? (float) (limits.gradientNorm() / norm) : 1;
    }
    if (scale == 1 && limits.gradientValue() == Float.POSITIVE_INFINITY) {
      return;
    }
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (p.trained()) {
        MemorySegment g = p.gradient().segment();
        kernels.updates().clip(p.gradient().elements(), scale, limits.gradientValue(), g, 0);
      }
    }
  }

  /** ‖g‖: a dot product of 64 lanes per parameter, added in double in their order. */
  private static double norm(Kernels kernels, List<Parameter> parameters) {
    double squares = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (p.trained()) {
        MemorySegment g = p.gradient().segment();
        squares += kernels.reductions().dot(p.gradient().elements(), g, 0, g, 0);
      }
    }
    return Math.sqrt(squares);
  }

  /** The weights into each neuron ← times min(1, limit / their norm). */
  private void limit(Kernels kernels, Parameter p) {
    float limit = limits.weightNorm();
    if (limit == Float.POSITIVE_INFINITY || !p.decays() || p.value().shape().rank() != 2) {
      return;
    }
    MemorySegment w = p.value().segment();
    int in = p.value().shape().dimension(1);
    for (int j = 0; j < p.value().shape().dimension(0); j++) {
      long row = (long) j * in;
      double norm = Math.sqrt(kernels.reductions().dot(in, w, row, w, row));
      if (norm > limit) {
        kernels.updates().clip(in, (float) (limit / norm), Float.POSITIVE_INFINITY, w, row);
      }
    }
  }
}
