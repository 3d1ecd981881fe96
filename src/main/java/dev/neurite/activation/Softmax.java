package dev.neurite.activation;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/**
 * yⱼ = e^(zⱼ) / Σᵢ e^(zᵢ) over each row: scores become probabilities.
 *
 * <p>The largest score is subtracted first, so nothing overflows. dzⱼ = yⱼ·(dyⱼ − Σᵢ yᵢ·dyᵢ).
 */
public record Softmax() implements Activation {

  @Override
  public boolean needsZ() {
    return false;
  }

  @Override
  public void forward(Kernels kernels, int rows, int columns, MemorySegment z, MemorySegment y) {
    kernels.elementwise().softmax(rows, columns, z, 0, columns, y, 0, columns);
  }

  @Override
  public void backward(
      Kernels kernels,
      int rows,
      int columns,
      MemorySegment z,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment dz) {
    kernels
        .elementwise()
        .softmaxBackward(rows, columns, y, 0, columns, dy, 0, columns, dz, 0, columns);
  }
}
