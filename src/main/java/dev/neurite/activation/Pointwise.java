package dev.neurite.activation;

import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** An activation of each element for itself: yᵢ = f(zᵢ). */
public sealed interface Pointwise extends Activation
    permits Identity,
        Step,
        Sigmoid,
        Tanh,
        Relu,
        LeakyRelu,
        Elu,
        Selu,
        Gelu,
        GeluTanh,
        Softplus,
        Silu {

  /** The kernel that computes it: formula, derivative, special values, error. */
  Function function();

  /** The parameter of the function; 0 where it has none. */
  default float parameter() {
    return 0;
  }

  /** {@inheritDoc} The sign of z, which is all that leaky ReLU needs, is that of y. */
  @Override
  default boolean needsZ() {
    return switch (function()) {
      case IDENTITY, STEP, SIGMOID, TANH, LEAKY_RELU, EXP -> false;
      case ELU, SELU, GELU, GELU_TANH, SOFTPLUS, SILU, LOG, ERF -> true;
    };
  }

  @Override
  default void forward(Kernels kernels, int rows, int columns, MemorySegment z, MemorySegment y) {
    int n = Math.multiplyExact(rows, columns);
    kernels.elementwise().activate(function(), parameter(), n, z, 0, y, 0);
  }

  @Override
  default void backward(
      Kernels kernels,
      int rows,
      int columns,
      MemorySegment z,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment dz) {
    int n = Math.multiplyExact(rows, columns);
    kernels.elementwise().activateBackward(function(), parameter(), n, z, 0, y, 0, dy, 0, dz, 0);
  }
}
