package dev.neurite.optim;

import dev.neurite.check.Check;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * What an optimiser remembers: the number of steps taken, and its slots per parameter, which start
 * as zeros.
 *
 * <p>One caller at a time.
 */
public final class OptimiserState {
  private final Optimiser optimiser;
  private final Tensor[][] slots;
  private final StepMoment moment = new StepMoment();
  private long steps;
  private float rateFactor = 1;

  private OptimiserState(Optimiser optimiser, Tensor[][] slots) {
    this.optimiser = optimiser;
    this.slots = slots;
  }

  /** The state before the first step, for parameters of these shapes. */
  public static OptimiserState create(Arena arena, Optimiser optimiser, List<Tensor> parameters) {
    Tensor[][] slots = new Tensor[parameters.size()][optimiser.slots()];
    for (int i = 0; i < slots.length; i++) {
      for (int s = 0; s < slots[i].length; s++) {
        slots[i][s] = Tensor.allocate(arena, parameters.get(i).shape().toArray());
      }
    }
    return new OptimiserState(optimiser, slots);
  }

  /** Begins the next step: all parameters are then stepped, each once. */
  public void beginStep() {
    beginStep(1);
  }

  /**
   * Begins the next step, with the learning rate times a factor.
   *
   * @param factor 0 or more, finite
   */
  public void beginStep(float factor) {
    rateFactor = Check.notNegative("optimiser", "rateFactor", factor);
    steps++;
  }

  /**
   * Steps one parameter.
   *
   * @param index its place in the list given to {@link #create}
   * @param decay 2λ for it, 0 for none
   */
  public void step(Kernels kernels, int index, float decay, Tensor w, Tensor g) {
    step(kernels, index, decay, true, w, g);
  }

  /**
   * Steps one parameter.
   *
   * @param index its place in the list given to {@link #create}
   * @param decay 2λ for it, 0 for none
   * @param shrinks true if decay that is not in the loss, as {@link AdamW}'s, counts it
   */
  public void step(Kernels kernels, int index, float decay, boolean shrinks, Tensor w, Tensor g) {
    moment.set(steps, rateFactor, decay, shrinks);
    optimiser.step(kernels, moment, w, g, slots[index]);
  }

  /** What is remembered of the parameter with this index: live. */
  public List<Tensor> slots(int index) {
    return List.of(slots[index]);
  }

  /** Goes on after this many steps; the slots have been put back by the caller. */
  public void resume(long taken) {
    steps = taken;
  }

  /** The number of steps begun. */
  public long steps() {
    return steps;
  }
}
