package dev.neurite.kernel.scalar;

import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.PackedDense;
import java.lang.foreign.MemorySegment;

/**
 * A copy of the weights and bias of a layer, in the order in which the loops read them.
 *
 * @param weights [in, out] for chains, which advance side by side; else [out, in]
 * @param bias [out], or null
 */
record ScalarLayer(int in, int out, float[] weights, float[] bias) implements PackedDense {

  static ScalarLayer of(
      int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    Scratch weights = new Scratch();
    float[] packed =
        ForwardOrder.of(out) == ForwardOrder.CHAIN
            ? weights.transpose(out, in, w, wOffset, in, new Scratch())
            : weights.matrix(out, in, w, wOffset, in);
    float[] bias = b.equals(MemorySegment.NULL) ? null : new Scratch().vector(out, b, bOffset);
    return new ScalarLayer(in, out, packed, bias);
  }

  /** The layer, if the scalar kernels packed it. */
  static ScalarLayer of(PackedDense layer) {
    if (layer instanceof ScalarLayer scalar) {
      return scalar;
    }
    throw new IllegalArgumentException(
        "dense: the layer was packed by other kernels than these (scalar); pack it with them");
  }
}
