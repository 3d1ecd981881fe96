package dev.neurite.linear;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/** The rows a linear model is fitted to: scaled features, and the share of each row in the loss. */
final class DesignMatrix {
  final Kernels kernels;
  final int rows;
  final int in;

  /** X [rows, in], contiguous, never written. */
  final MemorySegment x;

  /** wᵢ / Σw, [rows]. */
  final double[] shares;

  /** The data through the network's scaling; memory of the arena, if any is needed. */
  DesignMatrix(Arena arena, Kernels kernels, Dataset data, Optional<Scaling> scaling) {
    this.kernels = kernels;
    this.rows = data.rows();
    this.in = data.in();
    this.x =
        scaling
            .map(s -> scaled(arena, kernels, data, s))
            .orElseGet(() -> data.features().segment());
    this.shares = shares(data);
  }

  /** Rows that have the same share each, of a part of the data. */
  DesignMatrix(Arena arena, Kernels kernels, Dataset part, Scaling scaling, double share) {
    this.kernels = kernels;
    this.rows = part.rows();
    this.in = part.in();
    this.x = scaled(arena, kernels, part, scaling);
    this.shares = new double[rows];
    Arrays.fill(shares, share);
  }

  private static MemorySegment scaled(Arena arena, Kernels kernels, Dataset data, Scaling scaling) {
    int in = data.in();
    MemorySegment scaled = Tensor.allocate(arena, data.rows(), in).segment();
    MemorySegment shift = Tensor.of(arena, scaling.shift(), in).segment();
    MemorySegment factor = Tensor.of(arena, scaling.factor(), in).segment();
    MemorySegment raw = data.features().segment();
    kernels
        .elementwise()
        .scaleColumns(data.rows(), in, raw, 0, in, shift, 0, factor, 0, scaled, 0, in);
    return scaled;
  }

  private static double[] shares(Dataset data) {
    double[] shares = new double[data.rows()];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      int row = i;
      shares[i] = data.weights().map(w -> (double) w.get(row)).orElse(1.0);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** The weighted mean and variance of every feature, in double, rows ascending. */
  void moments(double[] mean, double[] variance) {
    float[] row = new float[in];
    for (int i = 0; i < rows; i++) {
      addRow(i, shares[i], row, mean);
    }
    for (int i = 0; i < rows; i++) {
      MemorySegment.copy(x, JAVA_FLOAT, 4L * i * in, row, 0, in);
      for (int c = 0; c < in; c++) {
        double distance = row[c] - mean[c];
        variance[c] += shares[i] * distance * distance;
      }
    }
  }

  /** ‖xᵢ‖² for every row, in double. */
  double[] squaredNorms() {
    double[] norms = new double[rows];
    float[] row = new float[in];
    for (int i = 0; i < rows; i++) {
      MemorySegment.copy(x, JAVA_FLOAT, 4L * i * in, row, 0, in);
      double sum = 0;
      for (float value : row) {
        sum += (double) value * value;
      }
      norms[i] = sum;
    }
    return norms;
  }

  /** sum ← sum + α·xᵢ, in double. */
  void addRow(int i, double alpha, float[] row, double[] sum) {
    MemorySegment.copy(x, JAVA_FLOAT, 4L * i * in, row, 0, in);
    for (int c = 0; c < in; c++) {
      sum[c] += alpha * row[c];
    }
  }
}
