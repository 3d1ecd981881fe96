package dev.neurite.kernel.simd;

import static dev.neurite.kernel.Polynomials.*;
import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.neurite.kernel.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * The functions that are too long for one loop, in two: the first leaves part of the work in
 * scratch, a block at a time.
 *
 * <p>{@link Loop} says why. The loops that come last end with a call of the JDK's, which is inlined
 * however large the loop has become.
 */
final class SimdPhases {
  private static final int BLOCK = 1024; // elements, 4 KiB: stays in L1 with x and y
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final MemorySegment part = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final MemorySegment low = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final MemorySegment slope = Arena.ofAuto().allocate(4L * BLOCK, 64);

  private final Loop geluPart = Loop.of(SimdPhases::geluPart);
  private final Loop gelu = Loop.of4(SimdPhases::gelu);
  private final Loop geluSlopePart = Loop.of(SimdPhases::geluSlopePart);
  private final Loop geluSlope = Loop.of4(SimdPhases::geluSlope);
  private final Loop innerPart = Loop.of4(SimdPhases::innerPart);
  private final Loop geluTanh = Loop.of4(SimdPhases::geluTanh);
  private final Loop steepnessPart = Loop.of(SimdPhases::steepnessPart);
  private final Loop geluTanhSlope = Loop.of4(SimdPhases::geluTanhSlope);
  private final Loop decayPart = Loop.of(SimdPhases::decayPart);
  private final Loop softplus = Loop.of4(SimdPhases::softplus);
  private final Loop erfPart = Loop.of(SimdPhases::erfPart);
  private final Loop erf = Loop.of4(SimdPhases::erf);
  private final Loop multiply = Loop.of4(SimdPhases::multiply);

  /** y ← f(x), where n is a multiple of {@link Lanes#LENGTH}. y may be x. */
  void apply(Function f, int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int done = 0, count; done < n; done += count) {
      count = Math.min(BLOCK, n - done);
      long from = xOffset + done;
      long to = yOffset + done;
      switch (f) {
        case GELU -> twoPhases(geluPart, gelu, count, x, from, y, to);
        case SOFTPLUS -> twoPhases(decayPart, softplus, count, x, from, y, to);
        case ERF -> twoPhases(erfPart, erf, count, x, from, y, to);
        case GELU_TANH -> {
          innerPart.run(count, 0, x, from, part, 0, low, 0, low, 0);
          geluTanh.run(count, 0, x, from, part, 0, low, 0, y, to);
        }
        default -> throw new AssertionError(f);
      }
    }
  }

  private void twoPhases(
      Loop first, Loop second, int n, MemorySegment x, long from, MemorySegment y, long to) {
    first.run(n, 0, x, from, part, 0);
    second.run(n, 0, x, from, part, 0, part, 0, y, to);
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
          geluSlopePart.run(count, 0, x, from, part, 0);
          geluSlope.run(count, 0, x, from, part, 0, dy, dyOffset + done, dx, dxOffset + done);
        }
        case GELU_TANH -> {
          innerPart.run(count, 0, x, from, part, 0, low, 0, low, 0);
          steepnessPart.run(count, 0, x, from, slope, 0);
          geluTanhSlope.run(count, 0, x, from, part, 0, low, 0, slope, 0);
          MemorySegment to = dx;
          multiply.run(count, 0, slope, 0, dy, dyOffset + done, to, dxOffset + done, to, 0);
        }
        default -> throw new AssertionError(f);
      }
    }
  }

  /** dx ← slope·dy. */
  private static void multiply(
      int n,
      float p,
      MemorySegment slope,
      long slopeOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      MemorySegment unused,
      long unusedOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(slope, slopeOffset + i).mul(load(dy, dyOffset + i)), dx, dxOffset + i);
    }
  }

  /** part ← a·R(a), a = |x|. */
  private static void geluPart(
      int n, float p, MemorySegment x, long xOffset, MemorySegment part, long partOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = SimdMath.bounded(load(x, xOffset + i).abs(), TAIL_END);
      store(a.mul(SimdMath.tail(a)), part, partOffset + i);
    }
  }

  private static void gelu(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment unused,
      long unusedOffset,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), TAIL_END);
      FloatVector below = SimdMath.gaussian(a, -0.5f, load(part, partOffset + i));
      FloatVector f = below.neg().blend(v.sub(below), SimdMath.notBelow(v, 0));
      f.intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }

  /** part ← R(a) − a/√(2π), a = |x|. */
  private static void geluSlopePart(
      int n, float p, MemorySegment x, long xOffset, MemorySegment part, long partOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = SimdMath.bounded(load(x, xOffset + i).abs(), TAIL_END);
      store(a.neg().fma(broadcast(F32, NORMAL_DENSITY), SimdMath.tail(a)), part, partOffset + i);
    }
  }

  private static void geluSlope(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector g = load(dy, dyOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), TAIL_END);
      FloatVector below = SimdMath.gaussian(a, -0.5f, load(part, partOffset + i));
      FloatVector slope = below.blend(broadcast(F32, 1f).sub(below), SimdMath.notBelow(v, 0));
      slope.mul(g).intoMemorySegment(dx, 4 * (dxOffset + i), ORDER);
    }
  }

  /** part + low ← v(a) of the tanh form of GELU, a = |x|. */
  private static void innerPart(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment low,
      long lowOffset,
      MemorySegment unused,
      long unusedOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = SimdMath.bounded(load(x, xOffset + i).abs(), GELU_TANH_END);
      FloatVector factor = SimdGates.innerFactor(a);
      FloatVector v = a.mul(factor);
      store(v, part, partOffset + i);
      store(SimdGates.innerLow(a, factor, v), low, lowOffset + i);
    }
  }

  private static void geluTanh(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment low,
      long lowOffset,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), GELU_TANH_END);
      FloatVector f = SimdGates.gate(v, a, load(part, partOffset + i), load(low, lowOffset + i));
      f.intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }

  /** slope ← x·v′(x) of the tanh form of GELU. */
  private static void steepnessPart(
      int n, float p, MemorySegment x, long xOffset, MemorySegment slope, long slopeOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector a = SimdMath.bounded(v.abs(), GELU_TANH_END);
      FloatVector steep = broadcast(F32, GELU_SLOPE_3).fma(a.mul(a), broadcast(F32, GELU_1));
      store(SimdMath.sign(v).mul(a).mul(steep), slope, slopeOffset + i);
    }
  }

  private static void geluTanhSlope(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment low,
      long lowOffset,
      MemorySegment slope,
      long slopeOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector steep = load(slope, slopeOffset + i);
      SimdGates.gateSlope(v, load(part, partOffset + i), load(low, lowOffset + i), steep)
          .intoMemorySegment(slope, 4 * (slopeOffset + i), ORDER);
    }
  }

  /** part ← e^(−|x|). */
  static void decayPart(
      int n, float p, MemorySegment x, long xOffset, MemorySegment part, long partOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(SimdMath.decay(load(x, xOffset + i).abs()), part, partOffset + i);
    }
  }

  private static void softplus(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment unused,
      long unusedOffset,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector positive = broadcast(F32, 0f).blend(v, SimdMath.above(v, 0));
      store(positive.add(SimdMath.log1p(load(part, partOffset + i))), y, yOffset + i);
    }
  }

  /** part ← erf a below 1, R of 1 − erf a above, a = |x|. */
  private static void erfPart(
      int n, float p, MemorySegment x, long xOffset, MemorySegment part, long partOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(x, xOffset + i).abs();
      FloatVector far = SimdMath.tail(SimdMath.bounded(a, ERF_END).mul(SQRT_2)).mul(2);
      store(far.blend(SimdMath.erfNear(a), a.lt(ERF_SPLIT)), part, partOffset + i);
    }
  }

  private static void erf(
      int n,
      float p,
      MemorySegment x,
      long xOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment unused,
      long unusedOffset,
      MemorySegment y,
      long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      FloatVector partial = load(part, partOffset + i);
      FloatVector sign = SimdMath.sign(v);
      FloatVector far = SimdMath.gaussian(SimdMath.bounded(v.abs(), ERF_END), -1, partial);
      FloatVector magnitude = broadcast(F32, 1f).sub(far).blend(partial, v.abs().lt(ERF_SPLIT));
      magnitude.mul(sign).intoMemorySegment(y, 4 * (yOffset + i), ORDER);
    }
  }
}
