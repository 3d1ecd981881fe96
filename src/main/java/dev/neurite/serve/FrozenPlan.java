package dev.neurite.serve;

import java.util.List;

/**
 * A network as steps in the order of computation. Immutable.
 *
 * @param steps what is done
 * @param widths of the buffers: the raw input, then what the steps write
 * @param output the buffer that holds the outputs at the end
 * @param folded true if scaling is in the weights
 */
record FrozenPlan(List<Step> steps, List<Integer> widths, int output, boolean folded) {

  FrozenPlan {
    steps = List.copyOf(steps);
    widths = List.copyOf(widths);
  }

  int in() {
    return widths.getFirst();
  }

  int out() {
    return widths.get(output);
  }

  /** Computes the first {@code batch} rows of the input buffer of {@code scratch}. */
  void run(Scratch scratch, int batch) {
    for (int i = 0; i < steps.size(); i++) { // by index: an iterator would be garbage per call
      steps.get(i).run(scratch.kernels(), batch, scratch);
    }
  }
}
