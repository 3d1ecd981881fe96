package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Choice;
import dev.neurite.io.onnx.Value.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Operators that leave the numbers of a row as they are, in their order: of a flow they change the
 * dimensions alone.
 */
final class ShapeOperators {
  private ShapeOperators() {}

  /** {@code Identity}, {@code Dropout} (of a trained model), {@code Cast}. */
  static void same(Op op) {
    if (op.type().equals("Cast") && op.in(0) instanceof Constant c) {
      op.out(cast(op, c));
      return;
    }
    if (op.type().equals("Cast") && op.in(0) instanceof Flow) {
      ElementType type = ElementType.numbered((int) op.integer("to", 0));
      if (type != ElementType.FLOAT && type != ElementType.DOUBLE) {
        throw op.fail(
            "turns rows into "
                + (type == null ? "an unknown type" : type)
                + "; supported are float and double, which stay as they are");
      }
    }
    if (op.type().equals("Dropout") && op.has(2)) {
      Constant training = op.constant(2);
      if (!training.isInteger() || training.elements() != 1 || training.integers()[0] != 0) {
        throw op.fail("is a dropout in training mode; export the model for inference");
      }
    }
    op.out(op.in(0));
  }

  private static Constant cast(Op op, Constant constant) {
    ElementType type = ElementType.numbered((int) op.integer("to", 0));
    if (type == null || type == ElementType.STRING || constant.isText()) {
      throw op.fail("casts a constant to or from an unsupported type");
    }
    if (type.isReal()) {
      for (long value : constant.isInteger() ? constant.integers() : new long[0]) {
        if (value == Constant.ROWS) {
          throw op.fail("computes with the number of rows; a network scores each row for itself");
        }
      }
      return Constant.of(constant.floats(), constant.dimensions());
    }
    if (constant.isInteger()) {
      return constant;
    }
    long[] values = new long[constant.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) constant.floats()[i];
    }
    return Constant.of(values, constant.dimensions());
  }

  /** {@code Reshape}, {@code Flatten}, {@code Squeeze}, {@code Unsqueeze}. */
  static void reshape(Op op) {
    switch (op.in(0)) {
      case Choice choice -> op.out(choice); // a class for each row, whatever its dimensions
      case Constant c -> op.out(c.reshaped(row(op, target(op, sizes(c)), c.elements(), c)));
      case Flow flow -> op.out(flow.reshaped(rows(op, target(op, sizes(flow)), flow)));
    }
  }

  private static int[] row(Op op, long[] target, int elements, Constant constant) {
    int[] shape = new int[target.length];
    long product = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = op.size(target[i], "a dimension");
      product *= shape[i];
      if (product > Integer.MAX_VALUE) {
        break;
      }
    }
    if (product != elements) {
      throw op.fail("reshapes a " + constant + " to " + Arrays.toString(target));
    }
    return shape;
  }

  /** The new dimensions of a row; the rows themselves must stay. */
  private static int[] rows(Op op, long[] target, Flow flow) {
    int first = flow.batched() ? 1 : 0;
    if (flow.batched() && (target.length == 0 || target[0] != Constant.ROWS)) {
      throw op.fail(
          "moves numbers of " + flow + " between rows; a network scores each row for itself");
    }
    int[] dimensions = new int[target.length - first];
    long product = 1;
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = op.size(target[first + i], "a dimension");
      product = Math.min(product * dimensions[i], Integer.MAX_VALUE);
    }
    if (product != flow.width()) {
      throw op.fail("reshapes " + flow + " to rows of " + Arrays.toString(dimensions));
    }
    return dimensions;
  }

  private static long[] sizes(Constant constant) {
    return Arrays.stream(constant.dimensions()).asLongStream().toArray();
  }

  private static long[] sizes(Flow flow) {
    long[] sizes = new long[flow.rank()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = flow.size(i);
    }
    return sizes;
  }

  /** The dimensions that the operator asks for, from those there are. */
  private static long[] target(Op op, long[] sizes) {
    return switch (op.type()) {
      case "Flatten" -> flattened(op, sizes);
      case "Squeeze" -> squeezed(op, sizes);
      case "Unsqueeze" -> unsqueezed(op, sizes);
      default -> reshaped(op, sizes);
    };
  }

  private static long[] flattened(Op op, long[] sizes) {
    long requested = op.integer("axis", 1);
    int axis = requested == sizes.length ? sizes.length : op.axis(requested, sizes.length);
    return new long[] {
      product(op, Arrays.copyOfRange(sizes, 0, axis)),
      product(op, Arrays.copyOfRange(sizes, axis, sizes.length))
    };
  }

  private static long[] squeezed(Op op, long[] sizes) {
    long[] axes = axes(op);
    List<Long> left = new ArrayList<>();
    boolean[] dropped = new boolean[sizes.length];
    for (long axis : axes) {
      int positive = op.axis(axis, sizes.length);
      if (sizes[positive] == Constant.ROWS) {
        throw op.fail("takes the dimension of the rows away");
      }
      if (sizes[positive] != 1) {
        throw op.fail("squeezes a dimension of " + sizes[positive]);
      }
      dropped[positive] = true;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (!(dropped[i] || axes.length == 0 && sizes[i] == 1)) {
        left.add(sizes[i]);
      }
    }
    return left.stream().mapToLong(l -> l).toArray();
  }

  private static long[] unsqueezed(Op op, long[] sizes) {
    long[] axes = axes(op);
    int rank = sizes.length + Math.min(axes.length, 64);
    boolean[] added = new boolean[rank];
    for (long axis : axes) {
      int positive = op.axis(axis, rank);
      if (added[positive]) {
        throw op.fail("adds the axis " + axis + " twice");
      }
      added[positive] = true;
    }
    long[] target = new long[rank];
    int next = 0;
    for (int i = 0; i < rank; i++) {
      target[i] = added[i] ? 1 : sizes[next++];
    }
    return target;
  }

  /** An attribute before opset 13, an input since. */
  private static long[] axes(Op op) {
    return op.has(1) ? op.integers(1) : op.integers("axes");
  }

  /**
   * 0 copies a dimension, −1 stands for what is left. Where the rows come first it is what is left
   * that tells whether they still do.
   */
  private static long[] reshaped(Op op, long[] sizes) {
    long[] asked = (op.has(1) ? op.integers(1) : op.integers("shape")).clone();
    boolean zeros = op.integer("allowzero", 0) != 0;
    int rest = -1;
    for (int i = 0; i < asked.length; i++) {
      if (asked[i] == 0 && !zeros) {
        if (i >= sizes.length) {
          throw op.fail("copies dimension " + i + " of " + sizes.length);
        }
        asked[i] = sizes[i];
      } else if (asked[i] == -1 && rest >= 0) {
        throw op.fail("asks for what is left in two places");
      } else if (asked[i] == -1) {
        rest = i;
      }
    }
    boolean rows = sizes.length > 0 && sizes[0] == Constant.ROWS;
    return rows ? withRows(op, asked, rest, sizes) : withRest(op, asked, rest, sizes);
  }

  private static long[] withRest(Op op, long[] asked, int rest, long[] sizes) {
    if (rest >= 0) {
      asked[rest] = 1;
      long product = product(op, asked);
      long all = product(op, sizes);
      if (product == 0 || all % product != 0) {
        throw op.fail("reshapes " + Arrays.toString(sizes) + " to " + Arrays.toString(asked));
      }
      asked[rest] = all / product;
    }
    return asked;
  }

  private static long[] withRows(Op op, long[] asked, int rest, long[] sizes) {
    long width = product(op, Arrays.copyOfRange(sizes, 1, sizes.length));
    if (asked.length == 0) {
      return asked;
    }
    if (rest > 0) {
      asked[rest] = 1;
      long product = product(op, Arrays.copyOfRange(asked, 1, asked.length));
      asked[rest] = product == 0 ? 0 : width / product;
    }
    boolean fits = product(op, Arrays.copyOfRange(asked, 1, asked.length)) == width;
    // a fixed number of rows stands for any: a file made for 1 row scores all
    if (fits && (rest == 0 || asked[0] > 0)) {
      asked[0] = Constant.ROWS;
    }
    return asked;
  }

  /** The product; that of no dimensions is 1. Unknown where the rows are among others. */
  private static long product(Op op, long... sizes) {
    if (sizes.length == 1) {
      return sizes[0];
    }
    long product = 1;
    for (long size : sizes) {
      if (size == Constant.ROWS) {
        throw op.fail("joins the rows with another dimension; a network scores each for itself");
      }
      if (size < 0 || size > Integer.MAX_VALUE || (product *= size) > Integer.MAX_VALUE) {
        throw op.fail("has dimensions that are negative or multiply to 2³¹ or more");
      }
    }
    return product;
  }

  static void transpose(Op op) {
    switch (op.in(0)) {
      case Constant c -> op.out(transposed(op, c));
      case Flow flow -> op.out(transposed(op, flow));
      case Choice _ -> throw op.fail("transposes classes");
    }
  }

  private static int[] permutation(Op op, int rank) {
    long[] asked = op.integers("perm");
    int[] permutation = new int[rank];
    boolean[] used = new boolean[rank];
    if (op.hasAttribute("perm") && asked.length != rank) {
      throw op.fail("permutes " + asked.length + " dimensions of " + rank);
    }
    for (int i = 0; i < rank; i++) {
      int axis = op.hasAttribute("perm") ? op.axis(asked[i], rank) : rank - 1 - i;
      if (used[axis]) {
        throw op.fail("has the dimension " + axis + " twice");
      }
      used[axis] = true;
      permutation[i] = axis;
    }
    return permutation;
  }

  private static Constant transposed(Op op, Constant constant) {
    int rank = constant.rank();
    int[] permutation = permutation(op, rank);
    op.budget().take(constant.elements(), op.node().title());
    int[] from = constant.dimensions();
    int[] steps = new int[rank];
    int step = 1;
    for (int i = rank - 1; i >= 0; i--) {
      steps[i] = step;
      step *= from[i];
    }
    int[] shape = new int[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = from[permutation[i]];
    }
    int[] places = new int[constant.elements()];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      for (int d = rank - 1; d >= 0; d--) {
        places[i] += rest % shape[d] * steps[permutation[d]];
        rest /= shape[d];
      }
    }
    return constant.pick(places, shape);
  }

  /** Of rows: only where dimensions of 1 move past others, which leaves the order. */
  private static Flow transposed(Op op, Flow flow) {
    int[] permutation = permutation(op, flow.rank());
    int first = flow.batched() ? 1 : 0;
    int last = -1;
    int[] dimensions = new int[flow.dimensions().length];
    for (int i = 0; i < permutation.length; i++) {
      boolean moves = flow.size(permutation[i]) != 1;
      if (first == 1 && (i == 0) != (permutation[i] == 0) || moves && permutation[i] < last) {
        throw op.fail("transposes rows " + flow + "; supported are constants, and dimensions of 1");
      }
      last = moves ? permutation[i] : last;
      if (i >= first) {
        dimensions[i - first] = flow.dimensions()[permutation[i] - first];
      }
    }
    return flow.reshaped(dimensions);
  }
}
