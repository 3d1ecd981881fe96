package dev.neurite.cli;

import dev.neurite.activation.Identity;
import dev.neurite.layer.Dense;
import dev.neurite.linear.Contributions;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;

/** Exact: a feature's share is its weight times its distance from the row that is compared with. */
final class LinearAttribution implements Attribution {
  private final Network network;
  private final float[] baseline; // raw, or null

  LinearAttribution(Network network, float[] baseline) {
    this.network = network;
    this.baseline = baseline;
  }

  /** True for a single layer without activation. */
  static boolean fits(NetworkSpec spec) {
    return spec.nodes().size() == 1
        && spec.nodes().getFirst().layer() instanceof Dense dense
        && dense.activation() instanceof Identity
        && dense.bias();
  }

  @Override
  public String method() {
    return "exact contributions of a linear model";
  }

  @Override
  public Shares of(float[] features, int output) {
    Contributions row = Contributions.of(network, features, output);
    if (baseline == null) {
      return new Shares(row.score(), row.base(), row.parts());
    }
    Contributions other = Contributions.of(network, baseline, output);
    double[] parts = row.parts();
    for (int i = 0; i < parts.length; i++) {
      parts[i] -= other.part(i);
    }
    return new Shares(row.score(), other.score(), parts);
  }

  @Override
  public void close() {
    // the network is the caller's
  }
}
