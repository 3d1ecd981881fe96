package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Y = γ·X̂ + β, X̂ = (X − m)·i by columns, i = 1 / √(v + ε). */
final class BatchNormLayer implements Layer {
  private final BatchNorm spec;
  private final int width;
  private final List<Parameter> parameters;
  private final MemorySegment gamma;
  private final MemorySegment beta;
  private final MemorySegment runningMean;
  private final MemorySegment runningVariance;
  private MemorySegment normalised = MemorySegment.NULL; // X̂
  private MemorySegment mean = MemorySegment.NULL;
  private MemorySegment variance = MemorySegment.NULL;
  private MemorySegment inverse = MemorySegment.NULL;
  private MemorySegment factor = MemorySegment.NULL;
  private MemorySegment shift = MemorySegment.NULL;

  BatchNormLayer(BatchNorm spec, int width, List<Parameter> parameters) {
    this.spec = spec;
    this.width = width;
    this.parameters = List.copyOf(parameters);
    this.gamma = parameters.get(0).value().segment();
    this.beta = parameters.get(1).value().segment();
    this.runningMean = parameters.get(2).value().segment();
    this.runningVariance = parameters.get(3).value().segment();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void initialise(CounterRandom random, long firstParameter) {
    for (int c = 0; c < width; c++) {
      set(gamma, c, 1);
      set(beta, c, 0);
      set(runningMean, c, 0);
      set(runningVariance, c, 1);
    }
  }

  @Override
  public void reserve(Arena arena, int batch) {
    normalised = Tensor.allocate(arena, batch, width).segment();
    mean = Tensor.allocate(arena, width).segment();
    variance = Tensor.allocate(arena, width).segment();
    inverse = Tensor.allocate(arena, width).segment();
    factor = Tensor.allocate(arena, width).segment();
    shift = Tensor.allocate(arena, width).segment();
  }

  /** Y = X·(γ·i) + (β − M·γ·i), the factors computed in double and rounded once. */
  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    for (int c = 0; c < width; c++) {
      double f = at(gamma, c) / Math.sqrt((double) at(runningVariance, c) + spec.epsilon());
      set(factor, c, (float) f);
      set(shift, c, (float) (at(beta, c) - f * at(runningMean, c)));
    }
    affine(kernels, batch, x[0], factor, shift, false, y);
  }

  @Override
  public void forwardTraining(
      Kernels kernels, Moment moment, int batch, MemorySegment[] x, MemorySegment y) {
    if (batch > 1) {
      measure(kernels, batch, x[0]);
    } else {
      mean.copyFrom(runningMean);
      variance.copyFrom(runningVariance);
    }
    for (int c = 0; c < width; c++) {
      set(inverse, c, (float) (1 / Math.sqrt((double) at(variance, c) + spec.epsilon())));
    }
    scale(kernels, batch, x[0], mean, inverse, normalised);
    affine(kernels, batch, normalised, gamma, beta, false, y);
  }

  /** m and v of the batch. */
  private void measure(Kernels kernels, int batch, MemorySegment x) {
    kernels.reductions().columnSums(batch, width, x, 0, width, false, mean, 0);
    for (int c = 0; c < width; c++) {
      set(mean, c, at(mean, c) / batch);
      set(factor, c, 1);
    }
    scale(kernels, batch, x, mean, factor, normalised);
    dots(kernels, batch, normalised, normalised, variance);
    for (int c = 0; c < width; c++) {
      set(variance, c, at(variance, c) / batch);
    }
  }

  /**
   * dβ = Σ dY, dγ = Σ dY·X̂, both by columns; dX = γ·i·(dY − dβ/n − X̂·dγ/n), and γ·i·dY where m
   * and v were not of the batch.
   */
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
    dots(kernels, batch, dy, normalised, dgamma);
    kernels.reductions().columnSums(batch, width, dy, 0, width, false, dbeta, 0);
    if (dx[0] != null) {
      for (int c = 0; c < width; c++) {
        float f = at(gamma, c) * at(inverse, c);
        set(factor, c, f);
        set(shift, c, batch > 1 ? -f * (at(dbeta, c) / batch) : 0);
      }
      affine(kernels, batch, dy, factor, shift, accumulate[0], dx[0]);
      if (batch > 1) {
        for (int c = 0; c < width; c++) {
          set(factor, c, -at(factor, c) * (at(dgamma, c) / batch));
          set(shift, c, 0);
        }
        affine(kernels, batch, normalised, factor, shift, true, dx[0]);
      }
    }
    if (batch > 1) {
      remember(batch);
    }
  }

  private void remember(int batch) {
    float unbiased = (float) batch / (batch - 1);
    for (int c = 0; c < width; c++) {
      remember(runningMean, c, at(mean, c));
      remember(runningVariance, c, at(variance, c) * unbiased);
    }
  }

  private void remember(MemorySegment running, int c, float value) {
    float kept = (1 - spec.momentum()) * at(running, c);
    set(running, c, Math.fma(spec.momentum(), value, kept));
  }

  private void scale(
      Kernels kernels,
      int batch,
      MemorySegment x,
      MemorySegment shifts,
      MemorySegment factors,
      MemorySegment y) {
    kernels
        .elementwise()
        .scaleColumns(batch, width, x, 0, width, shifts, 0, factors, 0, y, 0, width);
  }

  private void affine(
      Kernels kernels,
      int batch,
      MemorySegment x,
      MemorySegment factors,
      MemorySegment shifts,
      boolean accumulate,
      MemorySegment y) {
    kernels
        .elementwise()
        .affineColumns(batch, width, x, 0, width, factors, 0, shifts, 0, accumulate, y, 0, width);
  }

  private void dots(
      Kernels kernels, int batch, MemorySegment x, MemorySegment y, MemorySegment sums) {
    kernels.reductions().columnDots(batch, width, x, 0, width, y, 0, width, false, sums, 0);
  }

  private static float at(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }

  private static void set(MemorySegment segment, long index, float value) {
    segment.setAtIndex(JAVA_FLOAT, index, value);
  }

  @Override
  public String toString() {
    return spec.describe(width);
  }
}
