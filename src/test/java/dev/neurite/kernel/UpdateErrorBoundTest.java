package dev.neurite.kernel;

import dev.neurite.testing.TestKernels;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * Optimiser steps against a {@code double} oracle.
 *
 * <p>Each stored result is checked from the stored results before it, so that a cancellation in one
 * does not blur the bound of the next.
 */
@Tag("kernel")
class UpdateErrorBoundTest {
  private static final float RATE = 0.03f;
  private static final float DECAY = 0.01f;
  private static final float MOMENTUM = 0.9f;
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-3f;
  private static final float ROOT_FACTOR = 3.3f;

  private final Updates updates = TestKernels.expected().updates();

  @Property(tries = 60, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void sgdStaysWithinItsErrorBound(@ForAll @IntRange(max = 1100) int n, @ForAll long seed) {
    Step s = new Step(n, seed);
    updates.sgd(n, RATE, DECAY, s.w.segment(), s.w.offset(), s.g.segment(), s.g.offset());
    for (int i = 0; i < n; i++) {
      double exact = s.oldW(i) - RATE * s.slope(i);
      double magnitude = Math.abs(s.oldW(i)) + RATE * s.slopeMagnitude(i);
      ErrorBound.assertWithin(s.w.get(0, i), exact, 2, magnitude, () -> "sgd of " + n);
    }
  }

  @Property(tries = 60, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void momentumStaysWithinItsErrorBound(
      @ForAll boolean nesterov, @ForAll @IntRange(max = 1100) int n, @ForAll long seed) {
    Step s = new Step(n, seed);
    updates.momentum(
        n,
        RATE,
        MOMENTUM,
        nesterov,
        DECAY,
        s.w.segment(),
        s.w.offset(),
        s.g.segment(),
        s.g.offset(),
        s.v.segment(),
        s.v.offset());
    for (int i = 0; i < n; i++) {
      double old = MOMENTUM * (double) s.oldV.get(0, i);
      ErrorBound.assertWithin(
          s.v.get(0, i),
          old + s.slope(i),
          2,
          Math.abs(old) + s.slopeMagnitude(i),
          () -> "velocity of " + n);
      double v = s.v.get(0, i);
      double step = nesterov ? MOMENTUM * v + s.slope(i) : v;
      double magnitude = nesterov ? Math.abs(MOMENTUM * v) + s.slopeMagnitude(i) : Math.abs(v);
      ErrorBound.assertWithin(
          s.w.get(0, i),
          s.oldW(i) - RATE * step,
          nesterov ? 3 : 1,
          Math.abs(s.oldW(i)) + RATE * magnitude,
          () -> "momentum of " + n);
    }
  }

  @Property(tries = 60, seed = "3", edgeCases = EdgeCasesMode.NONE)
  void adamStaysWithinItsErrorBound(@ForAll @IntRange(max = 1100) int n, @ForAll long seed) {
    Step s = new Step(n, seed);
    updates.adam(
        n,
        RATE,
        BETA_1,
        BETA_2,
        EPSILON,
        ROOT_FACTOR,
        DECAY,
        s.w.segment(),
        s.w.offset(),
        s.g.segment(),
        s.g.offset(),
        s.v.segment(),
        s.v.offset(),
        s.squares.segment(),
        s.squares.offset());
    for (int i = 0; i < n; i++) {
      double oldMean = BETA_1 * (double) s.oldV.get(0, i);
      ErrorBound.assertWithin(
          s.v.get(0, i),
          oldMean + (1.0 - BETA_1) * s.slope(i),
          4,
          Math.abs(oldMean) + (1.0 - BETA_1) * s.slopeMagnitude(i),
          () -> "mean of " + n);
      double oldSquare = BETA_2 * (double) s.oldSquares.get(0, i);
      double magnitude = s.slopeMagnitude(i);
      ErrorBound.assertWithin(
          s.squares.get(0, i),
          oldSquare + (1.0 - BETA_2) * s.slope(i) * s.slope(i),
          6,
          oldSquare + (1.0 - BETA_2) * magnitude * magnitude,
          () -> "mean square of " + n);
      double root = Math.sqrt(s.squares.get(0, i)) * ROOT_FACTOR;
      double step = RATE * (s.v.get(0, i) / (root + EPSILON));
      ErrorBound.assertWithin(
          s.w.get(0, i),
          s.oldW(i) - step,
          5,
          Math.abs(s.oldW(i)) + Math.abs(step),
          () -> "adam of " + n);
    }
  }

  /** The operands of a step, and what they were before it. */
  private static final class Step {
    final Matrix w;
    final Matrix g;
    final Matrix v;
    final Matrix squares;
    final Matrix oldV;
    final Matrix oldSquares;
    private final Matrix before;

    Step(int n, long seed) {
      w = Matrix.contiguous(seed, 1, n);
      g = Matrix.contiguous(seed + 1, 1, n);
      v = Matrix.contiguous(seed + 2, 1, n);
      squares = Matrix.contiguous(seed + 3, 1, n);
      for (int i = 0; i < n; i++) {
        squares.set(0, i, Math.abs(squares.get(0, i)));
      }
      before = w.copy();
      oldV = v.copy();
      oldSquares = squares.copy();
    }

    double oldW(int i) {
      return before.get(0, i);
    }

    /** g′. */
    double slope(int i) {
      return DECAY * oldW(i) + g.get(0, i);
    }

    double slopeMagnitude(int i) {
      return Math.abs(DECAY * oldW(i)) + Math.abs(g.get(0, i));
    }
  }
}
