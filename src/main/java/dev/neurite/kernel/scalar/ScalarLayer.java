package dev.neurite.kernel.scalar;

import dev.neurite.kernel.PackedDense;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A copy of the weights and bias of a layer, as they are.
 *
 * @param w [out, in]
 * @param b [out], or {@link MemorySegment#NULL}
 */
record ScalarLayer(int in, int out, MemorySegment w, MemorySegment b) implements PackedDense {

  static ScalarLayer of(
      int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    MemorySegment bias =
        b.equals(MemorySegment.NULL) ? MemorySegment.NULL : copy(b, bOffset, out);
    return new ScalarLayer(in, out, copy(w, wOffset, (long) out * in), bias);
  }

  /** The layer, if the scalar kernels packed it. */
  static ScalarLayer of(PackedDense layer) {
    if (layer instanceof ScalarLayer scalar) {
      return scalar;
    }
    throw new IllegalArgumentException(
        "dense: the layer was packed by other kernels than these (scalar); pack it with them");
  }

  private static MemorySegment copy(MemorySegment source, long offset, long length) {
    MemorySegment copy = Arena.ofAuto().allocate(Float.BYTES * Math.max(1, length), 64);
    if (length > 0) { // an empty operand may have no place in memory
      MemorySegment.copy(source, Float.BYTES * offset, copy, 0, Float.BYTES * length);
    }
    return copy;
  }
}
