package dev.neurite.loss;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.ClassLoss;
import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** A loss that compares a row of scores, one per class, with the index of the true class. */
public sealed interface ClasswiseLoss extends Loss
    permits SoftmaxCrossEntropy, WestonWatkinsHinge, CrammerSingerHinge {

  /** The kernel that computes it. */
  ClassLoss function();

  @Override
  default Decision decision() {
    return Decision.LARGEST;
  }

  @Override
  default int targetColumns(int out) {
    return 1;
  }

  @Override
  default void checkTargets(int rows, int out, MemorySegment targets) {
    for (int r = 0; r < rows; r++) {
      float target = targets.getAtIndex(JAVA_FLOAT, r);
      if (!(target >= 0 && target < out && target == (int) target)) {
        throw new IllegalArgumentException(
            this
                + ": targets must be indices of the "
                + out
                + " classes, 0 to "
                + (out - 1)
                + ", row "
                + r
                + " has "
                + target);
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
        .classLoss(
            function(), batch, out, z, 0, out, targets, 0, weights, 0, losses, 0, dz, 0, out);
  }
}
