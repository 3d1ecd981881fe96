package dev.neurite.linear;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Crammer and Singer's machine of K classes: min ½Σₘ(‖wₘ‖² + bₘ²) + Σᵢ Cᵢ·ξᵢ, ξᵢ = maxₘ (1 − δₘₜ +
 * zₘ) − z_t, t the class of row i, Cᵢ = vᵢ / 2λ.
 *
 * <p>Solved in its dual, min ½Σₘ‖Σᵢ αᵢₘ·(xᵢ, 1)‖² + Σᵢₘ (1 − δₘₜ)·αᵢₘ with Σₘ αᵢₘ = 0, αᵢₘ ≤
 * δₘₜ·Cᵢ, all K variables of a row at a time: with A = ‖xᵢ‖² + 1 and Bₘ = zₘ + 1 − δₘₜ − A·αᵢₘ the
 * best are αᵢₘ = min(δₘₜ·Cᵢ, (β − Bₘ) / A), β such that they sum to 0, found by sorting. The bias
 * is the weight of a constant feature 1.
 *
 * <p>α is kept in double, W in float; before the duality gap is taken, W is built anew from α.
 *
 * <p>Source: Keerthi, Sundararajan, Chang, Hsieh and Lin, <i>A sequential dual method for large
 * scale multi-class linear SVMs</i>, KDD 2008.
 */
final class CrammerSinger {
  private final DesignMatrix matrix;
  private final Kernels kernels;
  private final int classes;
  private final int[] target;
  private final LinearOptions options;
  private final double[] diagonal;
  private final double[] c;
  private final double[] alpha; // [rows, classes]
  private final double[] bias;
  private final double[] gradient; // zₘ + 1 − δₘₜ of the row at hand
  private final double[] best; // αᵢₘ of the row at hand
  private final double[] sorted;
  private final MemorySegment w; // [classes, in]
  private final MemorySegment b;
  private final MemorySegment z; // [classes], or [rows, classes] to measure
  private final float[] row;
  private double primal;
  private double dual;

  CrammerSinger(
      Arena arena,
      DesignMatrix matrix,
      double[] squaredNorms,
      int[] target,
      int classes,
      LinearOptions options) {
    this.matrix = matrix;
    this.kernels = matrix.kernels;
    this.target = target;
    this.classes = classes;
    this.options = options;
    int n = matrix.rows;
    this.c = new double[n];
    this.diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      c[i] = matrix.shares[i] / (2 * options.l2());
      diagonal[i] = squaredNorms[i] + 1;
    }
    this.alpha = new double[Math.multiplyExact(n, classes)];
    this.bias = new double[classes];
    this.gradient = new double[classes];
    this.best = new double[classes];
    this.sorted = new double[classes];
    this.w = Tensor.allocate(arena, classes, matrix.in).segment();
    this.b = Tensor.allocate(arena, classes).segment();
    this.z = Tensor.allocate(arena, n, classes).segment();
    this.row = new float[matrix.in];
  }

  DualSolution solve() {
    ActiveRows rows = new ActiveRows(matrix.rows, options.seed());
    double enough = 1; // the largest violation at which the gap is looked at
    int pass = 1;
    for (; pass <= options.iterations(); pass++) {
      rows.shuffle(pass);
      double violation = 0;
      for (int k = 0; k < rows.size(); k++) {
        violation = Math.max(violation, step(rows.get(k)));
      }
      if (violation <= enough || pass == options.iterations()) {
        measure();
        if (primal - dual <= options.tolerance() * primal) {
          break;
        }
        double wanted = 0.7 * options.tolerance() * primal / (primal - dual);
        enough = violation * Math.clamp(wanted, 0.1, 0.7);
      }
    }
    return solution(Math.min(pass, options.iterations()));
  }

  /** The best variables of row i; returns by how much the old ones violated optimality. */
  private double step(int i) {
    if (c[i] == 0) {
      return 0;
    }
    int in = matrix.in;
    int t = target[i];
    int at = i * classes;
    kernels.products().denseRow(in, classes, matrix.x, (long) i * in, w, 0, b, 0, z, 0);
    double largest = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (int m = 0; m < classes; m++) {
      gradient[m] = z.getAtIndex(JAVA_FLOAT, m) + (m == t ? 0 : 1);
      largest = Math.max(largest, gradient[m]);
      if (alpha[at + m] < (m == t ? c[i] : 0)) {
        least = Math.min(least, gradient[m]);
      }
    }
    if (!(largest > least)) {
      return 0;
    }
    minimise(i, t, at);
    for (int m = 0; m < classes; m++) {
      double step = best[m] - alpha[at + m];
      if (step != 0) {
        alpha[at + m] = best[m];
        kernels.products().axpy(in, (float) step, matrix.x, (long) i * in, w, (long) m * in);
        bias[m] += step;
        b.setAtIndex(JAVA_FLOAT, m, (float) bias[m]);
      }
    }
    return largest - least;
  }

  /** best ← the minimum over the variables of row i, the others fixed. */
  private void minimise(int i, int t, int at) {
    double a = diagonal[i];
    for (int m = 0; m < classes; m++) {
      best[m] = gradient[m] - a * alpha[at + m]; // Bₘ
      sorted[m] = best[m] + (m == t ? a * c[i] : 0);
    }
    Arrays.sort(sorted); // ascending: the largest are the ones within their bounds
    double sum = -a * c[i];
    double beta = 0;
    for (int r = 1; r <= classes; r++) {
      sum += sorted[classes - r];
      beta = sum / r;
      if (r == classes || sorted[classes - r - 1] <= beta) {
        break;
      }
    }
    for (int m = 0; m < classes; m++) {
      best[m] = Math.min(m == t ? c[i] : 0, (beta - best[m]) / a);
    }
  }

  private void measure() {
    int in = matrix.in;
    double[] sum = new double[in];
    double linear = 0;
    double exact = 0;
    double rounded = 0;
    for (int m = 0; m < classes; m++) {
      Arrays.fill(sum, 0);
      bias[m] = 0;
      for (int i = 0; i < matrix.rows; i++) {
        double value = alpha[i * classes + m];
        if (value != 0) {
          matrix.addRow(i, value, row, sum);
          bias[m] += value;
          linear += m == target[i] ? 0 : value;
        }
      }
      b.setAtIndex(JAVA_FLOAT, m, (float) bias[m]);
      exact += bias[m] * bias[m];
      rounded += (double) (float) bias[m] * (float) bias[m];
      for (int j = 0; j < in; j++) {
        float value = (float) sum[j];
        w.setAtIndex(JAVA_FLOAT, (long) m * in + j, value);
        exact += sum[j] * sum[j];
        rounded += (double) value * value;
      }
    }
    dual = -exact / 2 - linear;
    primal = rounded / 2 + slack();
  }

  private double slack() {
    int in = matrix.in;
    kernels.products().dense(matrix.rows, in, classes, matrix.x, 0, in, w, 0, b, 0, z, 0, classes);
    double sum = 0;
    for (int i = 0; i < matrix.rows; i++) {
      double worst = Double.NEGATIVE_INFINITY;
      for (int m = 0; m < classes; m++) {
        double value = z.getAtIndex(JAVA_FLOAT, (long) i * classes + m);
        worst = Math.max(worst, value + (m == target[i] ? 0 : 1));
      }
      sum += c[i] * (worst - z.getAtIndex(JAVA_FLOAT, (long) i * classes + target[i]));
    }
    return sum;
  }

  private DualSolution solution(int passes) {
    boolean[] supports = new boolean[matrix.rows];
    float[] biases = new float[classes];
    for (int i = 0; i < supports.length; i++) {
      supports[i] = alpha[i * classes + target[i]] > 0;
    }
    for (int m = 0; m < classes; m++) {
      biases[m] = (float) bias[m];
    }
    return new DualSolution(w.toArray(JAVA_FLOAT), biases, primal, dual, passes, supports);
  }
}
