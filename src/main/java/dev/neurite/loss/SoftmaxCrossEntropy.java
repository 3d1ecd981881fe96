package dev.neurite.loss;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.kernel.ClassLoss;
import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/**
 * −ln softmax(z)_t, from the logits z: with one layer, softmax regression.
 *
 * <p>With label smoothing s the target is 1 − s for the true class plus s / C for each of the C
 * classes: the loss is larger by s·(z_t − mean of z), the gradient by s·([j = t] − 1 / C). In
 * evaluation too, as in PyTorch.
 *
 * <p>Source of the smoothing: Szegedy et al., <i>Rethinking the Inception architecture</i>, CVPR
 * 2016, §7.
 *
 * @param labelSmoothing s, in [0, 1)
 */
public record SoftmaxCrossEntropy(float labelSmoothing) implements ClasswiseLoss {

  /** Checks the smoothing. */
  public SoftmaxCrossEntropy {
    Check.inRange("softmaxCrossEntropy", "labelSmoothing", labelSmoothing, 0, 1);
  }

  /** Without smoothing. */
  public SoftmaxCrossEntropy() {
    this(0);
  }

  @Override
  public ClassLoss function() {
    return ClassLoss.SOFTMAX_CROSS_ENTROPY;
  }

  @Override
  public void evaluate(
      Kernels kernels,
      int batch,
      int out,
      MemorySegment z,
      MemorySegment targets,
      MemorySegment weights,
      MemorySegment losses,
      MemorySegment dz) {
    if (labelSmoothing == 0) {
      ClasswiseLoss.super.evaluate(kernels, batch, out, z, targets, weights, losses, dz);
      return;
    }
    for (int r = 0; r < batch; r++) { // row by row, as dZ may be Z
      smoothed(kernels, r, out, z, targets, weights, losses, dz);
    }
  }

  private void smoothed(
      Kernels kernels,
      int row,
      int out,
      MemorySegment z,
      MemorySegment targets,
      MemorySegment weights,
      MemorySegment losses,
      MemorySegment dz) {
    long start = (long) row * out;
    long target = start + (int) targets.getAtIndex(JAVA_FLOAT, row);
    float mean = kernels.reductions().sum(out, z, start) / out;
    float more = labelSmoothing * (z.getAtIndex(JAVA_FLOAT, target) - mean);
    float share = labelSmoothing * weights.getAtIndex(JAVA_FLOAT, row);
    kernels
        .losses()
        .classLoss(
            function(),
            1,
            out,
            z,
            start,
            out,
            targets,
            row,
            weights,
            row,
            losses,
            row,
            dz,
            start,
            out);
    losses.setAtIndex(JAVA_FLOAT, row, losses.getAtIndex(JAVA_FLOAT, row) + more);
    for (long j = start; j < start + out; j++) {
      dz.setAtIndex(JAVA_FLOAT, j, dz.getAtIndex(JAVA_FLOAT, j) - share / out);
    }
    dz.setAtIndex(JAVA_FLOAT, target, dz.getAtIndex(JAVA_FLOAT, target) + share);
  }

  @Override
  public String toString() {
    return labelSmoothing == 0
        ? "SoftmaxCrossEntropy[]"
        : "SoftmaxCrossEntropy[labelSmoothing=" + labelSmoothing + "]";
  }
}
