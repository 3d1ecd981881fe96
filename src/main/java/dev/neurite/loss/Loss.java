package dev.neurite.loss;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** The loss of each row of a batch, and its gradient. Immutable; any thread may use one. */
public sealed interface Loss permits OutputwiseLoss, ClasswiseLoss {

  /** How outputs become a class. */
  enum Decision {
    /** The index of the largest output. */
    LARGEST,
    /** Class 1 where the output is at least 0 (probability at least 0.5), class 0 elsewhere. */
    SIGN,
    /** Not a classification. */
    NONE
  }

  /** How outputs trained with this loss become a class. */
  Decision decision();

  /** The number of targets per row for a network with {@code out} outputs. */
  int targetColumns(int out);

  /**
   * Refuses targets this loss has no value for, naming the row.
   *
   * @param rows rows of the targets [rows, {@link #targetColumns}], contiguous
   */
  void checkTargets(int rows, int out, MemorySegment targets);

  /**
   * Writes the loss of each row, and dZ, the gradient of Σᵣ vᵣ·ℓᵣ by the outputs Z.
   *
   * <p>Z and dZ are [batch, out], contiguous; v and the losses are [batch]. dZ may be Z.
   *
   * @param weights v: the weight of each row, 1 / batch for a plain mean
   */
  void evaluate(
      Kernels kernels,
      int batch,
      int out,
      MemorySegment z,
      MemorySegment targets,
      MemorySegment weights,
      MemorySegment losses,
      MemorySegment dz);
}
