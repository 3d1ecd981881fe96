package dev.neurite.optim;

import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** An optimiser whose step is an {@link AdaptiveRule} of the kernels. */
public sealed interface Adaptive extends Optimiser
    permits AdaGrad, RmsProp, AdamW, AmsGrad, NAdam, Lion {

  /** The rule. */
  AdaptiveRule rule();

  /**
   * Sets the numbers of a step; decay of both kinds included.
   *
   * @param moment which step
   * @param numbers to set
   */
  void set(StepMoment moment, Coefficients numbers);

  @Override
  default int slots() {
    AdaptiveRule rule = rule();
    return (rule.usesMean() ? 1 : 0) + (rule.usesSquares() ? 1 : 0) + (rule.usesLargest() ? 1 : 0);
  }

  /** Slots are, of mean, squares and largest squares, those that the rule uses, in this order. */
  @Override
  default void step(Kernels kernels, StepMoment moment, Tensor w, Tensor g, Tensor[] slots) {
    AdaptiveRule rule = rule();
    Coefficients numbers = moment.coefficients();
    set(moment, numbers);
    int squares = rule.usesMean() ? 1 : 0;
    MemorySegment m = rule.usesMean() ? slots[0].segment() : MemorySegment.NULL;
    MemorySegment s = rule.usesSquares() ? slots[squares].segment() : MemorySegment.NULL;
    MemorySegment x = rule.usesLargest() ? slots[squares + 1].segment() : MemorySegment.NULL;
    kernels
        .updates()
        .adaptive(rule, numbers, w.elements(), w.segment(), 0, g.segment(), 0, m, 0, s, 0, x, 0);
  }
}
