package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.loss.Loss.Decision;
import dev.neurite.tensor.Tensor;
import java.util.Arrays;

/** Weights of classes as weights of rows, on top of those that the data has. */
final class ClassWeights {
  private ClassWeights() {}

  /** The data with every row's weight multiplied with that of its class. */
  static Dataset apply(Dataset data, Loss loss, int out, float[] weights) {
    Decision decision = loss.decision();
    if (decision == Decision.NONE || decision == Decision.SIGN && out > 1) {
      throw new IllegalArgumentException(
          "trainer: classWeights need one class per row, which "
              + loss
              + " of "
              + out
              + " outputs does not have");
    }
    int classes = decision == Decision.SIGN ? 2 : out;
    Check.length("trainer", "classWeights", classes, weights.length);
    Tensor old = data.weights().orElse(null);
    float[] rows = new float[data.rows()];
    float largest = 0;
    for (int r = 0; r < rows.length; r++) {
      float target = data.targets().segment().getAtIndex(JAVA_FLOAT, r);
      int of = decision == Decision.LARGEST ? (int) target : target >= 0.5f ? 1 : 0;
      rows[r] = weights[of] * (old == null ? 1 : old.get(r));
      largest = Math.max(largest, rows[r]);
    }
    if (largest == 0) {
      throw new IllegalArgumentException(
          "trainer: classWeights "
              + Arrays.toString(weights)
              + " leave no row that counts: no class above 0 occurs in the "
              + rows.length
              + " rows");
    }
    return data.withWeights(rows);
  }
}
