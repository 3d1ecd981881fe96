package dev.neurite.serve;

import dev.neurite.activation.Pointwise;
import dev.neurite.activation.Softmax;
import dev.neurite.data.Scaling;
import dev.neurite.kernel.Function;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Add;
import dev.neurite.layer.Affine;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Clip;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Dropout;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.Interpolate;
import dev.neurite.layer.LayerNorm;
import dev.neurite.layer.Maxout;
import dev.neurite.layer.Normalise;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.network.Snapshot;
import dev.neurite.serve.FrozenStep.ByColumns;
import dev.neurite.serve.FrozenStep.DenseWeights;
import dev.neurite.serve.FrozenStep.Ready;
import dev.neurite.serve.Step.AffineStep;
import dev.neurite.serve.Step.ColumnStep;
import dev.neurite.serve.Step.LayerNormStep;
import dev.neurite.serve.Step.LayerStep;
import dev.neurite.serve.Step.ScaleStep;
import dev.neurite.serve.Step.SoftmaxStep;
import dev.neurite.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Takes the weights out of a network, and folds into them what can be. */
final class Freezer {
  private final NetworkSpec spec;
  private final Optional<Scaling> scaling;
  private final Folding folding;
  private final boolean folds;
  private final Map<String, Tensor> parameters;
  private final Map<String, Integer> buffers = new HashMap<>();
  private final List<Integer> widths = new ArrayList<>();
  private final List<FrozenStep> steps = new ArrayList<>();
  private boolean folded;

  private Freezer(Snapshot network, boolean folding) {
    this.spec = network.spec();
    this.parameters = network.parameters();
    this.folding = new Folding(spec, folding);
    this.scaling = network.schema().scaling();
    this.folds = folding && scaling.isPresent() && this.folding.readOnlyByDense(NetworkSpec.INPUT);
  }

  /** A network as it is now. */
  static Frozen freeze(Snapshot network) {
    return new Freezer(network, true).run();
  }

  /** The same step by step, nothing folded: the bits of the network. */
  static Frozen freezeUnfolded(Snapshot network) {
    return new Freezer(network, false).run();
  }

  private Frozen run() {
    int input = buffer(spec.in());
    if (scaling.isPresent() && !folds) {
      int raw = input;
      int scaled = buffer(spec.in());
      float[] shift = scaling.get().shift();
      byColumns(shift, scaling.get().factor(), (s, f) -> new ScaleStep(s, f, raw, scaled));
      input = scaled;
    }
    buffers.put(NetworkSpec.INPUT, input);
    for (Node node : spec.nodes()) {
      freeze(node);
    }
    return new Frozen(steps, widths, buffers.get(spec.output()), folded);
  }

  private void freeze(Node node) {
    int source = buffers.get(node.inputs().getFirst());
    if (node.layer() instanceof Dense dense) { // the switch is slow at first, and most are such
      dense(node, dense, source, target(node));
      return;
    }
    switch (node.layer()) {
      case Dense _ -> throw new AssertionError(node);
      case Add _,
          Concat _,
          Columns _,
          Maxout _,
          Clip _,
          Interpolate _,
          Normalise _,
          GroupSoftmax _,
          Activate _ ->
          layer(node);
      case Affine _ -> affine(node, source, target(node));
      case BatchNorm _ -> batchNorm(node, source);
      case LayerNorm norm -> layerNorm(node, norm, source);
      case Dropout _ -> buffers.put(node.name(), source);
    }
  }

  private void dense(Node node, Dense dense, int source, int target) {
    ColumnMap before = before(node);
    Node after = folding.after(node);
    if (after != null) {
      buffers.put(after.name(), target);
    }
    DenseWeights linear = weights(node, before, after == null ? null : columnMap(after));
    if (dense.activation() instanceof Pointwise f) {
      steps.add(linear.with(f.function(), f.parameter(), source, target));
    } else {
      steps.add(linear.with(Function.IDENTITY, 0, source, target));
      add(new SoftmaxStep((Softmax) dense.activation(), dense.out(), target));
    }
  }

  /** A layer without parameters, as it is. */
  private void layer(Node node) {
    List<Integer> sources = new ArrayList<>();
    for (String input : node.inputs()) {
      sources.add(buffers.get(input));
    }
    add(
        new LayerStep(
            node.layer().create(List.of(), spec.inputWidths(node)), sources, target(node)));
  }

  /** What a dense layer takes up of what comes before it: scaling, batch norm, or null. */
  private ColumnMap before(Node node) {
    if (folds && folding.behindDropout(node.inputs().getFirst()).equals(NetworkSpec.INPUT)) {
      return ColumnMap.of(scaling.orElseThrow());
    }
    Node batchNorm = folding.before(node);
    return batchNorm == null ? null : columnMap(batchNorm);
  }

  /** Weights that take up what comes before or after, computed in double and rounded once. */
  private DenseWeights weights(Node node, ColumnMap before, ColumnMap after) {
    Tensor w = parameter(node, "weight");
    int in = w.shape().dimension(1);
    float[] weights = w.toArray();
    float[] bias = hasBias(node) ? parameter(node, "bias").toArray() : null;
    if (before == null && after == null) {
      return new DenseWeights(in, weights, bias);
    }
    folded = true;
    double[] row = new double[in];
    float[] moved = new float[weights.length / in];
    for (int j = 0; j < moved.length; j++) {
      double sum = bias == null ? 0 : bias[j];
      for (int i = 0; i < in; i++) {
        row[i] = weights[j * in + i];
      }
      sum = before == null ? sum : before.before(row, sum);
      sum = after == null ? sum : after.after(j, row, sum);
      for (int i = 0; i < in; i++) {
        weights[j * in + i] = (float) row[i];
      }
      moved[j] = (float) sum;
    }
    return new DenseWeights(in, weights, moved);
  }

  private void batchNorm(Node node, int source) {
    if (buffers.containsKey(node.name())) {
      return; // in the weights of the layer before
    }
    if (folding.isFoldedForward(node)) {
      buffers.put(node.name(), source);
      return;
    }
    ColumnMap map = columnMap(node);
    float[] factor = new float[map.factor().length];
    float[] shift = new float[factor.length];
    for (int i = 0; i < factor.length; i++) {
      factor[i] = (float) map.factor()[i];
      shift[i] = (float) (map.offset()[i] - map.factor()[i] * map.shift()[i]);
    }
    int target = target(node);
    byColumns(shift, factor, (s, f) -> new AffineStep(s, f, source, target));
  }

  private void layerNorm(Node node, LayerNorm norm, int source) {
    float[] factor = parameter(node, "weight").toArray();
    float[] shift = parameter(node, "bias").toArray();
    int target = target(node);
    int inverse = buffer(1);
    byColumns(
        shift, factor, (s, f) -> new LayerNormStep(s, f, norm.epsilon(), source, target, inverse));
  }

  private void affine(Node node, int source, int target) {
    float[] shift = parameter(node, "shift").toArray();
    float[] factor = parameter(node, "factor").toArray();
    byColumns(shift, factor, (s, f) -> new ScaleStep(s, f, source, target));
  }

  private void byColumns(
      float[] shift, float[] factor, BiFunction<Tensor, Tensor, ColumnStep> maker) {
    steps.add(new ByColumns(shift, factor, maker));
  }

  private ColumnMap columnMap(Node batchNorm) {
    return ColumnMap.of((BatchNorm) batchNorm.layer(), name -> parameter(batchNorm, name));
  }

  private void add(Step step) {
    steps.add(new Ready(step));
  }

  private boolean hasBias(Node node) {
    return parameters.containsKey(node.name() + ".bias");
  }

  private Tensor parameter(Node node, String name) {
    return parameters.get(node.name() + "." + name);
  }

  /** A new buffer for the output of a node. */
  private int target(Node node) {
    int target = buffer(node.layer().out(spec.inputWidths(node)));
    buffers.put(node.name(), target);
    return target;
  }

  private int buffer(int width) {
    widths.add(width);
    return widths.size() - 1;
  }
}
