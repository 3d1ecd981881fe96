package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.SELU_SCALE;
import static dev.neurite.kernel.Polynomials.SELU_SCALE_ALPHA;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.IS_NAN;

import dev.neurite.kernel.Function;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * y ← f(x), one loop per function over whole vectors.
 *
 * <p>A loop that called f through an object would box its vectors, so each function has a loop of
 * its own. {@link SimdPhases} says why some are in two, and why some long ones store by a call of
 * the JDK's.
 */
final class SimdActivations {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final SimdPhases phases = new SimdPhases();
  private final Loop relu = Loop.of(SimdActivations::relu);
  private final Loop[] loops = new Loop[Function.values().length];

  SimdActivations() {
    set(Function.STEP, SimdActivations::step);
    set(Function.SIGMOID, SimdActivations::sigmoid);
    set(Function.TANH, SimdActivations::tanh);
    set(Function.LEAKY_RELU, SimdActivations::leakyRelu);
    set(Function.ELU, SimdActivations::elu);
    set(Function.SELU, SimdActivations::selu);
    set(Function.SILU, SimdActivations::silu);
    set(Function.EXP, SimdActivations::exp);
    set(Function.LOG, SimdActivations::log);
  }

  private void set(Function f, Loop.Unary loop) {
    loops[f.ordinal()] = Loop.of(loop);
  }

  /** y ← f(x), where n is a multiple of {@link Lanes#LENGTH}. y may be x. */
  void apply(
      Function f, float p, int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    switch (f) {
      case IDENTITY -> MemorySegment.copy(x, 4 * xOffset, y, 4 * yOffset, 4L * n);
      case GELU, GELU_TANH, SOFTPLUS, ERF -> phases.apply(f, n, x, xOffset, y, yOffset);
      default -> {
        Loop loop = f == Function.LEAKY_RELU && p == 0 ? relu : loops[f.ordinal()];
        loop.run(n, p, x, xOffset, y, yOffset);
      }
    }
  }

  private static void step(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      store(
          broadcast(F32, 0f).blend(1, SimdMath.notBelow(v, 0)).blend(v, v.test(IS_NAN)),
          y,
          yOffset + i);
    }
  }

  private static void sigmoid(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      store(SimdMath.sigmoid(v), y, yOffset + i);
    }
  }

  private static void tanh(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      SimdMath.tanh(v).intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }

  private static void relu(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      store(v.blend(0, SimdMath.notAbove(v, 0)), y, yOffset + i);
    }
  }

  private static void leakyRelu(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      store(v.blend(v.mul(p), SimdMath.notAbove(v, 0)), y, yOffset + i);
    }
  }

  private static void elu(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      store(SimdMath.expm1(v).mul(p).blend(v, SimdMath.notBelow(v, 0)), y, yOffset + i);
    }
  }

  private static void selu(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector f =
          SimdMath.expm1(v).mul(SELU_SCALE_ALPHA).blend(v.mul(SELU_SCALE), SimdMath.notBelow(v, 0));
      store(f, y, yOffset + i);
    }
  }

  private static void silu(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      SimdGates.silu(v).intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }

  static void exp(int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      store(SimdMath.exp(v), y, yOffset + i);
    }
  }

  /** y ← ln x, where n is a multiple of {@link Lanes#LENGTH}. y may be x. */
  static void log(int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      SimdMath.log(v).intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }
}
