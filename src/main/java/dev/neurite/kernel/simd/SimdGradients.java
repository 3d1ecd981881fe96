package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.ERF_END;
import static dev.neurite.kernel.Polynomials.ERF_SLOPE;
import static dev.neurite.kernel.Polynomials.SELU_SCALE;
import static dev.neurite.kernel.Polynomials.SELU_SCALE_ALPHA;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.neurite.kernel.Function;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** dx ← f′(x)·dy, one loop per function over whole vectors: v of x, f of y = f(x), g of dy. */
final class SimdGradients {
  private final SimdPhases phases = new SimdPhases();
  private final Loop relu = Loop.of4(SimdGradients::relu);
  private final Loop zero = Loop.of(SimdGradients::zero);
  private final Loop[] loops = new Loop[Function.values().length];

  SimdGradients() {
    set(Function.SIGMOID, SimdGradients::sigmoid);
    set(Function.TANH, SimdGradients::tanh);
    set(Function.LEAKY_RELU, SimdGradients::leakyRelu);
    set(Function.ELU, SimdGradients::elu);
    set(Function.SELU, SimdGradients::selu);
    set(Function.SOFTPLUS, SimdGradients::softplus);
    set(Function.SILU, SimdGradients::silu);
    set(Function.EXP, SimdGradients::exp);
    set(Function.LOG, SimdGradients::log);
    set(Function.ERF, SimdGradients::erf);
  }

  private void set(Function f, Loop.Quaternary loop) {
    loops[f.ordinal()] = Loop.of4(loop);
  }

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
      case STEP -> zero.run(n, 0, dx, dxOffset, dx, dxOffset);
      case GELU, GELU_TANH -> phases.backward(f, n, x, xOffset, dy, dyOffset, dx, dxOffset);
      default -> {
        Loop loop = f == Function.LEAKY_RELU && p == 0 ? relu : loops[f.ordinal()];
        loop.run(n, p, x, xOffset, y, yOffset, dy, dyOffset, dx, dxOffset);
      }
    }
  }

  /** dx ← +0, where n is a multiple of {@link Lanes#LENGTH}. */
  static void zero(
      int n, float p, MemorySegment unused, long unusedOffset, MemorySegment dx, long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(broadcast(F32, 0f), dx, dxOffset + i);
    }
  }

  private static void sigmoid(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector f = load(y, yOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(f.mul(broadcast(F32, 1f).sub(f)).mul(g), dx, dxOffset + i);
    }
  }

  private static void tanh(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector f = load(y, yOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      store(f.neg().fma(f, broadcast(F32, 1f)).mul(g), dx, dxOffset + i);
    }
  }

  private static void relu(
      int n,
      float p,
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
      FloatVector g = load(dy, dyOffset + i);
      store(g.blend(0, SimdMath.notAbove(v, 0)), dx, dxOffset + i);
    }
  }

  private static void leakyRelu(
      int n,
      float p,
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
      FloatVector g = load(dy, dyOffset + i);
      store(g.blend(g.mul(p), SimdMath.notAbove(v, 0)), dx, dxOffset + i);
    }
  }

  private static void elu(
      int n,
      float p,
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
      float p,
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
      float p,
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
      FloatVector g = load(dy, dyOffset + i);
      store(SimdMath.sigmoid(v).mul(g), dx, dxOffset + i);
    }
  }

  private static void silu(
      int n,
      float p,
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
      FloatVector g = load(dy, dyOffset + i);
      FloatVector product = SimdGates.siluSlope(v).mul(g);
      product.intoMemorySegment(dx, 4 * (dxOffset + i), ByteOrder.nativeOrder());
    }
  }

  private static void exp(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
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
      float p,
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
      FloatVector g = load(dy, dyOffset + i);
      store(g.div(v), dx, dxOffset + i);
    }
  }

  private static void erf(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    MemorySegment to = Lanes.pinned(dx);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = SimdMath.bounded(load(x, xOffset + i).abs(), ERF_END);
      FloatVector g = load(dy, dyOffset + i);
      FloatVector slope = SimdMath.gaussian(a, -1, broadcast(F32, ERF_SLOPE));
      slope.mul(g).intoMemorySegment(to, 4 * (dxOffset + i), ByteOrder.nativeOrder());
    }
  }
}
