package dev.neurite.data;

import dev.neurite.check.Check;
import dev.neurite.tensor.Tensor;
import java.util.Arrays;

/**
 * y = (x − shift)·factor for each feature, in two rounded float operations. Immutable; any thread
 * may use it.
 *
 * <p>It is learned from the rows a model is trained on, and belongs to the model from then on.
 * Sample weights play no part. Statistics are taken in double, rows ascending, and rounded to float
 * once.
 *
 * <p>Where 1/σ or 1/(max − min) is no finite float, because the feature is constant or all but, the
 * factor is 1.
 */
public final class Scaling {
  private static final String OPERATION = "scaling";

  private final float[] shift;
  private final float[] factor;

  private Scaling(float[] shift, float[] factor) {
    this.shift = shift;
    this.factor = factor;
  }

  /** The scaling with these values for each feature; all must be finite. The arrays are copied. */
  public static Scaling of(float[] shift, float[] factor) {
    Check.notNull(OPERATION, "shift", shift);
    Check.notNull(OPERATION, "factor", factor);
    Check.positive(OPERATION, "number of features", shift.length);
    Check.length(OPERATION, "factor", shift.length, factor.length);
    for (int c = 0; c < shift.length; c++) {
      Check.finite(OPERATION, "shift", shift[c]);
      Check.finite(OPERATION, "factor", factor[c]);
    }
    return new Scaling(shift.clone(), factor.clone());
  }

  /** The scaling that changes nothing: shift 0, factor 1. */
  public static Scaling none(int in) {
    Check.positive(OPERATION, "number of features", in);
    float[] ones = new float[in];
    Arrays.fill(ones, 1);
    return new Scaling(new float[in], ones);
  }

  /**
   * Mean 0 and standard deviation 1: shift μ = Σx / n, factor 1/σ, σ² = Σ(x − μ)² / n.
   *
   * <p>Two passes: the deviations are taken from the mean in double, so that nothing cancels.
   */
  public static Scaling standard(Dataset data) {
    Check.notNull(OPERATION, "data", data);
    int in = data.in();
    double[] mean = new double[in];
    forEach(data.features(), (c, x) -> mean[c] += x);
    divide(mean, data.rows());
    double[] deviation = new double[in];
    forEach(data.features(), (c, x) -> deviation[c] += (x - mean[c]) * (x - mean[c]));
    divide(deviation, data.rows());
    return standard(mean, deviation);
  }

  /**
   * As {@link #standard(Dataset)}, of features whose moments are known.
   *
   * @param mean μ, [in]
   * @param variance σ², [in]
   */
  public static Scaling standard(double[] mean, double[] variance) {
    Check.notNull(OPERATION, "mean", mean);
    Check.length(
        OPERATION, "variance", mean.length, Check.notNull(OPERATION, "variance", variance).length);
    return rounded(mean, Arrays.stream(variance).map(Math::sqrt).toArray());
  }

  /** The interval [0, 1]: shift min, factor 1/(max − min). */
  public static Scaling minMax(Dataset data) {
    Check.notNull(OPERATION, "data", data);
    double[] least = new double[data.in()];
    double[] range = new double[data.in()];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(range, Double.NEGATIVE_INFINITY);
    forEach(
        data.features(),
        (c, x) -> {
          least[c] = Math.min(least[c], x);
          range[c] = Math.max(range[c], x);
        });
    for (int c = 0; c < range.length; c++) {
      range[c] -= least[c];
    }
    return rounded(least, range);
  }

  /** The number of features. */
  public int in() {
    return shift.length;
  }

  /** A copy of what is subtracted from each feature. */
  public float[] shift() {
    return shift.clone();
  }

  /** A copy of what each feature is multiplied by afterwards. */
  public float[] factor() {
    return factor.clone();
  }

  /** Whether the other has the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Scaling s
        && Arrays.equals(shift, s.shift)
        && Arrays.equals(factor, s.factor);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shift) + Arrays.hashCode(factor);
  }

  /** The number of features: {@code Scaling[in=30]}. */
  @Override
  public String toString() {
    return "Scaling[in=" + in() + "]";
  }

  private static Scaling rounded(double[] shift, double[] spread) {
    float[] shifts = new float[shift.length];
    float[] factors = new float[shift.length];
    for (int c = 0; c < shifts.length; c++) {
      shifts[c] = (float) shift[c];
      float inverse = (float) (1 / spread[c]);
      factors[c] = Float.isFinite(inverse) ? inverse : 1;
    }
    return new Scaling(shifts, factors);
  }

  private interface Element {
    void accept(int column, double value);
  }

  /** All elements, row by row. */
  private static void forEach(Tensor matrix, Element element) {
    int columns = matrix.shape().dimension(1);
    for (int i = 0; i < matrix.elements(); i++) {
      element.accept(i % columns, matrix.get(i));
    }
  }

  private static void divide(double[] sums, int rows) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] /= rows;
    }
  }
}
