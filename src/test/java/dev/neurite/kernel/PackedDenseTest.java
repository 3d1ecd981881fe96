package dev.neurite.kernel;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A packed layer stands on its own. */
@Tag("kernel")
@Tag("sample512")
class PackedDenseTest {
  private static final int[][] LAYERS = {
    {7, 3}, {1, 1}, {16, 1}, {17, 2}, {30, 1}, {32, 4}, {33, 1}, {9, 10}, {5, 16}, {21, 33},
    {3, 300}, {0, 20}, {4, 0}
  };

  @Test
  void laterChangesOfTheWeightsDoNotReachIt() {
    for (int[] layer : LAYERS) {
      Matrix w = Matrix.contiguous(1, layer[1], layer[0]);
      Matrix b = Matrix.contiguous(2, 1, layer[1]);
      Kernels kernels = TestKernels.expected();
      PackedDense packed = pack(kernels, w, b);
      Matrix before = run(kernels, packed);
      w.segment().fill((byte) 0);
      b.segment().fill((byte) 0);
      run(kernels, packed).assertSameBits(before, layer[0] + " to " + layer[1]);
    }
  }

  @Test
  void packedAgainItGivesTheBitsOfANewOne() {
    for (int[] layer : LAYERS) {
      Kernels kernels = TestKernels.expected();
      Matrix w = Matrix.contiguous(1, layer[1], layer[0]);
      Matrix b = Matrix.contiguous(2, 1, layer[1]);
      PackedDense packed =
          pack(kernels, Matrix.of(layer[1], layer[0], 0), Matrix.of(1, layer[1], 0));
      kernels.products().repack(packed, w.segment(), w.offset(), b.segment(), b.offset());
      run(kernels, packed)
          .assertSameBits(run(kernels, pack(kernels, w, b)), layer[0] + " to " + layer[1]);
    }
  }

  @Test
  void aRowAloneGivesTheBitsOfTheBatch() {
    for (int[] layer : LAYERS) {
      Kernels kernels = TestKernels.expected();
      Matrix w = Matrix.contiguous(1, layer[1], layer[0]);
      PackedDense packed = pack(kernels, w, Matrix.contiguous(2, 1, layer[1]));
      for (Function f : List.of(Function.IDENTITY, Function.LEAKY_RELU, Function.SIGMOID)) {
        Matrix x = Matrix.contiguous(3, 5, layer[0]);
        Matrix batch = Matrix.contiguous(4, 5, layer[1]);
        Matrix alone = Matrix.contiguous(5, 5, layer[1]);
        kernels
            .products()
            .dense(
                packed,
                f,
                0,
                5,
                x.segment(),
                x.offset(),
                x.ld(),
                batch.segment(),
                batch.offset(),
                batch.ld());
        for (int r = 0; r < 5; r++) {
          kernels
              .products()
              .denseRow(
                  packed,
                  f,
                  0,
                  x.segment(),
                  x.offset() + (long) r * x.ld(),
                  alone.segment(),
                  alone.offset() + (long) r * alone.ld());
        }
        alone.assertSameBits(batch, layer[0] + " to " + layer[1] + ", " + f);
      }
    }
  }

  @Test
  void aLayerWithABiasIsNotPackedAgainWithoutOne() {
    Kernels kernels = TestKernels.expected();
    Matrix w = Matrix.contiguous(1, 20, 4);
    Matrix b = Matrix.contiguous(2, 1, 20);
    MemorySegment ws = w.segment();
    MemorySegment none = MemorySegment.NULL;
    Products products = new CheckedKernels(kernels).products();
    PackedDense with = pack(kernels, w, b);
    PackedDense without = products.pack(4, 20, ws, w.offset(), none, 0);
    assertEquals(
        "repack: the layer was packed with a bias, and b is NULL; pack a new one",
        messageOf(
            IllegalArgumentException.class, () -> products.repack(with, ws, w.offset(), none, 0)));
    assertEquals(
        "repack: the layer was packed without a bias, and there is a b; pack a new one",
        messageOf(
            IllegalArgumentException.class,
            () -> products.repack(without, ws, w.offset(), b.segment(), b.offset())));
  }

  @Test
  void otherInstancesOfTheSameImplementationCanUseIt() {
    for (int[] layer : LAYERS) {
      Kernels kernels = TestKernels.expected();
      Matrix b = Matrix.contiguous(2, 1, layer[1]);
      PackedDense packed = pack(kernels, Matrix.contiguous(1, layer[1], layer[0]), b);
      assertEquals(layer[0], packed.in());
      assertEquals(layer[1], packed.out());
      run(TestKernels.expected(), packed).assertSameBits(run(kernels, packed), "another instance");
    }
  }

  @Test
  void otherImplementationsRefuseIt() {
    PackedDense stranger = new Stranger(4, 20, true);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> run(TestKernels.expected(), stranger));
    assertTrue(refusal.getMessage().contains("packed by other kernels"), refusal.getMessage());
  }

  private record Stranger(int in, int out, boolean biased) implements PackedDense {}

  private static PackedDense pack(Kernels kernels, Matrix w, Matrix b) {
    MemorySegment ws = w.segment();
    return kernels.products().pack(w.columns(), w.rows(), ws, w.offset(), b.segment(), b.offset());
  }

  private static Matrix run(Kernels kernels, PackedDense layer) {
    Matrix x = Matrix.random(3, 5, layer.in());
    Matrix y = Matrix.of(5, layer.out(), 3);
    kernels
        .products()
        .dense(
            layer,
            Function.IDENTITY,
            0,
            5,
            x.segment(),
            x.offset(),
            x.ld(),
            y.segment(),
            y.offset(),
            y.ld());
    return y;
  }
}
