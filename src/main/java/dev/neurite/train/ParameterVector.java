package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import java.lang.foreign.MemorySegment;

/**
 * All parameters of a network side by side, in their order, as they are sent or added up. Immutable
 * but for what it copies to.
 */
public final class ParameterVector {
  private final Network network;
  private final int elements;

  /** Of this network. */
  public ParameterVector(Network network) {
    this.network = network;
    int sum = 0;
    for (Parameter p : network.parameters()) {
      sum = Math.addExact(sum, p.value().elements());
    }
    this.elements = sum;
  }

  /** The number of elements. */
  public int elements() {
    return elements;
  }

  /** Copies the values to the segment. */
  public void copyValuesTo(MemorySegment segment) {
    copy(segment, false, false);
  }

  /** Takes the values from the segment. */
  public void setValues(MemorySegment segment) {
    copy(segment, false, true);
  }

  /** Copies the gradients to the segment. */
  public void copyGradientsTo(MemorySegment segment) {
    copy(segment, true, false);
  }

  /** Takes the gradients from the segment. */
  public void setGradients(MemorySegment segment) {
    copy(segment, true, true);
  }

  private void copy(MemorySegment segment, boolean gradients, boolean take) {
    long at = 0;
    for (int i = 0; i < network.parameters().size(); i++) {
      Parameter p = network.parameters().get(i);
      MemorySegment own = (gradients ? p.gradient() : p.value()).segment();
      if (take) {
        MemorySegment.copy(segment, at, own, 0, own.byteSize());
      } else {
        MemorySegment.copy(own, 0, segment, at, own.byteSize());
      }
      at += own.byteSize();
    }
  }
}
