package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.layer.Maxout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code Concat}, {@code Slice}, {@code Split}, {@code Gather}: of columns, and of constants. */
final class ColumnOperators {
  private ColumnOperators() {}

  static void concat(Op op) {
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < op.inputs(); i++) {
      parts.add(op.in(i));
    }
    if (parts.isEmpty()) {
      throw op.fail("has no input");
    }
    if (parts.stream().allMatch(Constant.class::isInstance)) {
      op.out(constants(op, parts.stream().map(Constant.class::cast).toList()));
      return;
    }
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < op.inputs(); i++) {
      flows.add(op.flow(i));
    }
    op.out(flows(op, flows));
  }

  private static Flow flows(Op op, List<Flow> flows) {
    Flow first = flows.getFirst();
    int axis = op.rowAxis(op.integer("axis", 1), first);
    checkOutermost(op, first, axis);
    int[] dimensions = first.dimensions().clone();
    dimensions[axis] = 0;
    long total = 0;
    for (Flow flow : flows) {
      int[] others = flow.dimensions().clone();
      if (axis < others.length) {
        total += others[axis];
        others[axis] = 0;
      }
      if (!Arrays.equals(others, dimensions)) {
        throw op.fail("joins rows " + first + " and " + flow);
      }
    }
    dimensions[axis] = op.size(total, "a dimension");
    return flows.size() == 1 ? first : op.drafts().add(new Concat(), List.of(), flows, dimensions);
  }

  /** Along the outermost dimension that isn't 1, neighbours are neighbouring columns. */
  private static void checkOutermost(Op op, Flow flow, int axis) {
    for (int i = 0; i < axis; i++) {
      if (flow.dimensions()[i] != 1) {
        throw op.fail(
            "works along an inner dimension of rows " + flow + "; supported is the outermost");
      }
    }
  }

  /** Along axis 0, or of one dimension: what shapes are put together with. */
  private static Constant constants(Op op, List<Constant> parts) {
    Constant first = parts.getFirst();
    int axis = op.axis(op.integer("axis", 1), first.rank());
    for (int i = 0; i < axis; i++) {
      if (first.dimensions()[i] != 1) {
        throw op.fail("joins constants along an inner dimension; supported is the outermost");
      }
    }
    long total = 0;
    long size = 0;
    boolean integers = true;
    for (Constant part : parts) {
      int[] shape = part.dimensions().clone();
      if (shape.length != first.rank() || part.isText()) {
        throw op.fail("joins a " + first + " and a " + part);
      }
      total += part.elements();
      size += shape[axis];
      integers &= part.isInteger();
      shape[axis] = first.dimensions()[axis];
      if (!Arrays.equals(shape, first.dimensions())) {
        throw op.fail("joins a " + first + " and a " + part);
      }
    }
    op.budget().take(total, op.node().title());
    int[] shape = first.dimensions().clone();
    shape[axis] = op.size(size, "a dimension");
    return integers
        ? Constant.of(
            parts.stream().flatMapToLong(p -> Arrays.stream(p.integers())).toArray(), shape)
        : Constant.of(joined(parts, op.size(total, "a number of elements")), shape);
  }

  private static float[] joined(List<Constant> parts, int total) {
    float[] all = new float[total];
    int at = 0;
    for (Constant part : parts) {
      System.arraycopy(part.floats(), 0, all, at, part.elements());
      at += part.elements();
    }
    return all;
  }

  /** Starts, ends, axes, steps: attributes before opset 10, inputs since. */
  static void slice(Op op) {
    boolean inputs = op.has(1);
    long[] starts = inputs ? op.integers(1) : op.integers("starts");
    long[] ends = inputs ? op.integers(2) : op.integers("ends");
    long[] axes = inputs ? (op.has(3) ? op.integers(3) : null) : attribute(op);
    long[] steps = op.has(4) ? op.integers(4) : null;
    boolean lengths =
        ends.length == starts.length
            && (axes == null || axes.length == starts.length)
            && (steps == null || steps.length == starts.length);
    if (!lengths) {
      throw op.fail("has starts, ends, axes and steps of different lengths");
    }
    Value value = op.in(0);
    for (int i = 0; i < starts.length; i++) {
      if (steps != null && steps[i] != 1) {
        throw op.fail("has a step of " + steps[i] + "; supported is 1");
      }
      value = cut(op, value, axes == null ? i : axes[i], starts[i], ends[i]);
    }
    op.out(value);
  }

  private static long[] attribute(Op op) {
    return op.hasAttribute("axes") ? op.integers("axes") : null;
  }

  private static Value cut(Op op, Value value, long asked, long start, long end) {
    return switch (value) {
      case Constant c when c.rank() == 1 -> {
        op.axis(asked, 1);
        int from = bound(start, c.elements());
        int to = Math.max(from, bound(end, c.elements()));
        yield c.pick(java.util.stream.IntStream.range(from, to).toArray(), to - from);
      }
      case Constant c -> throw op.fail("cuts a " + c + "; supported is one dimension");
      case Flow flow -> {
        int axis = op.axis(asked, flow.rank());
        if (flow.batched() && axis == 0) {
          if (start == 0 && end >= Integer.MAX_VALUE) {
            yield flow;
          }
          throw op.fail("cuts rows out of " + flow + "; a network scores each row for itself");
        }
        int inner = op.rowAxis(asked, flow);
        int size = flow.dimensions()[inner];
        int from = bound(start, size);
        yield columns(op, flow, inner, from, bound(end, size) - from);
      }
      case Value.Choice _ -> throw op.fail("cuts classes");
    };
  }

  private static int bound(long index, int size) {
    return Math.clamp(index < 0 ? index + size : index, 0, size);
  }

  /** {@code count} neighbours along a dimension of the rows. */
  private static Flow columns(Op op, Flow flow, int axis, int from, int count) {
    int size = flow.dimensions()[axis];
    if (from < 0 || count < 1 || count > size - from) {
      throw op.fail(
          "takes " + count + " of " + size + " from " + from + " on, along a dimension of " + flow);
    }
    if (count == size) {
      return flow;
    }
    checkOutermost(op, flow, axis);
    int inner = flow.width() / size;
    int[] dimensions = flow.dimensions().clone();
    dimensions[axis] = count;
    Columns columns = new Columns(from * inner, (from + count) * inner);
    return op.drafts().add(columns, List.of(), List.of(flow), dimensions);
  }

  /** Sizes: an attribute before opset 13, an input since; equal ones if none are given. */
  static void split(Op op) {
    Flow flow = op.flow(0);
    int axis = op.rowAxis(op.integer("axis", 0), flow);
    int size = flow.dimensions()[axis];
    long[] sizes = op.has(1) ? op.integers(1) : op.integers("split");
    if (sizes.length == 0) {
      sizes = new long[op.outputs()];
      int each = Math.ceilDiv(size, Math.max(1, sizes.length));
      Arrays.fill(sizes, each);
      if (sizes.length > 0) {
        sizes[sizes.length - 1] = size - (long) each * (sizes.length - 1);
      }
    }
    if (sizes.length != op.outputs()) {
      throw op.fail("has " + op.outputs() + " outputs and " + sizes.length + " sizes");
    }
    int from = 0;
    for (int i = 0; i < sizes.length; i++) {
      int count = op.size(sizes[i], "a part");
      op.out(i, columns(op, flow, axis, from, count));
      from += count;
    }
  }

  /** Of a constant by constant places, or of neighbouring columns. */
  static void gather(Op op) {
    long[] indices = op.integers(1);
    int[] shape = op.constant(1).dimensions();
    switch (op.in(0)) {
      case Constant c -> {
        if (op.axis(op.integer("axis", 0), c.rank()) != 0) {
          throw op.fail("gathers along an inner dimension of a constant");
        }
        op.out(gathered(op, c, indices, shape));
      }
      case Flow flow -> {
        int axis = op.rowAxis(op.integer("axis", 0), flow);
        int size = flow.dimensions()[axis];
        for (int i = 0; i < indices.length; i++) {
          indices = i == 0 ? indices.clone() : indices;
          indices[i] += indices[i] < 0 ? size : 0;
          if (indices[i] != indices[0] + i) {
            throw op.fail("gathers columns that aren't neighbours in their order");
          }
        }
        if (shape.length > 1 || indices.length == 0) {
          throw op.fail("gathers by indices " + Arrays.toString(shape));
        }
        Flow cut = columns(op, flow, axis, op.size(indices[0], "an index"), indices.length);
        op.out(shape.length == 1 ? cut : cut.reshaped(without(cut.dimensions(), axis)));
      }
      case Value.Choice _ -> throw op.fail("gathers classes");
    }
  }

  /** The largest along the last dimension, neighbours in a row: maxout. */
  static void largest(Op op) {
    Flow flow = op.flow(0);
    long[] axes = op.has(1) ? op.integers(1) : op.integers("axes");
    int last = flow.dimensions().length - 1;
    if (axes.length != 1 || op.rowAxis(axes[0], flow) != last) {
      throw op.fail("reduces along axes " + Arrays.toString(axes) + "; supported is the last");
    }
    boolean keeps = op.integer("keepdims", 1) != 0;
    int[] dimensions = Arrays.copyOf(flow.dimensions(), keeps ? last + 1 : last);
    int pieces = flow.dimensions()[last];
    if (keeps) {
      dimensions[last] = 1;
    }
    op.out(op.drafts().add(new Maxout(pieces), List.of(), List.of(flow), dimensions));
  }

  private static Constant gathered(Op op, Constant c, long[] indices, int... shape) {
    int[] rest = Arrays.copyOfRange(c.dimensions(), 1, c.rank());
    int inner = c.dimensions()[0] == 0 ? 0 : c.elements() / c.dimensions()[0];
    long count = (long) inner * indices.length;
    op.budget().take(count, op.node().title());
    int[] places = new int[op.size(count, "a number of elements")];
    for (int i = 0; i < places.length; i++) {
      long index = indices[i / inner];
      long positive = index < 0 ? index + c.dimensions()[0] : index;
      if (positive < 0 || positive >= c.dimensions()[0]) {
        throw op.fail("gathers element " + index + " of " + c.dimensions()[0]);
      }
      places[i] = (int) positive * inner + i % inner;
    }
    int[] result = Arrays.copyOf(shape, shape.length + rest.length);
    System.arraycopy(rest, 0, result, shape.length, rest.length);
    return c.pick(places, result);
  }

  private static int[] without(int[] dimensions, int axis) {
    int[] left = new int[dimensions.length - 1];
    for (int i = 0; i < left.length; i++) {
      left[i] = dimensions[i < axis ? i : i + 1];
    }
    return left;
  }
}
