package dev.neurite.network;

import dev.neurite.check.Check;
import dev.neurite.data.Scaling;
import java.util.List;
import java.util.Optional;

/**
 * What belongs to a network beside its weights: how raw features are scaled, and what features and
 * classes are called. Immutable.
 *
 * @param scaling applied to every row before the first layer, if any
 * @param featureNames one per feature, or none
 * @param labels the names of the classes by index, or none
 * @param inputs the parts of a row that were inputs of their own elsewhere, in their order, or none
 * @param outputs the parts of the outputs that were outputs of their own elsewhere, or none
 */
public record Schema(
    Optional<Scaling> scaling,
    List<String> featureNames,
    List<String> labels,
    List<Part> inputs,
    List<Part> outputs) {
  /** No scaling, no names. */
  public static final Schema NONE = new Schema(Optional.empty(), List.of(), List.of());

  /** Copies the lists. */
  public Schema {
    Check.notNull("schema", "scaling", scaling);
    featureNames = List.copyOf(Check.notNull("schema", "featureNames", featureNames));
    labels = List.copyOf(Check.notNull("schema", "labels", labels));
    inputs = List.copyOf(Check.notNull("schema", "inputs", inputs));
    outputs = List.copyOf(Check.notNull("schema", "outputs", outputs));
  }

  /** A schema of one input and one output. */
  public Schema(Optional<Scaling> scaling, List<String> featureNames, List<String> labels) {
    this(scaling, featureNames, labels, List.of(), List.of());
  }

  /**
   * Some neighbouring columns under one name.
   *
   * @param name as it was elsewhere
   * @param width the number of columns
   */
  public record Part(String name, int width) {

    /** Checks the components. */
    public Part {
      Check.notNull("part", "name", name);
      Check.positive("part " + name, "width", width);
    }
  }

  /** True if these are names for all classes of a network: one per output, two for a single one. */
  public static boolean fits(List<String> labels, int out) {
    return labels.size() == classes(out);
  }

  private static int classes(int out) {
    return out == 1 ? 2 : out;
  }

  /** Refuses a schema of another number of features or classes. */
  void checkFits(int in, int out) {
    if (scaling.isPresent()) {
      Check.length("schema", "scaling", in, scaling.get().in());
    }
    if (!featureNames.isEmpty()) {
      Check.length("schema", "featureNames", in, featureNames.size());
    }
    if (!labels.isEmpty()) {
      Check.length("schema", "labels", classes(out), labels.size());
    }
    if (!inputs.isEmpty()) {
      Check.length("schema", "inputs", in, total(inputs));
    }
    if (!outputs.isEmpty()) {
      Check.length("schema", "outputs", out, total(outputs));
    }
  }

  private static long total(List<Part> parts) {
    return parts.stream().mapToLong(Part::width).sum();
  }
}
