package dev.neurite.serve;

import dev.neurite.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as steps whose weights are not packed for any kernels yet. Immutable, on the heap.
 *
 * @param steps what is done, in the order of computation
 * @param widths of the buffers: the raw input, then what the steps write
 * @param output the buffer that holds the outputs at the end
 * @param folded true if scaling or batch norm is in the weights
 */
record Frozen(List<FrozenStep> steps, List<Integer> widths, int output, boolean folded) {

  Frozen {
    steps = List.copyOf(steps);
    widths = List.copyOf(widths);
  }

  int in() {
    return widths.getFirst();
  }

  int out() {
    return widths.get(output);
  }

  /** Multiply–adds of a row: how much work one is. */
  long products() {
    long products = 0;
    for (FrozenStep step : steps) {
      products += step.products();
    }
    return products;
  }

  /** The same steps with short sums, for a drill; what it computes means nothing. */
  Frozen shortened() {
    List<FrozenStep> brief = new ArrayList<>();
    for (FrozenStep step : steps) {
      brief.add(step.shortened());
    }
    return new Frozen(brief, widths, output, folded);
  }

  /** The plan for these kernels. */
  FrozenPlan pack(Kernels kernels) {
    Step[] packed = new Step[steps.size()];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = steps.get(i).pack(kernels);
    }
    int[] sizes = new int[widths.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = widths.get(i);
    }
    return new FrozenPlan(packed, sizes, output);
  }

  /**
   * Packs into the memory of a plan that {@link #pack} made of a network with the same description;
   * nobody may run it meanwhile.
   */
  void repack(Kernels kernels, FrozenPlan plan) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).repack(kernels, plan.step(i));
    }
  }
}
