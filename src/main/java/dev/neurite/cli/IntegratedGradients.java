package dev.neurite.cli;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Affine;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Dropout;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Integrated gradients: the share of feature i is (xᵢ − x′ᵢ)·∫₀¹ ∂F(x′ + α(x − x′))/∂xᵢ dα, where x
 * is the row and x′ the row it is compared with, both scaled; the integral is the mean over the
 * middles of equal steps. The shares add up to F(x) − F(x′), but for what the steps miss; where
 * that is much, there are twice as many steps, up to 32 times.
 *
 * <p>A network computes no gradients by its inputs, but those by its parameters. So a copy gets
 * another first layer, y = (x − s)·f with s = 0 and f = 1: the gradient by s over a batch is minus
 * the sum of the gradients by its rows. With the rows of the path for a batch that is the integral.
 *
 * <p>Dropout leaves nothing out. A batch normalisation takes the statistics of a batch for its own,
 * but of a single row: then the path is gone row by row.
 *
 * <p>Source: Sundararajan, Taly, Yan, <i>Axiomatic attribution for deep networks</i>, ICML 2017.
 */
final class IntegratedGradients implements Attribution {
  private static final int DOUBLINGS = 5;

  private final Network network;
  private final int in;
  private final float[] shift;
  private final float[] factor;
  private final float[] baseline; // scaled
  private final int steps;
  private final int batch; // rows of the path at once
  private final Tensor shiftGradient;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment path;

  IntegratedGradients(Network original, float[] baseline, int steps, Backend backend) {
    this.in = original.in();
    this.steps = steps;
    Scaling scaling = original.schema().scaling().orElseGet(() -> Scaling.none(in));
    this.shift = scaling.shift();
    this.factor = scaling.factor();
    this.baseline = baseline == null ? new float[in] : scaled(baseline);
    boolean normalises =
        original.spec().nodes().stream().anyMatch(n -> n.layer() instanceof BatchNorm);
    this.batch = normalises ? 1 : steps;
    this.network = copy(original, backend);
    this.shiftGradient = network.parameters().getFirst().gradient();
    this.path = Tensor.allocate(arena, batch, in).segment();
  }

  private static Network copy(Network original, Backend backend) {
    Network copy = Network.of(withShift(original.spec()), backend);
    List<Parameter> parameters = copy.parameters();
    parameters.get(0).value().segment().fill((byte) 0);
    for (int i = 0; i < original.in(); i++) {
      parameters.get(1).value().set(i, 1);
    }
    for (int p = 0; p < original.parameters().size(); p++) {
      MemorySegment from = original.parameters().get(p).value().segment();
      parameters.get(p + 2).value().segment().copyFrom(from);
    }
    return copy;
  }

  /** The same with a layer in front of all others. */
  private static NetworkSpec withShift(NetworkSpec spec) {
    String first = "shift";
    while (spec.widths().containsKey(first)) {
      first += "-";
    }
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node(first, new Affine(), List.of(NetworkSpec.INPUT)));
    for (Node node : spec.nodes()) {
      List<String> inputs = new ArrayList<>(node.inputs());
      String name = first;
      inputs.replaceAll(input -> input.equals(NetworkSpec.INPUT) ? name : input);
      LayerSpec layer = node.layer() instanceof Dropout ? new Dropout(0) : node.layer();
      nodes.add(new Node(node.name(), layer, inputs));
    }
    return new NetworkSpec(spec.in(), nodes, spec.output());
  }

  @Override
  public String method() {
    return "integrated gradients in " + steps + " steps or more";
  }

  @Override
  public Shares of(float[] features, int output) {
    float[] x = scaled(features);
    double score = score(x, output);
    double base = score(baseline, output);
    Shares shares = new Shares(score, base, parts(x, output, steps));
    for (int i = 1; i <= DOUBLINGS && !shares.isComplete(); i++) {
      shares = new Shares(score, base, parts(x, output, steps << i));
    }
    return shares;
  }

  private double[] parts(float[] x, int output, int all) {
    double[] parts = new double[in];
    for (int from = 0; from < all; from += batch) {
      for (int r = 0; r < batch; r++) {
        double alpha = (from + r + 0.5) / all;
        for (int i = 0; i < in; i++) {
          float value = (float) (baseline[i] + alpha * ((double) x[i] - baseline[i]));
          path.setAtIndex(JAVA_FLOAT, (long) r * in + i, value);
        }
      }
      addGradients(parts, output, 1f / all);
    }
    for (int i = 0; i < in; i++) {
      parts[i] *= (double) x[i] - baseline[i];
    }
    return parts;
  }

  /** Adds the gradients of the rows of the path, of this weight each. */
  private void addGradients(double[] sums, int output, float weight) {
    network.forwardTraining(path, batch);
    MemorySegment dy = network.outputGradient();
    dy.fill((byte) 0);
    for (int r = 0; r < batch; r++) {
      dy.setAtIndex(JAVA_FLOAT, (long) r * network.out() + output, weight);
    }
    network.backward(batch);
    for (int i = 0; i < in; i++) {
      sums[i] -= shiftGradient.get(i);
    }
  }

  private double score(float[] scaled, int output) {
    return network.predict(scaled)[output];
  }

  private float[] scaled(float[] raw) {
    float[] x = new float[in];
    for (int i = 0; i < in; i++) {
      x[i] = (raw[i] - shift[i]) * factor[i]; // as the network rounds it
    }
    return x;
  }

  @Override
  public void close() {
    network.close();
    arena.close();
  }
}
