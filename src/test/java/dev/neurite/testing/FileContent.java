package dev.neurite.testing;

import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model file holds, as plain values: bits of elements by name, and metadata. */
public record FileContent(Map<String, Bits> tensors, Map<String, String> metadata) {

  /** The bits of a tensor's elements. */
  public record Bits(Shape shape, int[] elements) {
    /** A tensor of these bits. */
    public Tensor toTensor(Arena arena) {
      Tensor tensor = Tensor.allocate(arena, shape.toArray());
      for (int i = 0; i < elements.length; i++) {
        tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, elements[i]);
      }
      return tensor;
    }

    /** The bits of a tensor. */
    public static Bits of(Tensor tensor) {
      return new Bits(tensor.shape(), tensor.segment().toArray(ValueLayout.JAVA_INT));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bits b
          && shape.equals(b.shape)
          && Arrays.equals(elements, b.elements);
    }

    @Override
    public int hashCode() {
      return 31 * shape.hashCode() + Arrays.hashCode(elements);
    }

    @Override
    public String toString() {
      return shape + Arrays.toString(elements);
    }
  }

  /** The tensors in memory of {@code arena}, in the same order. */
  public Map<String, Tensor> toTensors(Arena arena) {
    Map<String, Tensor> made = new LinkedHashMap<>();
    tensors.forEach((name, bits) -> made.put(name, bits.toTensor(arena)));
    return made;
  }

  /** The content of these tensors. */
  public static FileContent of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    Map<String, Bits> bits = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> bits.put(name, Bits.of(tensor)));
    return new FileContent(bits, metadata);
  }
}
