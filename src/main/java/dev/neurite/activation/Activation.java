package dev.neurite.activation;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/**
 * y = f(z), applied to a batch of rows [rows, columns], contiguous.
 *
 * <p>Immutable; any thread may use one.
 */
public sealed interface Activation permits Pointwise, Softmax {

  /**
   * True if {@link #backward} reads Z. If not, it takes Y for Z: then Y may take the place of Z.
   */
  boolean needsZ();

  /** Y ← f(Z). Y may be Z. */
  void forward(Kernels kernels, int rows, int columns, MemorySegment z, MemorySegment y);

  /**
   * dZ ← the gradient of the loss by Z, from the gradient dY by Y.
   *
   * <p>Z and Y are what {@link #forward} read and wrote. dZ may be dY, and shares no memory with Z
   * or Y.
   */
  void backward(
      Kernels kernels,
      int rows,
      int columns,
      MemorySegment z,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment dz);
}
