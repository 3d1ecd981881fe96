package dev.neurite.network;

import dev.neurite.check.Check;
import dev.neurite.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a network consists of, without kernels and buffers: what is saved, loaded and frozen.
 *
 * <p>Immutable but for the numbers of the parameters, whose memory belongs to whoever made them.
 *
 * @param spec its description
 * @param schema scaling and names
 * @param parameters by name, {@code dense1.weight} say, in the order of the nodes
 */
public record Snapshot(NetworkSpec spec, Schema schema, Map<String, Tensor> parameters) {

  /**
   * The parts of one network, whose parameters are those of its description.
   *
   * @throws IllegalArgumentException if the schema is of another number of features or classes
   */
  public Snapshot {
    Check.notNull("snapshot", "spec", spec);
    Check.notNull("snapshot", "schema", schema).checkFits(spec.in(), spec.out());
    Check.notNull("snapshot", "parameters", parameters);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
