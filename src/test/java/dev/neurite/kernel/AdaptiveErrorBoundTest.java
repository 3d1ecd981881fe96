package dev.neurite.kernel;

import dev.neurite.testing.TestKernels;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Every rule against a {@code double} oracle, each result from the stored ones before it. */
@Tag("kernel")
class AdaptiveErrorBoundTest {
  private static final float RATE = 0.03f;
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-3f;
  private static final float ROOT_FACTOR = 3.3f;
  private static final float GRADIENT_SHARE = 0.4f;
  private static final float MEAN_SHARE = 0.7f;
  private static final float DECAY = 0.01f;
  private static final float SHRINK = 0.002f;
  private static final Coefficients NUMBERS =
      new Coefficients()
          .rate(RATE)
          .betas(BETA_1, BETA_2)
          .epsilon(EPSILON)
          .rootFactor(ROOT_FACTOR)
          .shares(GRADIENT_SHARE, MEAN_SHARE)
          .decay(DECAY)
          .shrink(SHRINK);

  private final Updates updates = TestKernels.expected().updates();

  @Property(tries = 120, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void stepsStayWithinTheirErrorBound(
      @ForAll AdaptiveRule rule, @ForAll @IntRange(max = 1100) int n, @ForAll long seed) {
    Matrix w = Matrix.contiguous(seed, 1, n);
    Matrix g = Matrix.contiguous(seed + 1, 1, n);
    Matrix m = Matrix.contiguous(seed + 2, 1, n);
    Matrix s = Matrix.contiguous(seed + 3, 1, n);
    Matrix x = Matrix.contiguous(seed + 4, 1, n);
    for (int i = 0; i < n; i++) {
      s.set(0, i, Math.abs(s.get(0, i)));
      x.set(0, i, Math.abs(x.get(0, i)));
    }
    Matrix oldW = w.copy();
    Matrix oldM = m.copy();
    updates.adaptive(
        rule,
        NUMBERS,
        n,
        w.segment(),
        w.offset(),
        g.segment(),
        g.offset(),
        m.segment(),
        m.offset(),
        s.segment(),
        s.offset(),
        x.segment(),
        x.offset());
    for (int i = 0; i < n; i++) {
      double slope = DECAY * (double) oldW.get(0, i) + g.get(0, i);
      double root = Math.sqrt(s.get(0, i));
      double corrected = root * ROOT_FACTOR + EPSILON;
      double mean = m.get(0, i);
      double direction = BETA_1 * (double) oldM.get(0, i) + (1.0 - BETA_1) * slope;
      double step =
          switch (rule) {
            case ADAGRAD, RMSPROP -> slope / (root + EPSILON);
            case ADAMW -> mean / corrected;
            case AMSGRAD -> mean / (Math.sqrt(x.get(0, i)) * ROOT_FACTOR + EPSILON);
            case NADAM -> (MEAN_SHARE * mean + GRADIENT_SHARE * slope) / corrected;
            case LION -> Math.signum(direction);
          };
      double size =
          rule == AdaptiveRule.NADAM
              ? (Math.abs(MEAN_SHARE * mean) + Math.abs(GRADIENT_SHARE * slope)) / corrected
              : Math.abs(step);
      if (rule == AdaptiveRule.LION && Math.abs(direction) < 1e-6) {
        continue; // a rounding may turn it
      }
      double exact = oldW.get(0, i) * (1.0 - SHRINK) - RATE * step;
      double magnitude = Math.abs(oldW.get(0, i)) + RATE * size;
      ErrorBound.assertWithin(w.get(0, i), exact, 8, magnitude, () -> rule + " of " + n);
    }
  }
}
