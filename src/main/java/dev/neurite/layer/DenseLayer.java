package dev.neurite.layer;

import dev.neurite.activation.Identity;
import dev.neurite.kernel.Form;
import dev.neurite.kernel.Kernels;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Z = X·Wᵀ + b, Y = f(Z). */
final class DenseLayer implements Layer {
  private final Dense spec;
  private final int in;
  private final int out;
  private final List<Parameter> parameters;
  private final Parameter weight;
  private final MemorySegment bias;
  private MemorySegment z = MemorySegment.NULL;

  DenseLayer(Dense spec, int in, List<Parameter> parameters) {
    this.spec = spec;
    this.in = in;
    this.out = spec.out();
    this.parameters = List.copyOf(parameters);
    this.weight = parameters.get(0);
    this.bias = spec.bias() ? parameters.get(1).value().segment() : MemorySegment.NULL;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void initialise(CounterRandom random, long firstParameter) {
    spec.initialiser().fill(weight.value(), in, out, random, firstParameter);
    bias.fill((byte) 0);
  }

  @Override
  public void reserve(Arena arena, int batch) {
    if (spec.activation().needsZ()) {
      z = Tensor.allocate(arena, batch, out).segment();
    }
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    MemorySegment w = weight.value().segment();
    MemorySegment sums = spec.activation().needsZ() ? z : y;
    if (batch == 1) {
      kernels.products().denseRow(in, out, x[0], 0, w, 0, bias, 0, sums, 0);
    } else {
      kernels.products().dense(batch, in, out, x[0], 0, in, w, 0, bias, 0, sums, 0, out);
    }
    if (!isLinear()) {
      spec.activation().forward(kernels, batch, out, sums, y);
    }
  }

  /** dZ = f′(Z)·dY, dW = dZᵀ·X, db = Σ dZ by columns, dX = dZ·W; dZ takes the place of dY. */
  @Override
  public void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] x,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate) {
    MemorySegment dz = dy;
    if (!isLinear()) {
      MemorySegment sums = spec.activation().needsZ() ? z : y;
      spec.activation().backward(kernels, batch, out, sums, y, dy, dz);
    }
    MemorySegment dw = weight.gradient().segment();
    kernels.products().gemm(Form.TN, out, in, batch, dz, 0, out, x[0], 0, in, false, dw, 0, in);
    if (spec.bias()) {
      MemorySegment db = parameters.get(1).gradient().segment();
      kernels.reductions().columnSums(batch, out, dz, 0, out, false, db, 0);
    }
    if (dx[0] != null) {
      MemorySegment w = weight.value().segment();
      kernels
          .products()
          .gemm(Form.NN, batch, in, out, dz, 0, out, w, 0, in, accumulate[0], dx[0], 0, in);
    }
  }

  private boolean isLinear() {
    return spec.activation() instanceof Identity;
  }

  @Override
  public String toString() {
    return spec.describe(in);
  }
}
