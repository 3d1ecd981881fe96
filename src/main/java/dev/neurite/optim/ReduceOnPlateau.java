package dev.neurite.optim;

import dev.neurite.check.Check;
import java.util.List;

/**
 * Lowers the learning rate when the loss no longer falls: after more than {@code patience} epochs
 * in a row that are not better than the best by a share, the rate is multiplied with {@code factor}
 * and the count starts again; PyTorch's {@code ReduceLROnPlateau} in its relative mode.
 *
 * @param factor in (0, 1)
 * @param patience epochs without improvement that are borne, 0 or more
 * @param threshold the share by which a loss must be lower than the best to count, in [0, 1)
 * @param minimum the lowest product of factors, in [0, 1)
 */
public record ReduceOnPlateau(float factor, int patience, float threshold, float minimum) {

  /** Checks the components. */
  public ReduceOnPlateau {
    Check.inside("reduceOnPlateau", "factor", factor, 0, 1);
    Check.size("reduceOnPlateau", "patience", patience);
    Check.inRange("reduceOnPlateau", "threshold", threshold, 0, 1);
    Check.inRange("reduceOnPlateau", "minimum", minimum, 0, 1);
  }

  /** PyTorch's defaults: factor 0.1, patience 10, threshold 10⁻⁴, no minimum. */
  public ReduceOnPlateau() {
    this(0.1f, 10, 1e-4f, 0);
  }

  /**
   * What the learning rate is multiplied with after these epochs.
   *
   * @param losses of all epochs so far, in order
   */
  public double factorAfter(List<Double> losses) {
    double product = 1;
    double best = Double.POSITIVE_INFINITY;
    int bad = 0;
    for (double loss : losses) {
      if (loss < best * (1 - (double) threshold)) {
        best = loss;
        bad = 0;
      } else {
        bad++;
      }
      if (bad > patience) {
        product = Math.max(product * factor, minimum);
        bad = 0;
      }
    }
    return product;
  }
}
