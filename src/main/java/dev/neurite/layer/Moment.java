package dev.neurite.layer;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/**
 * Which step of which training run it is: all that random numbers of a step depend on, besides the
 * layer and the element. One caller at a time; kept and moved on, so that a step makes no objects.
 */
public final class Moment {
  private CounterRandom random = new CounterRandom(0, Purpose.DROPOUT);
  private long step;
  private int layer;

  /** Seed 0, step 0. */
  public Moment() {}

  /**
   * Moves on.
   *
   * @param random of the purpose {@link Purpose#DROPOUT}
   * @param step the number of the step in the run
   */
  public void set(CounterRandom random, long step) {
    this.random = Check.notNull("moment", "random", random);
    this.step = step;
  }

  /** Moves on to the layer of this number in the network, whose numbers differ from all others'. */
  public void layer(int number) {
    this.layer = number;
  }

  /**
   * Uniform in [0, 1), the same for the same seed, step, layer and element.
   *
   * @param element its place in the output [batch, out], counted by rows
   */
  public double uniform(int element) {
    return random.uniform(step, ((long) layer << 32) + element);
  }
}
