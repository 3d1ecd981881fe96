package dev.neurite.linear;

import dev.neurite.activation.Identity;
import dev.neurite.check.Check;
import dev.neurite.layer.Dense;
import dev.neurite.network.Network;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Why a linear model gave a row the score it did: z = base + Σ partᵢ, partᵢ = wᵢ·xᵢ of the scaled
 * feature.
 *
 * <p>Each part is exact: the product of two floats, in double. On standardised features a part is
 * what the feature's distance from its mean adds, and the base is the score of the mean row.
 * Immutable.
 */
public final class Contributions {
  private final List<String> names;
  private final double[] parts;
  private final double base;

  Contributions(List<String> names, double[] parts, double base) {
    this.names = names;
    this.parts = parts;
    this.base = base;
  }

  /**
   * Why a network of one dense layer without activation gave a row one of its outputs.
   *
   * @param features [in], raw: the network's scaling comes first
   * @param output its index
   * @throws IllegalArgumentException if the network is another, or there is no such output
   */
  public static Contributions of(Network network, float[] features, int output) {
    Check.notNull("contributions", "network", network);
    boolean linear =
        network.spec().nodes().size() == 1
            && network.spec().nodes().getFirst().layer() instanceof Dense dense
            && dense.activation() instanceof Identity
            && dense.bias();
    if (!linear) {
      throw new IllegalArgumentException(
          "contributions: the network must be one dense layer with bias and without activation, got "
              + network.spec().describe().strip());
    }
    if (output < 0 || output >= network.out()) {
      throw new IllegalArgumentException(
          "contributions: output must be in [0, " + network.out() + "), got " + output);
    }
    return new LinearModel(network).contributions(features, output);
  }

  /** The number of features. */
  public int size() {
    return parts.length;
  }

  /** What feature {@code index} adds to the score. */
  public double part(int index) {
    return parts[index];
  }

  /** A copy of all parts, by feature. */
  public double[] parts() {
    return parts.clone();
  }

  /** The score of a row whose scaled features are 0: the bias. */
  public double base() {
    return base;
  }

  /** The score: base + Σ parts, in double, features ascending. */
  public double score() {
    double sum = base;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  /** The indices of the features, those that count most first. */
  public int[] ranking() {
    return IntStream.range(0, parts.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(parts[i])))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** A line per feature, those that count most first, then base and score. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i : ranking()) {
      String name = names.isEmpty() ? "feature " + i : names.get(i);
      text.append(String.format(Locale.ROOT, "%+12.4f  %s%n", parts[i], name));
    }
    return text.append(String.format(Locale.ROOT, "%+12.4f  base%n", base))
        .append(String.format(Locale.ROOT, "%+12.4f  score", score()))
        .toString();
  }
}
