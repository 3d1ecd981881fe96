package dev.neurite.serve;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Pointwise;
import dev.neurite.activation.Softmax;
import dev.neurite.data.Scaling;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.PackedDense;
import dev.neurite.layer.Add;
import dev.neurite.layer.Concat;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.serve.Step.DenseStep;
import dev.neurite.serve.Step.JoinStep;
import dev.neurite.serve.Step.ScaleStep;
import dev.neurite.serve.Step.SoftmaxStep;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a network into a {@link FrozenPlan}. */
final class Freezer {
  private final Network network;
  private final NetworkSpec spec;
  private final FrozenMemory memory;
  private final Optional<Scaling> scaling;
  private final boolean folds;
  private final Map<String, Parameter> parameters = new HashMap<>();
  private final Map<String, Integer> buffers = new HashMap<>();
  private final List<Integer> widths = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private Freezer(Network network, FrozenMemory memory) {
    this.network = network;
    this.spec = network.spec();
    this.memory = memory;
    this.scaling = network.schema().scaling();
    this.folds = scaling.isPresent() && onlyDenseReadsTheInput();
    network.parameters().forEach(p -> parameters.put(p.name(), p));
  }

  /** The network as it is now, packed by these kernels. */
  static FrozenPlan freeze(Network network, Kernels kernels) {
    return new Freezer(network, FrozenMemory.fresh(kernels)).run();
  }

  /**
   * Freezes a network into the memory of a plan: one that these kernels packed, of a network with
   * the same description that was scaled or not as this one is.
   */
  static void refreeze(FrozenPlan plan, Network network, Kernels kernels) {
    new Freezer(network, FrozenMemory.of(plan, kernels)).run(); // the same steps: the plan has them
  }

  private FrozenPlan run() {
    int input = buffer(spec.in());
    if (scaling.isPresent() && !folds) {
      int scaled = buffer(spec.in());
      Tensor shift = memory.constants(scaling.get().shift());
      Tensor factor = memory.constants(scaling.get().factor());
      steps.add(new ScaleStep(shift, factor, input, scaled));
      input = scaled;
    }
    buffers.put(NetworkSpec.INPUT, input);
    for (Node node : spec.nodes()) {
      freeze(node);
    }
    return new FrozenPlan(steps, widths, buffers.get(spec.output()), folds);
  }

  private void freeze(Node node) {
    int[] in = spec.inputWidths(node);
    int target = buffer(node.layer().out(in));
    List<Integer> sources = node.inputs().stream().map(buffers::get).toList();
    switch (node.layer()) {
      case Dense dense -> dense(node, dense, sources.getFirst(), target);
      case Add add -> steps.add(new JoinStep(add.create(List.of(), in), sources, target));
      case Concat concat -> steps.add(new JoinStep(concat.create(List.of(), in), sources, target));
    }
    buffers.put(node.name(), target);
  }

  private void dense(Node node, Dense dense, int source, int target) {
    boolean fold = folds && node.inputs().getFirst().equals(NetworkSpec.INPUT);
    PackedDense packed = fold ? packFolded(node) : pack(node);
    Activation activation = dense.activation();
    switch (activation) {
      case Pointwise f ->
          steps.add(new DenseStep(packed, f.function(), f.parameter(), source, target));
      case Softmax softmax -> {
        steps.add(new DenseStep(packed, Function.IDENTITY, 0, source, target));
        steps.add(new SoftmaxStep(softmax, dense.out(), target));
      }
    }
  }

  private PackedDense pack(Node node) {
    Tensor w = parameters.get(node.name() + ".weight").value();
    Parameter b = parameters.get(node.name() + ".bias");
    MemorySegment bias = b == null ? MemorySegment.NULL : b.value().segment();
    int out = w.shape().dimension(0);
    return memory.layer(w.shape().dimension(1), out, w.segment(), bias);
  }

  /** W·((x − s)·f) + b = (W·f)·x + (b − Σ W·f·s), computed in double and rounded once. */
  private PackedDense packFolded(Node node) {
    Tensor w = parameters.get(node.name() + ".weight").value();
    Parameter b = parameters.get(node.name() + ".bias");
    float[] shift = scaling.orElseThrow().shift();
    float[] factor = scaling.orElseThrow().factor();
    int out = w.shape().dimension(0);
    int in = w.shape().dimension(1);
    try (Arena arena = Arena.ofConfined()) {
      Tensor weights = Tensor.allocate(arena, out, in);
      Tensor biases = Tensor.allocate(arena, out);
      for (int j = 0; j < out; j++) {
        double bias = b == null ? 0 : b.value().get(j);
        for (int i = 0; i < in; i++) {
          double folded = (double) w.get((long) j * in + i) * factor[i];
          weights.set((long) j * in + i, (float) folded);
          bias -= folded * shift[i];
        }
        biases.set(j, (float) bias);
      }
      return memory.layer(in, out, weights.segment(), biases.segment());
    }
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
