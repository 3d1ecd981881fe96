package dev.neurite.bench.contest.entrants;

import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import java.util.Arrays;
import java.util.Optional;

/** What one writes without a library: loops over {@code float[]}, {@link Math} for functions. */
final class PlainLoops implements Contestant {

  /** Which loop is the innermost. */
  enum Style {
    /** Over k: a sum in one register. */
    DOT,
    /** Over n: rows of C in memory, which the JIT vectorises. */
    AXPY
  }

  private final Style style;

  PlainLoops(Style style) {
    this.style = style;
  }

  @Override
  public boolean onHeap() {
    return true;
  }

  @Override
  public Optional<Runnable> prepare(Problem p) {
    return Optional.ofNullable(
        switch (p.task()) {
          case Case.Product task -> style == Style.DOT ? dotProduct(task, p) : axpyProduct(task, p);
          case Case.Row(int out, int in) ->
              style == Style.DOT ? () -> dot(out, 1, in, p.a(), p.b(), p.c()) : null;
          case Case.Map task -> style == Style.DOT ? map(task, p.a(), p.c()) : null;
        });
  }

  private static Runnable dotProduct(Case.Product task, Problem p) {
    int m = task.m();
    int n = task.n();
    int k = task.k();
    float[] a = task.form().transposesA() ? new float[m * k] : p.a();
    float[] b = task.form().transposesB() ? p.b() : new float[n * k];
    return () -> {
      if (a != p.a()) {
        transpose(k, m, p.a(), a);
      }
      if (b != p.b()) {
        transpose(k, n, p.b(), b);
      }
      dot(m, n, k, a, b, p.c());
    };
  }

  private static Runnable axpyProduct(Case.Product task, Problem p) {
    int k = task.k();
    int n = task.n();
    float[][] b = new float[k][n]; // an array a row: with two offsets into arrays the JIT gives up
    float[] row = new float[n];
    return () -> {
      if (task.form().transposesB()) {
        transposeIntoRows(n, k, p.b(), b);
      } else {
        for (int i = 0; i < k; i++) {
          System.arraycopy(p.b(), i * n, b[i], 0, n);
        }
      }
      axpyRows(task, p.a(), b, row, p.c());
    };
  }

  private static void axpyRows(Case.Product task, float[] a, float[][] b, float[] row, float[] c) {
    boolean transposed = task.form().transposesA();
    for (int i = 0; i < task.m(); i++) {
      Arrays.fill(row, 0);
      for (int q = 0; q < task.k(); q++) {
        axpy(a[transposed ? q * task.m() + i : i * task.k() + q], b[q], row);
      }
      System.arraycopy(row, 0, c, i * task.n(), task.n());
    }
  }

  private static void axpy(float alpha, float[] x, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += alpha * x[j];
    }
  }

  private static void dot(int m, int n, int k, float[] a, float[] b, float[] c) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = 0;
        for (int q = 0; q < k; q++) {
          sum += a[i * k + q] * b[j * k + q];
        }
        c[i * n + j] = sum;
      }
    }
  }

  private static void transpose(int rows, int columns, float[] from, float[] to) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = from[i * columns + j];
      }
    }
  }

  private static void transposeIntoRows(int rows, int columns, float[] from, float[][] to) {
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        to[j][i] = from[i * columns + j];
      }
    }
  }

  private static Runnable map(Case.Map task, float[] x, float[] y) {
    return switch (task.operation()) {
      case SIGMOID -> () -> sigmoid(x, y);
      case TANH -> () -> tanh(x, y);
      case EXP -> () -> exp(x, y);
      case RELU -> () -> relu(x, y);
      case SOFTMAX ->
          () -> {
            for (int r = 0; r < task.rows(); r++) {
              softmax(x, y, r * task.columns(), (r + 1) * task.columns());
            }
          };
    };
  }

  private static void sigmoid(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
  }

  private static void tanh(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.tanh(x[i]);
    }
  }

  private static void exp(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.exp(x[i]);
    }
  }

  private static void relu(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  private static void softmax(float[] x, float[] y, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    float sum = 0;
    for (int i = from; i < to; i++) {
      y[i] = (float) Math.exp(x[i] - max);
      sum += y[i];
    }
    for (int i = from; i < to; i++) {
      y[i] /= sum;
    }
  }
}
