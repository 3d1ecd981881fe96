package dev.neurite.network;

import dev.neurite.layer.Parameter;
import dev.neurite.layer.ParameterSpec;
import dev.neurite.tensor.OffHeap;
import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Lays parameters out in flat memory: values in one segment, gradients in another, aligned. */
final class Parameters {
  private Parameters() {}

  /** Parameters of zeros for these specs, named {@code prefix.name}. */
  static List<List<Parameter>> allocate(
      Arena arena, List<Node> nodes, List<List<ParameterSpec>> specs) {
    long bytes = 0;
    for (List<ParameterSpec> ofNode : specs) {
      for (ParameterSpec spec : ofNode) {
        bytes += size(spec.shape());
      }
    }
    MemorySegment values = OffHeap.allocate(arena, bytes, "parameters");
    MemorySegment gradients = OffHeap.allocate(arena, bytes, "gradients");
    List<List<Parameter>> all = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < nodes.size(); i++) {
      List<Parameter> ofNode = new ArrayList<>();
      for (ParameterSpec spec : specs.get(i)) {
        ofNode.add(
            new Parameter(
                nodes.get(i).name() + "." + spec.name(),
                Tensor.view(values.asSlice(at), spec.shape()),
                Tensor.view(gradients.asSlice(at), spec.shape()),
                spec.decays(),
                spec.trained()));
        at += size(spec.shape());
      }
      all.add(ofNode);
    }
    return all;
  }

  /** Bytes of a tensor, rounded up to the alignment. */
  private static long size(Shape shape) {
    long bytes = (long) Float.BYTES * shape.elements();
    return (bytes + Tensor.ALIGNMENT - 1) / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
  }
}
