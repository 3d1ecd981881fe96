package dev.neurite.bench.contest;

import java.util.Arrays;

/**
 * The result of a problem in {@code double}, with what an element may be off.
 *
 * <p>A product is a sum of k terms: whatever its order, it lies within γₖ·Σ|a·b| of the exact
 * value, and 10⁻⁵ is γₖ for k = 167; rounding errors cancel, so longer sums stay below it too.
 * Functions may be off by 10⁻⁵ of their value, tanh by 10⁻⁷: loose enough for any honest float, and
 * far from a wrong one.
 */
final class Reference {
  private static final double PRODUCT = 1e-5;
  private static final double FUNCTION = 1e-5;
  private static final double ABSOLUTE = 1e-7;

  private final double[] exact;
  private final double[] allowed;

  private Reference(int n) {
    exact = new double[n];
    allowed = new double[n];
  }

  static Reference of(Problem problem) {
    Reference reference = new Reference(problem.task().sizeC());
    switch (problem.task()) {
      case Case.Product(var form, int m, int n, int k) -> {
        double[] b = wide(problem.b());
        reference.product(
            m,
            n,
            k,
            form.transposesA() ? transpose(wide(problem.a()), k, m) : wide(problem.a()),
            form.transposesB() ? transpose(b, n, k) : b);
      }
      case Case.Row(int out, int in) ->
          reference.product(out, 1, in, wide(problem.a()), wide(problem.b()));
      case Case.Map map -> reference.map(map, problem.a());
    }
    return reference;
  }

  /**
   * Compares a result.
   *
   * @throws IllegalStateException if an element is off by more than it may be
   */
  void check(float[] result) {
    for (int i = 0; i < exact.length; i++) {
      double error = Math.abs(result[i] - exact[i]);
      if (!(error <= allowed[i])) { // written so that NaN fails too
        throw new IllegalStateException(
            "wrong at element %d: expected %s, got %s".formatted(i, exact[i], result[i]));
      }
    }
  }

  /**
   * A is [m, k], B is [k, n]; the innermost loop runs along rows, so that the JIT vectorises it.
   */
  private void product(int m, int n, int k, double[] a, double[] b) {
    double[] sum = new double[n];
    double[] size = new double[n];
    double[] row = new double[n];
    for (int i = 0; i < m; i++) {
      Arrays.fill(sum, 0);
      Arrays.fill(size, 0);
      for (int p = 0; p < k; p++) {
        System.arraycopy(b, p * n, row, 0, n);
        addRow(a[i * k + p], row, sum, size);
      }
      for (int j = 0; j < n; j++) {
        exact[i * n + j] = sum[j];
        allowed[i * n + j] = PRODUCT * size[j];
      }
    }
  }

  private static void addRow(double x, double[] row, double[] sum, double[] size) {
    for (int j = 0; j < row.length; j++) {
      double term = x * row[j];
      sum[j] += term;
      size[j] += Math.abs(term);
    }
  }

  private void map(Case.Map map, float[] a) {
    int columns = map.columns();
    for (int r = 0; r < map.rows(); r++) {
      double sum =
          map.operation() == Case.Operation.SOFTMAX ? sumOfExp(a, r * columns, columns) : 1;
      for (int i = r * columns; i < (r + 1) * columns; i++) {
        exact[i] = value(map.operation(), a[i], sum);
        allowed[i] =
            FUNCTION * Math.abs(exact[i]) + (map.operation() == Case.Operation.TANH ? ABSOLUTE : 0);
      }
    }
  }

  private static double sumOfExp(float[] a, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += Math.exp(a[i]);
    }
    return sum;
  }

  private static double value(Case.Operation operation, double x, double sum) {
    return switch (operation) {
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case EXP -> Math.exp(x);
      case RELU -> Math.max(x, 0);
      case SOFTMAX -> Math.exp(x) / sum;
    };
  }

  private static double[] wide(float[] from) {
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
    return to;
  }

  /** A [rows, columns] matrix, transposed. */
  private static double[] transpose(double[] from, int rows, int columns) {
    double[] to = new double[from.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = from[i * columns + j];
      }
    }
    return to;
  }
}
