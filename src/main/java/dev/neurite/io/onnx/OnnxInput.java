package dev.neurite.io.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * An input of a model: some neighbouring columns of the network's row.
 *
 * @param name as the file has it
 * @param from its first column
 * @param width the number of its columns, the product of the dimensions
 * @param dimensions of one row; inputs of more than one are taken row-major
 */
public record OnnxInput(String name, int from, int width, List<Integer> dimensions) {

  /** Copies the list. */
  public OnnxInput {
    dimensions = List.copyOf(dimensions);
  }

  OnnxInput(String name, int from, int width, int... dimensions) {
    this(name, from, width, Arrays.stream(dimensions).boxed().toList());
  }
}
