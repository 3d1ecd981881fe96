package dev.neurite.serve;

import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.RowPlan;
import dev.neurite.serve.Step.DenseStep;
import dev.neurite.serve.Step.SoftmaxStep;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as steps on one set of kernels. Immutable; any number of threads may run it, each on
 * scratch memory of its own.
 */
final class FrozenPlan {
  private final Step[] steps;
  private final int[] widths;
  private final int output;

  /**
   * What is done, and where.
   *
   * @param steps in the order of computation
   * @param widths of the buffers: the raw input, then what the steps write
   * @param output the buffer that holds the outputs at the end
   */
  FrozenPlan(Step[] steps, int[] widths, int output) {
    this.steps = steps.clone();
    this.widths = widths.clone();
    this.output = output;
  }

  int in() {
    return widths[0];
  }

  int out() {
    return widths[output];
  }

  int buffers() {
    return widths.length;
  }

  int width(int buffer) {
    return widths[buffer];
  }

  int output() {
    return output;
  }

  int steps() {
    return steps.length;
  }

  Step step(int index) {
    return steps[index];
  }

  /**
   * The way of one row, if the steps are dense layers one after the other, and a softmax behind
   * them at most; else null.
   */
  RowPlan rowPlan(Kernels kernels) {
    List<RowPlan.Layer> layers = new ArrayList<>();
    boolean softmax = false;
    int at = 0;
    for (Step step : steps) {
      if (step instanceof DenseStep dense && dense.source() == at && !softmax) {
        layers.add(new RowPlan.Layer(dense.layer(), dense.function(), dense.parameter()));
        at = dense.target();
      } else if (step instanceof SoftmaxStep last && last.target() == at && !softmax) {
        softmax = true;
      } else {
        return null;
      }
    }
    return layers.isEmpty() || at != output ? null : kernels.products().rowPlan(layers, softmax);
  }

  /** Computes the first {@code batch} rows of the input buffer of {@code scratch}. */
  void run(Scratch scratch, int batch) {
    for (Step step : steps) {
      step.run(scratch.kernels(), batch, scratch);
    }
  }
}
