package dev.neurite.cli;

import dev.neurite.data.Dataset;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.util.List;

/**
 * (t − μ) / σ for each value to predict: what a network learns, whatever the size of the values.
 * Afterwards μ and σ go into its last layer, y = σ·(w·h + b) + μ, so that it gives the values
 * themselves.
 */
final class TargetScaling {
  private final double[] mean;
  private final double[] deviation;

  private TargetScaling(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** μ and σ of the targets of these rows; σ is 1 where all are the same. */
  static TargetScaling of(Dataset rows) {
    int outputs = rows.outputs();
    Tensor targets = rows.targets();
    double[] mean = new double[outputs];
    double[] deviation = new double[outputs];
    for (int i = 0; i < targets.elements(); i++) {
      mean[i % outputs] += targets.get(i) / (double) rows.rows();
    }
    for (int i = 0; i < targets.elements(); i++) {
      double difference = targets.get(i) - mean[i % outputs];
      deviation[i % outputs] += difference * difference / rows.rows();
    }
    for (int j = 0; j < outputs; j++) {
      double root = Math.sqrt(deviation[j]);
      deviation[j] = Float.isFinite((float) (1 / root)) ? root : 1;
    }
    return new TargetScaling(mean, deviation);
  }

  /** μ by value. */
  double[] mean() {
    return mean.clone();
  }

  /** σ by value. */
  double[] deviation() {
    return deviation.clone();
  }

  /** The rows with scaled targets. */
  Dataset scaled(Dataset rows) {
    float[][] targets = rows.targets().rows();
    for (float[] row : targets) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) ((row[j] - mean[j]) / deviation[j]);
      }
    }
    Dataset scaled = Dataset.regression(rows.features().rows(), targets);
    return rows.featureNames().isEmpty() ? scaled : scaled.withFeatureNames(rows.featureNames());
  }

  /** Makes a network that gives scaled values give the values: its last layer has weight, bias. */
  void foldInto(Network network) {
    List<Parameter> parameters = network.parameters();
    Tensor weight = parameters.get(parameters.size() - 2).value();
    Tensor bias = parameters.getLast().value();
    int width = weight.shape().dimension(1);
    for (int i = 0; i < weight.elements(); i++) {
      weight.set(i, (float) (weight.get(i) * deviation[i / width]));
    }
    for (int j = 0; j < bias.elements(); j++) {
      bias.set(j, (float) (bias.get(j) * deviation[j] + mean[j]));
    }
  }
}
