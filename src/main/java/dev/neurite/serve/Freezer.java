package dev.neurite.serve;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Pointwise;
import dev.neurite.activation.Softmax;
import dev.neurite.data.Scaling;
import dev.neurite.kernel.Function;
import dev.neurite.layer.Add;
import dev.neurite.layer.Concat;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.serve.FrozenStep.DenseWeights;
import dev.neurite.serve.FrozenStep.Ready;
import dev.neurite.serve.FrozenStep.ScaleConstants;
import dev.neurite.serve.Step.JoinStep;
import dev.neurite.serve.Step.SoftmaxStep;
import dev.neurite.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the weights out of a network, and folds into them what can be. */
final class Freezer {
  private final Network network;
  private final NetworkSpec spec;
  private final Optional<Scaling> scaling;
  private final boolean folds;
  private final Map<String, Parameter> parameters = new HashMap<>();
  private final Map<String, Integer> buffers = new HashMap<>();
  private final List<Integer> widths = new ArrayList<>();
  private final List<FrozenStep> steps = new ArrayList<>();

  private Freezer(Network network) {
    this.network = network;
    this.spec = network.spec();
    this.scaling = network.schema().scaling();
    this.folds = scaling.isPresent() && onlyDenseReadsTheInput();
    network.parameters().forEach(p -> parameters.put(p.name(), p));
  }

  /** The network as it is now. */
  static Frozen freeze(Network network) {
    return new Freezer(network).run();
  }

  private Frozen run() {
    int input = buffer(spec.in());
    if (scaling.isPresent() && !folds) {
      int scaled = buffer(spec.in());
      float[] shift = scaling.get().shift();
      float[] factor = scaling.get().factor();
      steps.add(new ScaleConstants(shift, factor, input, scaled));
      input = scaled;
    }
    buffers.put(NetworkSpec.INPUT, input);
    for (Node node : spec.nodes()) {
      freeze(node);
    }
    return new Frozen(steps, widths, buffers.get(spec.output()), folds);
  }

  private void freeze(Node node) {
    int[] in = spec.inputWidths(node);
    int target = buffer(node.layer().out(in));
    List<Integer> sources = node.inputs().stream().map(buffers::get).toList();
    switch (node.layer()) {
      case Dense dense -> dense(node, dense, sources.getFirst(), target);
      case Add add -> add(new JoinStep(add.create(List.of(), in), sources, target));
      case Concat concat -> add(new JoinStep(concat.create(List.of(), in), sources, target));
    }
    buffers.put(node.name(), target);
  }

  private void dense(Node node, Dense dense, int source, int target) {
    boolean fold = folds && node.inputs().getFirst().equals(NetworkSpec.INPUT);
    Activation activation = dense.activation();
    switch (activation) {
      case Pointwise f -> dense(node, fold, f.function(), f.parameter(), source, target);
      case Softmax softmax -> {
        dense(node, fold, Function.IDENTITY, 0, source, target);
        add(new SoftmaxStep(softmax, dense.out(), target));
      }
    }
  }

  private void dense(
      Node node, boolean fold, Function function, float parameter, int source, int target) {
    Tensor w = parameters.get(node.name() + ".weight").value();
    Parameter b = parameters.get(node.name() + ".bias");
    int in = w.shape().dimension(1);
    float[] weights = w.toArray();
    float[] bias = b == null ? null : b.value().toArray();
    if (fold) {
      bias = foldScaling(in, weights, bias);
    }
    steps.add(new DenseWeights(in, weights, bias, function, parameter, source, target));
  }

  /**
   * W·((x − s)·f) + b = (W·f)·x + (b − Σ W·f·s), computed in double and rounded once.
   *
   * @param weights [out, in], overwritten
   * @param bias [out], or null
   * @return the new bias
   */
  private float[] foldScaling(int in, float[] weights, float[] bias) {
    float[] shift = scaling.orElseThrow().shift();
    float[] factor = scaling.orElseThrow().factor();
    float[] moved = new float[weights.length / in];
    for (int j = 0; j < moved.length; j++) {
      double sum = bias == null ? 0 : bias[j];
      for (int i = 0; i < in; i++) {
        double folded = (double) weights[j * in + i] * factor[i];
        weights[j * in + i] = (float) folded;
        sum -= folded * shift[i];
      }
      moved[j] = (float) sum;
    }
    return moved;
  }

  private void add(Step step) {
    steps.add(new Ready(step));
  }

  private boolean onlyDenseReadsTheInput() {
    return spec.nodes().stream()
        .filter(n -> n.inputs().contains(NetworkSpec.INPUT))
        .allMatch(n -> n.layer() instanceof Dense);
  }

  private int buffer(int width) {
    widths.add(width);
    return widths.size() - 1;
  }
}
