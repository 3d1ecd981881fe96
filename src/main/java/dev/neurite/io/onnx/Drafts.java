package dev.neurite.io.onnx;

import dev.neurite.activation.Activation;
import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Affine;
import dev.neurite.layer.Dense;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Layers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layers that a file turns into, with the values of their parameters, as they come. */
final class Drafts {
  private final Budget budget;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  Drafts(Budget budget) {
    this.budget = budget;
  }

  /**
   * A layer.
   *
   * @param parameters the values, in the order of its parameters
   */
  record Draft(String name, LayerSpec layer, List<String> inputs, List<float[]> parameters) {}

  /** Adds a layer that reads these flows; its rows have these dimensions. */
  Flow add(LayerSpec layer, List<float[]> parameters, List<Flow> inputs, int... dimensions) {
    long count = parameters.stream().mapToLong(p -> p.length).sum();
    String name = layer.kind() + numbers.merge(layer.kind(), 1, Integer::sum);
    budget.take(count, "layer " + name);
    List<String> sources = inputs.stream().map(Flow::layer).toList();
    drafts.put(name, new Draft(name, layer, sources, parameters));
    return new Flow(name, inputs.getFirst().batched(), dimensions);
  }

  /** Adds a layer that reads one flow and keeps its dimensions. */
  Flow add(LayerSpec layer, Flow input, float[]... parameters) {
    return add(layer, List.of(parameters), List.of(input), input.dimensions());
  }

  /** y = f(x). */
  Flow activate(Activation activation, Flow x) {
    return add(new Activate(activation), x);
  }

  /** y = (x − shift)·factor by columns. */
  Flow affine(Flow x, float[] shift, float[] factor) {
    return add(new Affine(), x, shift, factor);
  }

  /** Y = X·Wᵀ, W by rows. */
  Flow dense(Flow x, float[] weights, int out, float[] bias, int... dimensions) {
    Dense dense = Layers.dense(out);
    return bias == null
        ? add(dense.withoutBias(), List.of(weights), List.of(x), dimensions)
        : add(dense, List.of(weights, bias), List.of(x), dimensions);
  }

  /** The drafts that lead to the output, which is last, with what can be one layer made one. */
  List<Draft> merged(String output) {
    Map<String, Draft> needed = needed(output);
    Map<String, Integer> readers = new HashMap<>(Map.of(output, 1));
    needed.values().forEach(d -> d.inputs().forEach(i -> readers.merge(i, 1, Integer::sum)));
    Map<String, Draft> merged = new LinkedHashMap<>();
    Map<String, String> renamed = new HashMap<>();
    for (Draft draft : needed.values()) {
      Draft next = rename(draft, renamed);
      Draft before = merged.get(next.inputs().getFirst());
      boolean alone =
          before != null && next.inputs().size() == 1 && readers.get(before.name()) == 1;
      Draft one = alone ? Merging.merge(before, next) : null;
      if (one == null) {
        merged.put(next.name(), next);
      } else {
        merged.put(one.name(), one);
        renamed.put(next.name(), one.name());
        readers.put(one.name(), readers.get(next.name()));
      }
    }
    return new ArrayList<>(merged.values());
  }

  private static Draft rename(Draft draft, Map<String, String> renamed) {
    List<String> inputs = draft.inputs().stream().map(i -> renamed.getOrDefault(i, i)).toList();
    return new Draft(draft.name(), draft.layer(), inputs, draft.parameters());
  }

  private Map<String, Draft> needed(String output) {
    Map<String, Boolean> wanted = new HashMap<>(Map.of(output, true));
    List<Draft> backwards = new ArrayList<>(drafts.values()).reversed();
    List<Draft> found = new ArrayList<>();
    for (Draft draft : backwards) {
      if (wanted.containsKey(draft.name())) {
        found.add(draft);
        draft.inputs().forEach(i -> wanted.put(i, true));
      }
    }
    Map<String, Draft> needed = new LinkedHashMap<>();
    found.reversed().forEach(d -> needed.put(d.name(), d));
    return needed;
  }
}
