package dev.neurite.linear;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Form;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import dev.neurite.loss.Loss;
import dev.neurite.optim.TwiceDifferentiable;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * F(W, b) = Σᵢ vᵢ·ℓ(W·xᵢ + b, tᵢ) + λ‖W‖², vᵢ the share of row i, with gradient and products by the
 * second derivative; ℓ is the cross-entropy of a sigmoid (one output) or of a softmax.
 *
 * <p>The variables are W [out, in], row by row, then b [out]. Rows pass in blocks that stay in
 * cache: the products of a block run on the kernels, in float, and the sums over blocks are kept in
 * double, blocks ascending. W and b are rounded to float first, so F is the objective of a network
 * that can be made.
 */
final class SmoothObjective implements TwiceDifferentiable {
  private static final int BLOCK = 256; // rows; 784 features of them are 800 KB, within a 1 MB L2

  private final DesignMatrix matrix;
  private final Kernels kernels;
  private final Loss loss;
  private final int out;
  private final int weights;
  private final double lambda;
  private final boolean decaysBiases;

  private final MemorySegment targets; // [rows]
  private final MemorySegment shares; // [rows]
  private final MemorySegment w; // [out, in]
  private final MemorySegment b; // [out]
  private final MemorySegment z; // [BLOCK, out]
  private final MemorySegment dz; // [BLOCK, out]
  private final MemorySegment losses; // [BLOCK]
  private final MemorySegment dw; // [out, in]
  private final MemorySegment probabilities; // [rows, out], for the second derivative
  private final float[] dwRow;
  private final float[] outputs; // [BLOCK · out]
  private final float[] rates; // [BLOCK · out]
  private final float[] rowLosses = new float[BLOCK];

  SmoothObjective(
      Arena arena,
      DesignMatrix matrix,
      Loss loss,
      int out,
      MemorySegment targets,
      LinearOptions options,
      boolean curvature) {
    this.matrix = matrix;
    this.kernels = matrix.kernels;
    this.loss = loss;
    this.out = out;
    this.weights = Math.multiplyExact(out, matrix.in);
    this.lambda = options.l2();
    this.decaysBiases = options.decaysBiases();
    this.targets = targets;
    this.shares = Tensor.allocate(arena, matrix.rows).segment();
    for (int i = 0; i < matrix.rows; i++) {
      shares.setAtIndex(JAVA_FLOAT, i, (float) matrix.shares[i]);
    }
    this.w = Tensor.allocate(arena, out, matrix.in).segment();
    this.b = Tensor.allocate(arena, out).segment();
    this.z = Tensor.allocate(arena, BLOCK, out).segment();
    this.dz = Tensor.allocate(arena, BLOCK, out).segment();
    this.losses = Tensor.allocate(arena, BLOCK).segment();
    this.dw = Tensor.allocate(arena, out, matrix.in).segment();
    this.probabilities = Tensor.allocate(arena, curvature ? matrix.rows : 0, out).segment();
    this.dwRow = new float[weights];
    this.outputs = new float[BLOCK * out];
    this.rates = new float[BLOCK * out];
  }

  @Override
  public int dimension() {
    return weights + out;
  }

  @Override
  public double evaluate(double[] x, double[] gradient) {
    load(x);
    double penalty = 0;
    for (int i = 0; i < gradient.length; i++) {
      double value = (float) x[i];
      double decay = i < weights || decaysBiases ? lambda : 0;
      penalty += decay * value * value;
      gradient[i] = 2 * decay * value;
    }
    double sum = 0;
    for (int from = 0; from < matrix.rows; from += BLOCK) {
      int count = Math.min(BLOCK, matrix.rows - from);
      forward(from, count);
      keepProbabilities(from, count);
      sum += lossOf(from, count);
      addProducts(from, count, gradient);
    }
    return sum + penalty;
  }

  @Override
  public void hessianTimes(double[] v, double[] h) {
    load(v);
    for (int i = 0; i < h.length; i++) {
      h[i] = i < weights || decaysBiases ? 2 * lambda * v[i] : 0;
    }
    for (int from = 0; from < matrix.rows; from += BLOCK) {
      int count = Math.min(BLOCK, matrix.rows - from);
      forward(from, count);
      curve(from, count);
      addProducts(from, count, h);
    }
  }

  private void load(double[] x) {
    for (int i = 0; i < weights; i++) {
      dwRow[i] = (float) x[i];
    }
    MemorySegment.copy(dwRow, 0, w, JAVA_FLOAT, 0, weights);
    for (int j = 0; j < out; j++) {
      b.setAtIndex(JAVA_FLOAT, j, (float) x[weights + j]);
    }
  }

  /** Z ← X·Wᵀ + b for a block. */
  private void forward(int from, int count) {
    int in = matrix.in;
    kernels.products().dense(count, in, out, matrix.x, (long) from * in, in, w, 0, b, 0, z, 0, out);
  }

  /** Σ vᵢ·ℓᵢ of a block; dZ ← its gradient by Z. */
  private double lossOf(int from, int count) {
    MemorySegment t = targets.asSlice(4L * from, 4L * count);
    MemorySegment v = shares.asSlice(4L * from, 4L * count);
    loss.evaluate(kernels, count, out, z, t, v, losses, dz);
    MemorySegment.copy(losses, JAVA_FLOAT, 0, rowLosses, 0, count);
    double sum = 0;
    for (int r = 0; r < count; r++) {
      sum += matrix.shares[from + r] * rowLosses[r];
    }
    return sum;
  }

  private void keepProbabilities(int from, int count) {
    if (probabilities.byteSize() == 0) {
      return;
    }
    long at = (long) from * out;
    if (out == 1) {
      kernels.elementwise().activate(Function.SIGMOID, 0, count, z, 0, probabilities, at);
    } else {
      kernels.elementwise().softmax(count, out, z, 0, out, probabilities, at, out);
    }
  }

  /** dZ ← v·∇²ℓ·Z: v·p·(1 − p)·z for a sigmoid, v·pⱼ·(zⱼ − Σₖ pₖ·zₖ) for a softmax. */
  private void curve(int from, int count) {
    MemorySegment.copy(z, JAVA_FLOAT, 0, outputs, 0, count * out);
    MemorySegment.copy(probabilities, JAVA_FLOAT, 4L * from * out, rates, 0, count * out);
    for (int r = 0; r < count; r++) {
      double share = matrix.shares[from + r];
      double mean = 0;
      for (int j = r * out; j < (r + 1) * out; j++) {
        mean += (double) rates[j] * outputs[j];
      }
      for (int j = r * out; j < (r + 1) * out; j++) {
        double slope = out == 1 ? (1.0 - rates[j]) * outputs[j] : outputs[j] - mean;
        outputs[j] = (float) (share * rates[j] * slope);
      }
    }
    MemorySegment.copy(outputs, 0, dz, JAVA_FLOAT, 0, count * out);
  }

  /** sum ← sum + (dZᵀ·X, column sums of dZ), of a block. */
  private void addProducts(int from, int count, double[] sum) {
    int in = matrix.in;
    long at = (long) from * in;
    kernels
        .products()
        .gemm(Form.TN, out, in, count, dz, 0, out, matrix.x, at, in, false, dw, 0, in);
    MemorySegment.copy(dw, JAVA_FLOAT, 0, dwRow, 0, weights);
    for (int i = 0; i < weights; i++) {
      sum[i] += dwRow[i];
    }
    MemorySegment.copy(dz, JAVA_FLOAT, 0, outputs, 0, count * out);
    for (int i = 0; i < count * out; i++) {
      sum[weights + i % out] += outputs[i];
    }
  }
}
