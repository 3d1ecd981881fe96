package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Y = γ·X̂ + β, X̂ the rows with mean 0 and variance 1. */
final class LayerNormLayer implements Layer {
  private final LayerNorm spec;
  private final int width;
  private final List<Parameter> parameters;
  private final MemorySegment gamma;
  private final MemorySegment beta;
  private MemorySegment normalised = MemorySegment.NULL; // X̂
  private MemorySegment inverse = MemorySegment.NULL;
  private MemorySegment zeros = MemorySegment.NULL;

  LayerNormLayer(LayerNorm spec, int width, List<Parameter> parameters) {
    this.spec = spec;
    this.width = width;
    this.parameters = List.copyOf(parameters);
    this.gamma = parameters.get(0).value().segment();
    this.beta = parameters.get(1).value().segment();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void initialise(CounterRandom random, long firstParameter) {
    for (int c = 0; c < width; c++) {
      gamma.setAtIndex(JAVA_FLOAT, c, 1);
      beta.setAtIndex(JAVA_FLOAT, c, 0);
    }
  }

  @Override
  public void reserve(Arena arena, int batch) {
    normalised = Tensor.allocate(arena, batch, width).segment();
    inverse = Tensor.allocate(arena, batch).segment();
    zeros = Tensor.allocate(arena, width).segment();
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    kernels
        .elementwise()
        .normaliseRows(
            batch, width, spec.epsilon(), x[0], 0, width, normalised, 0, width, inverse, 0);
    affine(kernels, batch, normalised, beta, y);
  }

  /** dγ = Σ dY·X̂ and dβ = Σ dY by columns; dX̂ = γ·dY, from there as the kernel says. */
  @Override
  public void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] x,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate) {
    MemorySegment dgamma = parameters.get(0).gradient().segment();
    MemorySegment dbeta = parameters.get(1).gradient().segment();
    kernels
        .reductions()
        .columnDots(batch, width, dy, 0, width, normalised, 0, width, false, dgamma, 0);
    kernels.reductions().columnSums(batch, width, dy, 0, width, false, dbeta, 0);
    if (dx[0] != null) {
      affine(kernels, batch, dy, zeros, dy);
      MemorySegment target = accumulate[0] ? dy : dx[0];
      kernels
          .elementwise()
          .normaliseRowsBackward(
              batch, width, normalised, 0, width, dy, 0, width, inverse, 0, target, 0, width);
      if (accumulate[0]) {
        kernels.products().axpy(batch * width, 1, dy, 0, dx[0], 0);
      }
    }
  }

  /** Y = γ·X + shift. */
  private void affine(
      Kernels kernels, int batch, MemorySegment x, MemorySegment shift, MemorySegment y) {
    kernels
        .elementwise()
        .affineColumns(batch, width, x, 0, width, gamma, 0, shift, 0, false, y, 0, width);
  }

  @Override
  public String toString() {
    return spec.describe(width);
  }
}
