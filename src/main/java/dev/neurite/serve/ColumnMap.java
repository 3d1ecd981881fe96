package dev.neurite.serve;

import dev.neurite.data.Scaling;
import dev.neurite.layer.BatchNorm;
import dev.neurite.tensor.Tensor;
import java.util.function.Function;

/**
 * x ↦ (x − shift)·factor + offset by columns, in double: what scaling and batch norm do, and what
 * dense layers take into their weights.
 */
record ColumnMap(double[] shift, double[] factor, double[] offset) {

  /** The scaling of raw features. */
  static ColumnMap of(Scaling scaling) {
    int n = scaling.shift().length;
    double[] shift = new double[n];
    double[] factor = new double[n];
    for (int i = 0; i < n; i++) {
      shift[i] = scaling.shift()[i];
      factor[i] = scaling.factor()[i];
    }
    return new ColumnMap(shift, factor, new double[n]);
  }

  /** Batch norm after training: (x − M)·γ / √(V + ε) + β. */
  static ColumnMap of(BatchNorm spec, Function<String, Tensor> parameters) {
    int n = parameters.apply("weight").elements();
    double[] shift = new double[n];
    double[] factor = new double[n];
    double[] offset = new double[n];
    for (int i = 0; i < n; i++) {
      double variance = parameters.apply("running_var").get(i);
      shift[i] = parameters.apply("running_mean").get(i);
      factor[i] = parameters.apply("weight").get(i) / Math.sqrt(variance + spec.epsilon());
      offset[i] = parameters.apply("bias").get(i);
    }
    return new ColumnMap(shift, factor, offset);
  }

  /**
   * Applies this to the inputs of a neuron: W·((x − s)·f + o) + b = (W·f)·x + (b + Σ W·o − Σ
   * W·f·s).
   *
   * @param weights of the neuron, overwritten
   * @return the new bias
   */
  double before(double[] weights, double bias) {
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      double folded = weights[i] * factor[i];
      sum += weights[i] * offset[i];
      sum -= folded * shift[i];
      weights[i] = folded;
    }
    return sum;
  }

  /**
   * Applies this to the output of neuron j: ((W·x + b) − s)·f + o = (W·f)·x + ((b − s)·f + o).
   *
   * @param weights of the neuron, overwritten
   * @return the new bias
   */
  double after(int j, double[] weights, double bias) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factor[j];
    }
    return (bias - shift[j]) * factor[j] + offset[j];
  }
}
