package dev.neurite.serve;

import static dev.neurite.serve.Conversions.fromMemory;
import static dev.neurite.serve.Conversions.toMemory;

import dev.neurite.kernel.RowPlan;

/** One row through the steps of a plan that is no mere sequence of layers. */
final class StepRow implements RowPlan {
  private final FrozenPlan plan;
  private final Scratch scratch;

  StepRow(FrozenPlan plan, Scratch scratch) {
    this.plan = plan;
    this.scratch = scratch;
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset) {
    toMemory(x, xOffset, plan.in(), scratch.buffer(0), 0);
    plan.run(scratch, 1);
    fromMemory(scratch.buffer(plan.output()), 0, plan.out(), y, yOffset);
  }
}
