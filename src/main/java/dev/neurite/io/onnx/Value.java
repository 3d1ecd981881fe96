package dev.neurite.io.onnx;

import java.util.Arrays;
import java.util.List;

/** What a name of the graph stands for while it is read. */
sealed interface Value permits Constant, Value.Flow, Value.Choice {

  /**
   * Rows that a layer computes.
   *
   * @param layer its name, or {@code input}
   * @param batched true if the first dimension is the rows; false if all of it is one row
   * @param dimensions of a row; their product is its width
   */
  record Flow(String layer, boolean batched, int... dimensions) implements Value {

    /** The number of columns. */
    int width() {
      return Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
    }

    /** The number of dimensions as the file counts them. */
    int rank() {
      return dimensions.length + (batched ? 1 : 0);
    }

    /** The same rows with other dimensions. */
    Flow reshaped(int... shape) {
      return new Flow(layer, batched, shape);
    }

    /** The size of a dimension as the file counts them; {@link Constant#ROWS} for the rows. */
    long size(int axis) {
      return batched ? axis == 0 ? Constant.ROWS : dimensions[axis - 1] : dimensions[axis];
    }

    @Override
    public String toString() {
      String rest = Arrays.toString(dimensions).substring(1);
      return batched ? dimensions.length == 0 ? "[rows]" : "[rows, " + rest : "[" + rest;
    }
  }

  /**
   * A class for each row, decided from the columns of a flow.
   *
   * @param threshold where class 1 begins, if there is a single column
   * @param labels the names of the classes; empty for their numbers
   * @param map true if it is a map from labels to the columns themselves
   */
  record Choice(Flow scores, float threshold, List<String> labels, boolean map, int... dimensions)
      implements Value {

    Choice named(List<String> names) {
      return new Choice(scores, threshold, names, map, dimensions);
    }
  }
}
