package dev.neurite.network;

import dev.neurite.layer.Layer;
import dev.neurite.layer.Parameter;
import dev.neurite.layer.ParameterSpec;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From a description to parameters and steps. */
final class PlanBuilder {
  private PlanBuilder() {}

  /** The parameters of each node, in the order of the nodes. */
  static List<List<Parameter>> parameters(Arena arena, NetworkSpec spec) {
    Map<String, Integer> widths = spec.widths();
    List<List<ParameterSpec>> specs = new ArrayList<>();
    for (Node node : spec.nodes()) {
      specs.add(node.layer().parameters(NetworkSpec.inputWidths(node, widths)));
    }
    return Parameters.allocate(arena, spec.nodes(), specs);
  }

  /** The steps, one per node. */
  static Plan plan(NetworkSpec spec, List<List<Parameter>> parameters) {
    Map<String, Integer> index = new HashMap<>(Map.of(NetworkSpec.INPUT, -1));
    Map<String, Integer> widths = spec.widths();
    List<PlanStep> steps = new ArrayList<>();
    for (Node node : spec.nodes()) {
      Layer layer =
          node.layer().create(parameters.get(steps.size()), NetworkSpec.inputWidths(node, widths));
      int[] sources = new int[node.inputs().size()];
      for (int i = 0; i < sources.length; i++) {
        sources[i] = index.get(node.inputs().get(i));
      }
      index.put(node.name(), steps.size());
      steps.add(new PlanStep(layer, sources, widths.get(node.name())));
    }
    return new Plan(steps, index.get(spec.output()));
  }
}
