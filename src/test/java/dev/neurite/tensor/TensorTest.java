package dev.neurite.tensor;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void aShapeHasTheProductOfItsDimensions() {
    assertEquals(24, Shape.of(2, 3, 4).elements());
    assertEquals(1, Shape.of().elements());
    assertEquals(0, Shape.of(5, 0).elements());
    assertEquals("[2, 3]", Shape.of(2, 3).toString());
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
  }

  @Test
  void aShapeTooLargeOrNegativeIsRefused() {
    assertEquals(
        "shape: [65536, 65536] has more than 2147483647 elements",
        messageOf(IllegalArgumentException.class, () -> Shape.of(65536, 65536)));
    assertEquals(
        "shape: dimension must be 0 or more, got -1",
        messageOf(IllegalArgumentException.class, () -> Shape.of(3, -1)));
  }

  @Test
  void aTensorIsAlignedZeroAndRowMajor() {
    try (Arena arena = Arena.ofConfined()) {
      Tensor t = Tensor.allocate(arena, 2, 3);
      assertEquals(0, t.segment().address() % Tensor.ALIGNMENT);
      assertArrayEquals(new float[6], t.toArray());
      t.copyFrom(new float[] {1, 2, 3, 4, 5, 6});
      assertEquals(4, t.get(3));
      assertArrayEquals(new float[] {4, 5, 6}, t.rows()[1]);
      assertEquals("Tensor[2, 3]", t.toString());
    }
  }

  @Test
  void aViewSharesItsMemory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(64, 64);
      Tensor view = Tensor.view(memory, Shape.of(2, 2));
      view.set(3, 7);
      assertEquals(7, Tensor.view(memory, Shape.of(4)).get(3));
      assertEquals(16, view.segment().byteSize());
      assertEquals(
          "tensor: [17] needs 68 bytes, got 64",
          messageOf(IllegalArgumentException.class, () -> Tensor.view(memory, Shape.of(17))));
    }
  }

  @Test
  void wrongNumbersOfValuesAreRefused() {
    try (Arena arena = Arena.ofConfined()) {
      Tensor t = Tensor.allocate(arena, 2, 3);
      assertEquals(
          "tensor [2, 3]: values must have 6 elements, got 5",
          messageOf(IllegalArgumentException.class, () -> t.copyFrom(new float[5])));
      Tensor vector = Tensor.allocate(arena, 4);
      assertEquals(
          "tensor: rows of a matrix only, this is [4]",
          messageOf(IllegalStateException.class, vector::rows));
    }
  }
}
