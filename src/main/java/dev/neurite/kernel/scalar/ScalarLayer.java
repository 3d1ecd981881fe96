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
    float[] weights = new float[Math.multiplyExact(in, out)];
    float[] bias = b.equals(MemorySegment.NULL) ? null : new float[out];
    ScalarLayer layer = new ScalarLayer(in, out, weights, bias);
    layer.fill(w, wOffset, b, bOffset, new Scratch());
    return layer;
  }

  /** Copies weights and, if the layer has one, a bias. */
  void fill(MemorySegment w, long wOffset, MemorySegment b, long bOffset, Scratch row) {
    if (ForwardOrder.of(out) == ForwardOrder.CHAIN) {
      Scratch.transpose(out, in, w, wOffset, in, row, weights);
    } else {
      Scratch.read(Math.multiplyExact(out, in), w, wOffset, weights, 0);
    }
    if (biased()) {
      Scratch.read(out, b, bOffset, bias, 0);
    }
  }

  @Override
  public boolean biased() {
    return bias != null;
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
