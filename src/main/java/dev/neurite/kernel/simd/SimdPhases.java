package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.*;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static dev.neurite.kernel.simd.SimdMath.of;

import dev.neurite.kernel.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * The functions that are too long for one loop, in two: the first leaves part of the work in
 * scratch, a block at a time.
 *
 * <p>A vector operation costs the C2 compiler about 400 nodes, and once a method has 18,000 it
 * inlines no more calls of ours, only those of the JDK; every vector that then passes a call is
 * allocated. Hence two loops, each well below that, and their last calls are the JDK's own.
 */
final class SimdPhases {
  private static final int BLOCK = 1024; // elements, 4 KiB: stays in L1 with x and y
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final MemorySegment part = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final MemorySegment low = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final MemorySegment steepness = Arena.ofAuto().allocate(4L * BLOCK, 64);

  /** y ← f(x), where n is a multiple of {@link Lanes#LENGTH}. y may be x. */
  void apply(Function f, int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int done = 0, count; done < n; done += count) {
      count = Math.min(BLOCK, n - done);
      long from = xOffset + done;
      long to = yOffset + done;
      switch (f) {
        case GELU -> {
          geluPart(count, x, from, part);
          gelu(count, x, from, part, y, to);
        }
        case GELU_TANH -> {
          innerPart(count, x, from, part, low);
          geluTanh(count, x, from, part, low, y, to);
        }
        case SOFTPLUS -> {
          decayPart(count, x, from, part, 0);
          softplus(count, x, from, part, y, to);
        }
        case ERF -> {
          erfPart(count, x, from, part);
          erf(count, x, from, part, y, to);
        }
        default -> throw new AssertionError(f);
      }
    }
  }

  /** dx ← f′(x)·dy, where n is a multiple of {@link Lanes#LENGTH}. dx may be dy. */
  void backward(
      Function f,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int done = 0, count; done < n; done += count) {
      count = Math.min(BLOCK, n - done);
      long from = xOffset + done;
      switch (f) {
        case GELU -> {
          geluSlopePart(count, x, from, part);
          geluSlope(count, x, from, part, dy, dyOffset + done, dx, dxOffset + done);
        }
        case GELU_TANH -> {
          innerPart(count, x, from, part, low);
          steepnessPart(count, x, from, steepness);
          geluTanhSlope(
              count, x, from, part, low, steepness, dy, dyOffset + done, dx, dxOffset + done);
        }
        default -> throw new AssertionError(f);
      }
    }
  }

  /** part ← a·R(a), a = |x|. */
  private static void geluPart(int n, MemorySegment x, long xOffset, MemorySegment part) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = SimdMath.bounded(load(x, xOffset + i).abs(), TAIL_END);
      store(a.mul(SimdMath.tail(a)), part, i);
    }
  }

  private static void gelu(
      int n, MemorySegment x, long xOffset, MemorySegment part, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), TAIL_END);
      FloatVector below = SimdMath.gaussian(a, -0.5f, load(part, i));
      FloatVector f = below.neg().blend(v.sub(below), SimdMath.notBelow(v, 0));
      f.intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }

  /** part ← R(a) − a/√(2π), a = |x|. */
  private static void geluSlopePart(int n, MemorySegment x, long xOffset, MemorySegment part) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = SimdMath.bounded(load(x, xOffset + i).abs(), TAIL_END);
      store(a.neg().fma(of(NORMAL_DENSITY), SimdMath.tail(a)), part, i);
    }
  }

  private static void geluSlope(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), TAIL_END);
      FloatVector below = SimdMath.gaussian(a, -0.5f, load(part, i));
      FloatVector slope = below.blend(of(1).sub(below), SimdMath.notBelow(v, 0));
      slope.mul(g).intoMemorySegment(dx, 4 * (dxOffset + i), ORDER);
    }
  }

  /** part + low ← v(a) of the tanh form of GELU, a = |x|. */
  private static void innerPart(
      int n, MemorySegment x, long xOffset, MemorySegment part, MemorySegment low) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = SimdMath.bounded(load(x, xOffset + i).abs(), GELU_TANH_END);
      FloatVector factor = SimdGates.innerFactor(a);
      FloatVector v = a.mul(factor);
      store(v, part, i);
      store(SimdGates.innerLow(a, factor, v), low, i);
    }
  }

  private static void geluTanh(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      MemorySegment low,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), GELU_TANH_END);
      FloatVector f = SimdGates.gate(v, a, load(part, i), load(low, i));
      f.intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }

  /** steepness ← x·v′(x) of the tanh form of GELU. */
  private static void steepnessPart(int n, MemorySegment x, long xOffset, MemorySegment steepness) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), GELU_TANH_END);
      FloatVector slope = of(GELU_SLOPE_3).fma(a.mul(a), of(GELU_1));
      store(SimdMath.sign(v).mul(a).mul(slope), steepness, i);
    }
  }

  private static void geluTanhSlope(
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      MemorySegment low,
      MemorySegment steepness,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      FloatVector steep = load(steepness, i);
      FloatVector slope = SimdGates.gateSlope(v, load(part, i), load(low, i), steep);
      slope.mul(g).intoMemorySegment(dx, 4 * (dxOffset + i), ORDER);
    }
  }

  /** part ← e^(−|x|). */
  static void decayPart(int n, MemorySegment x, long xOffset, MemorySegment part, long partOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(SimdMath.decay(load(x, xOffset + i).abs()), part, partOffset + i);
    }
  }

  private static void softplus(
      int n, MemorySegment x, long xOffset, MemorySegment part, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector positive = of(0).blend(v, SimdMath.above(v, 0));
      store(positive.add(SimdMath.log1p(load(part, i))), y, yOffset + i);
    }
  }

  /** part ← erf a below 1, R of 1 − erf a above, a = |x|. */
  private static void erfPart(int n, MemorySegment x, long xOffset, MemorySegment part) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(x, xOffset + i).abs();
      FloatVector far = SimdMath.tail(SimdMath.bounded(a, ERF_END).mul(SQRT_2)).mul(2);
      store(far.blend(SimdMath.erfNear(a), a.lt(ERF_SPLIT)), part, i);
    }
  }

  private static void erf(
      int n, MemorySegment x, long xOffset, MemorySegment part, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector p = load(part, i);
      FloatVector sign = SimdMath.sign(v);
      FloatVector far = SimdMath.gaussian(SimdMath.bounded(v.abs(), ERF_END), -1, p);
      FloatVector magnitude = of(1).sub(far).blend(p, v.abs().lt(ERF_SPLIT));
      magnitude.mul(sign).intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }
}
