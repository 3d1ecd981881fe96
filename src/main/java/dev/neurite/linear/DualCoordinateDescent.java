package dev.neurite.linear;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The support vector machine of two classes: min ½(‖w‖² + b²) + Σᵢ Cᵢ·ξᵢ, ξᵢ = max(0, 1 − yᵢ·(w·xᵢ
 * + b)) or its square, Cᵢ = vᵢ / 2λ.
 *
 * <p>Solved in its dual, max Σαᵢ − ½‖Σ αᵢ·yᵢ·(xᵢ, 1)‖² − ½Σ Dᵢ·αᵢ² with 0 ≤ αᵢ ≤ Uᵢ (hinge: D = 0,
 * U = C; squared: Dᵢ = 1 / 2Cᵢ, no U), one αᵢ at a time, each step exact: αᵢ ← clip(αᵢ − Gᵢ / Qᵢᵢ),
 * Gᵢ = yᵢ·(w·xᵢ + b) − 1 + Dᵢ·αᵢ. Rows at a bound that press on it are left out for a while
 * (shrinking). The bias is the weight of a constant feature 1: a free one would tie all αᵢ
 * together.
 *
 * <p>α is kept in double, w in float and moved by the kernels; before the duality gap is taken, w
 * is built anew from α in double, so the gap is that of the weights the model gets. The dual value
 * is a lower bound of the optimum whatever the solver did.
 *
 * <p>Source: Hsieh, Chang, Lin, Keerthi and Sundararajan, <i>A dual coordinate descent method for
 * large-scale linear SVM</i>, ICML 2008, algorithm 3.
 */
final class DualCoordinateDescent {
  private static final int AHEAD = 16; // rows that are touched at a time

  private final DesignMatrix matrix;
  private final Kernels kernels;
  private final boolean squared;
  private final double tolerance;
  private final int passes;
  private final long seed;
  private final double[] diagonal; // Qᵢᵢ
  private final double[] c; // Cᵢ
  private final double[] alpha;
  private final byte[] y;
  private final MemorySegment w;
  private final MemorySegment b;
  private final MemorySegment margins; // [rows]
  private final float[] row;
  private float touchedSum; // what is never kept may never be read
  private double bias;
  private double highest; // of the projected gradients of a pass
  private double lowest;
  private double dual;
  private double primal;

  DualCoordinateDescent(
      Arena arena,
      DesignMatrix matrix,
      double[] squaredNorms,
      boolean squared,
      LinearOptions options) {
    this.matrix = matrix;
    this.kernels = matrix.kernels;
    this.squared = squared;
    this.tolerance = options.tolerance();
    this.passes = options.iterations();
    this.seed = options.seed();
    int n = matrix.rows;
    this.c = new double[n];
    this.diagonal = new double[n];
    this.alpha = new double[n];
    this.y = new byte[n];
    this.w = Tensor.allocate(arena, matrix.in).segment();
    this.b = Tensor.allocate(arena, 1).segment();
    this.margins = Tensor.allocate(arena, n).segment();
    this.row = new float[matrix.in];
    for (int i = 0; i < n; i++) {
      c[i] = matrix.shares[i] / (2 * options.l2());
      diagonal[i] = squaredNorms[i] + 1 + (squared && c[i] > 0 ? 1 / (2 * c[i]) : 0);
    }
  }

  /** Separates the rows of this class, y = +1, from all others. */
  DualSolution solve(int[] classes, int positive) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (byte) (classes[i] == positive ? 1 : -1);
    }
    Arrays.fill(alpha, 0);
    w.fill((byte) 0);
    bias = 0;
    ActiveRows active = new ActiveRows(y.length, seed);
    double enough = 1; // the range of projected gradients at which the gap is looked at
    double shrinkAbove = Double.POSITIVE_INFINITY;
    double shrinkBelow = Double.NEGATIVE_INFINITY;
    int pass = 1;
    for (; pass <= passes; pass++) {
      active.shuffle(pass);
      sweep(active, shrinkAbove, shrinkBelow);
      shrinkAbove = highest > 0 ? highest : Double.POSITIVE_INFINITY;
      shrinkBelow = lowest < 0 ? lowest : Double.NEGATIVE_INFINITY;
      double range = highest - lowest;
      if (range <= enough || pass == passes) {
        measure();
        double gap = primal - dual;
        if (gap <= tolerance * primal) {
          break;
        }
        // the gap shrinks about as the range does
        enough = range * Math.clamp(0.7 * tolerance * primal / gap, 0.1, 0.7);
        active.restore();
        shrinkAbove = Double.POSITIVE_INFINITY;
        shrinkBelow = Double.NEGATIVE_INFINITY;
      }
    }
    return solution(Math.min(pass, passes));
  }

  /** One step for each active row. */
  private void sweep(ActiveRows active, double shrinkAbove, double shrinkBelow) {
    highest = Double.NEGATIVE_INFINITY;
    lowest = Double.POSITIVE_INFINITY;
    int in = matrix.in;
    int touched = 0;
    for (int k = 0; k < active.size(); k++) {
      if (k >= touched) {
        touched = Math.min(k + AHEAD, active.size());
        touch(active, k, touched);
      }
      int i = active.get(k);
      double old = alpha[i];
      double most = squared ? Double.POSITIVE_INFINITY : c[i];
      double curve = squared && c[i] > 0 ? 1 / (2 * c[i]) : 0;
      double z = kernels.reductions().dot(in, matrix.x, (long) i * in, w, 0) + bias;
      double gradient = y[i] * z - 1 + curve * old;
      double projected = gradient;
      if (c[i] == 0
          || (old == 0 && gradient > shrinkAbove)
          || (old == most && gradient < shrinkBelow)) {
        active.drop(k--);
        continue;
      }
      if (old == 0) {
        projected = Math.min(gradient, 0);
      } else if (old == most) {
        projected = Math.max(gradient, 0);
      }
      highest = Math.max(highest, projected);
      lowest = Math.min(lowest, projected);
      if (projected != 0) {
        alpha[i] = Math.clamp(old - gradient / diagonal[i], 0, most);
        double step = (alpha[i] - old) * y[i];
        kernels.products().axpy(in, (float) step, matrix.x, (long) i * in, w, 0);
        bias += step;
      }
    }
  }

  /**
   * Reads one element at each end of the rows that come next: what finding their pages takes then
   * goes on for many rows at once instead of one after another.
   */
  private void touch(ActiveRows active, int from, int to) {
    int in = matrix.in;
    float sum = 0;
    for (int k = from; k < to; k++) {
      long row = (long) active.get(k) * in;
      sum += matrix.x.getAtIndex(JAVA_FLOAT, row) + matrix.x.getAtIndex(JAVA_FLOAT, row + in - 1);
    }
    touchedSum = sum;
  }

  /** Builds w and b from α, and takes the values of both problems. */
  private void measure() {
    double[] sum = new double[matrix.in];
    bias = 0;
    double linear = 0;
    double squares = 0;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] != 0) {
        matrix.addRow(i, alpha[i] * y[i], row, sum);
        bias += alpha[i] * y[i];
        linear += alpha[i];
        squares += squared ? alpha[i] * alpha[i] / (2 * c[i]) : 0;
      }
    }
    double exact = bias * bias;
    double rounded = (double) (float) bias * (float) bias;
    for (int j = 0; j < sum.length; j++) {
      float value = (float) sum[j];
      w.setAtIndex(JAVA_FLOAT, j, value);
      exact += sum[j] * sum[j];
      rounded += (double) value * value;
    }
    b.setAtIndex(JAVA_FLOAT, 0, (float) bias);
    dual = linear - exact / 2 - squares / 2;
    primal = rounded / 2 + slack();
  }

  /** Σ Cᵢ·ξᵢ of w and b. */
  private double slack() {
    int in = matrix.in;
    kernels.products().dense(matrix.rows, in, 1, matrix.x, 0, in, w, 0, b, 0, margins, 0, 1);
    double sum = 0;
    for (int i = 0; i < alpha.length; i++) {
      double slack = Math.max(0, 1 - y[i] * (double) margins.getAtIndex(JAVA_FLOAT, i));
      sum += c[i] * (squared ? slack * slack : slack);
    }
    return sum;
  }

  private DualSolution solution(int pass) {
    boolean[] supports = new boolean[alpha.length];
    for (int i = 0; i < supports.length; i++) {
      supports[i] = alpha[i] > 0;
    }
    float[] biases = {(float) bias};
    return new DualSolution(w.toArray(JAVA_FLOAT), biases, primal, dual, pass, supports);
  }
}
