package dev.neurite.io.onnx;

import dev.neurite.check.Check;
import dev.neurite.network.Classes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An output of a model, and how it comes from the outputs of the network: some neighbouring
 * columns, or a class decided from them. Any thread may use it.
 *
 * @param name as the file has it
 * @param kind what it is
 * @param from the first of its columns among the network's outputs
 * @param width the number of its columns
 * @param dimensions of one row of it in the file; the rest of a class has none, or one of 1
 * @param threshold where class 1 begins if a class is decided from a single column
 * @param labels the names of the classes, if it has any
 */
public record OnnxOutput(
    String name,
    Kind kind,
    int from,
    int width,
    List<Integer> dimensions,
    float threshold,
    List<String> labels) {

  /** What an output can be. */
  public enum Kind {
    /** The columns themselves. */
    VALUES,
    /** The number of the largest column, as {@code ArgMax} gives it. */
    INDEX,
    /** The name of the class. */
    LABEL,
    /** A map from the names of the classes to the columns, as {@code ZipMap} makes it. */
    MAP
  }

  /** Copies the lists. */
  public OnnxOutput {
    dimensions = List.copyOf(dimensions);
    labels = List.copyOf(labels);
  }

  OnnxOutput(
      String name,
      Kind kind,
      int from,
      int width,
      int[] dimensions,
      float threshold,
      List<String> labels) {
    this(name, kind, from, width, Arrays.stream(dimensions).boxed().toList(), threshold, labels);
  }

  /**
   * Its columns.
   *
   * @param outputs of the network for a row
   */
  public float[] values(float[] outputs) {
    Check.notNull("onnxOutput", "outputs", outputs);
    if (outputs.length - from < width) {
      throw new IllegalArgumentException(
          "onnxOutput: "
              + name
              + " is columns "
              + from
              + " to "
              + (from + width - 1)
              + ", got a row of "
              + outputs.length);
    }
    return Arrays.copyOfRange(outputs, from, from + width);
  }

  /**
   * The class decided from its columns: the first largest, or, with a single one, 1 from the
   * threshold on; {@link Classes#NONE} where a column is NaN.
   *
   * @param outputs of the network for a row
   */
  public int index(float[] outputs) {
    float[] values = values(outputs);
    return values.length == 1 && !Float.isNaN(threshold)
        ? Classes.side(values[0], threshold)
        : Classes.largest(values);
  }

  /**
   * The name of the class decided from its columns, or its number where there are no names; null
   * where a column is NaN.
   *
   * @param outputs of the network for a row
   */
  public String label(float[] outputs) {
    int index = index(outputs);
    if (index == Classes.NONE) {
      return null;
    }
    return index < labels.size() ? labels.get(index) : Integer.toString(index);
  }

  /**
   * Names of classes, or their numbers, to columns, in their order.
   *
   * @param outputs of the network for a row
   */
  public Map<String, Float> map(float[] outputs) {
    float[] values = values(outputs);
    Map<String, Float> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(i < labels.size() ? labels.get(i) : Integer.toString(i), values[i]);
    }
    return map;
  }
}
