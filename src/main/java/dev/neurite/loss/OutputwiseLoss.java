package dev.neurite.loss;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.OutputLoss;
import java.lang.foreign.MemorySegment;

/**
 * A loss that compares each output with a target of its own; the mean over the outputs of a row.
 */
public sealed interface OutputwiseLoss extends Loss
    permits SigmoidCrossEntropy, Hinge, SquaredHinge, SquaredError, AbsoluteError, Huber {

  /** The kernel that computes it. */
  OutputLoss function();

  /** The parameter of the kernel; 0 where it has none. */
  default float parameter() {
    return 0;
  }

  /** True if the loss is defined for this target. */
  boolean accepts(float target);

  /** Which targets are accepted, for messages. */
  String accepted();

  @Override
  default int targetColumns(int out) {
    return out;
  }

  @Override
  default void checkTargets(int rows, int out, MemorySegment targets) {
    for (long i = 0; i < (long) rows * out; i++) {
      float target = targets.getAtIndex(JAVA_FLOAT, i);
      if (!accepts(target)) {
        throw new IllegalArgumentException(
            this + ": targets must be " + accepted() + ", row " + i / out + " has " + target);
      }
    }
  }

  @Override
  default void evaluate(
      Kernels kernels,
      int batch,
      int out,
      MemorySegment z,
      MemorySegment targets,
      MemorySegment weights,
      MemorySegment losses,
      MemorySegment dz) {
    kernels
        .losses()
        .outputLoss(
            function(),
            parameter(),
            batch,
            out,
            z,
            0,
            out,
            targets,
            0,
            out,
            weights,
            0,
            losses,
            0,
            dz,
            0,
            out);
  }
}
