package dev.neurite.train;

import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import java.util.Optional;

/** From the outputs of a network to scores and probabilities of classes, in double. */
final class Scores {
  private Scores() {}

  /** Of two classes a score that rises with class 1; empty with more. */
  static Optional<float[]> ofClassOne(float[][] outputs) {
    int out = outputs[0].length;
    if (out > 2) {
      return Optional.empty();
    }
    float[] scores = new float[outputs.length];
    for (int r = 0; r < scores.length; r++) {
      scores[r] = out == 1 ? outputs[r][0] : outputs[r][1] - outputs[r][0];
    }
    return Optional.of(scores);
  }

  /** Probabilities [rows, classes] where outputs are logits; empty for other losses. */
  static Optional<float[][]> probabilities(Network network, Loss loss, float[][] outputs) {
    return switch (loss) {
      case SoftmaxCrossEntropy _ -> Optional.of(softmax(outputs));
      case SigmoidCrossEntropy _ when network.out() == 1 -> Optional.of(sigmoid(outputs));
      default -> Optional.empty();
    };
  }

  private static float[][] softmax(float[][] logits) {
    float[][] rates = new float[logits.length][];
    for (int r = 0; r < logits.length; r++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (float z : logits[r]) {
        largest = Math.max(largest, z);
      }
      double sum = 0;
      for (float z : logits[r]) {
        sum += StrictMath.exp(z - largest);
      }
      rates[r] = new float[logits[r].length];
      for (int j = 0; j < rates[r].length; j++) {
        rates[r][j] = (float) (StrictMath.exp(logits[r][j] - largest) / sum);
      }
    }
    return rates;
  }

  private static float[][] sigmoid(float[][] logits) {
    float[][] rates = new float[logits.length][1];
    for (int r = 0; r < logits.length; r++) {
      rates[r][0] = (float) (1 / (1 + StrictMath.exp(-(double) logits[r][0])));
    }
    return rates;
  }
}
