package dev.neurite.testing;

import dev.neurite.random.CounterRandom;
import java.lang.foreign.Arena;

/**
 * One kernel in one variant (form, function, with or without bias, in place, …), for any sizes.
 *
 * @param family the method of {@link dev.neurite.kernel.Kernels} that gives the kernel's interface
 * @param method the kernel
 * @param variant what tells it from other cases of the kernel; may be empty
 * @param recipe makes the operands
 */
public record KernelCase(String family, String method, String variant, Recipe recipe) {

  /** Makes the call for the sizes of a problem. */
  @FunctionalInterface
  interface Recipe {
    KernelCall make(Problem problem, OperandFactory operands);
  }

  /** The kernel with random operands; the same for the same problem. */
  public KernelCall on(Problem problem, Arena arena) {
    long seed = new CounterRandom(problem.seed(), CounterRandom.Purpose.SAMPLE).bits(7, 0);
    return recipe.make(problem, new OperandFactory(arena, seed, problem.specials()));
  }

  @Override
  public String toString() {
    return family + "." + method + (variant.isEmpty() ? "" : " " + variant);
  }
}
