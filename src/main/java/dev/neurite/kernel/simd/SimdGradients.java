package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.SELU_SCALE;
import static dev.neurite.kernel.Polynomials.SELU_SCALE_ALPHA;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static dev.neurite.kernel.simd.SimdMath.of;

import dev.neurite.kernel.Function;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** dx ← f′(x)·dy, one loop per function over whole vectors: v of x, f of y = f(x), g of dy. */
final class SimdGradients {
  private final SimdPhases phases = new SimdPhases();

  /** dx ← f′(x)·dy, where n is a multiple of {@link Lanes#LENGTH}. dx may be dy. */
  void apply(
      Function f,
      float p,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    switch (f) {
      case IDENTITY -> MemorySegment.copy(dy, 4 * dyOffset, dx, 4 * dxOffset, 4L * n);
      case STEP -> zero(n, dx, dxOffset);
      case SIGMOID -> sigmoid(n, y, yOffset, dy, dyOffset, dx, dxOffset);
      case TANH -> tanh(n, y, yOffset, dy, dyOffset, dx, dxOffset);
      case LEAKY_RELU -> {
        if (p == 0) {
          relu(n, x, xOffset, dy, dyOffset, dx, dxOffset);
        } else {
          leakyRelu(p, n, x, xOffset, dy, dyOffset, dx, dxOffset);
        }
      }
      case ELU -> elu(p, n, x, xOffset, y, yOffset, dy, dyOffset, dx, dxOffset);
      case SELU -> selu(n, x, xOffset, y, yOffset, dy, dyOffset, dx, dxOffset);
      case GELU, GELU_TANH -> phases.backward(f, n, x, xOffset, dy, dyOffset, dx, dxOffset);
      case SOFTPLUS -> softplus(n, x, xOffset, dy, dyOffset, dx, dxOffset);
      case SILU -> silu(n, x, xOffset, dy, dyOffset, dx, dxOffset);
      case EXP -> exp(n, y, yOffset, dy, dyOffset, dx, dxOffset);
      case LOG -> log(n, x, xOffset, dy, dyOffset, dx, dxOffset);
      case ERF -> erf(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  /** dx ← +0, where n is a multiple of {@link Lanes#LENGTH}. */
  static void zero(int n, MemorySegment dx, long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(of(0), dx, dxOffset + i);
    }
  }

  private static void sigmoid(
      int n,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector f = load(y, yOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(f.mul(of(1).sub(f)).mul(g), dx, dxOffset + i);
    }
  }

  private static void tanh(
      int n,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector f = load(y, yOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(f.neg().fma(f, of(1)).mul(g), dx, dxOffset + i);
    }
  }

  private static void relu(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(g.blend(0, SimdMath.notAbove(v, 0)), dx, dxOffset + i);
    }
  }

  private static void leakyRelu(
      float p,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(g.blend(g.mul(p), SimdMath.notAbove(v, 0)), dx, dxOffset + i);
    }
  }

  private static void elu(
      float p,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector f = load(y, yOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(f.add(p).mul(g).blend(g, SimdMath.above(v, 0)), dx, dxOffset + i);
    }
  }

  private static void selu(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector f = load(y, yOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      FloatVector product = f.add(SELU_SCALE_ALPHA).blend(SELU_SCALE, SimdMath.above(v, 0)).mul(g);
      store(product, dx, dxOffset + i);
    }
  }

  private static void softplus(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(SimdMath.sigmoid(v).mul(g), dx, dxOffset + i);
    }
  }

  private static void silu(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      FloatVector product = SimdGates.siluSlope(v).mul(g);
      product.intoMemorySegment(dx, 4 * (dxOffset + i), ByteOrder.nativeOrder());
    }
  }

  private static void exp(
      int n,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector f = load(y, yOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(f.mul(g), dx, dxOffset + i);
    }
  }

  private static void log(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(g.div(v), dx, dxOffset + i);
    }
  }

  private static void erf(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(SimdMath.erfSlope(v).mul(g), dx, dxOffset + i);
    }
  }
}
