package dev.neurite.tensor;

import dev.neurite.check.Check;
import java.util.Arrays;

/**
 * The dimensions of a tensor, outermost first, as in [batch, in]. A scalar has none. Immutable.
 *
 * <p>Each dimension is 0 or more; the number of elements fits an {@code int}.
 */
public final class Shape {
  private final int[] dimensions;
  private final int elements;

  private Shape(int[] dimensions) {
    long product = 1;
    for (int d : dimensions) {
      Check.size("shape", "dimension", d);
      product *= d;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: " + Arrays.toString(dimensions) + " has more than 2147483647 elements");
      }
    }
    this.dimensions = dimensions;
    this.elements = (int) product;
  }

  /** The shape with these dimensions. */
  public static Shape of(int... dimensions) {
    return new Shape(dimensions.clone());
  }

  /** The number of dimensions. */
  public int rank() {
    return dimensions.length;
  }

  /** Dimension {@code axis}, counted from 0. */
  public int dimension(int axis) {
    return dimensions[axis];
  }

  /** The product of the dimensions; 1 for a scalar. */
  public int elements() {
    return elements;
  }

  /** A copy of the dimensions. */
  public int[] toArray() {
    return dimensions.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape s && Arrays.equals(dimensions, s.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** As one writes it: {@code [784, 256]}. */
  @Override
  public String toString() {
    return Arrays.toString(dimensions);
  }
}
