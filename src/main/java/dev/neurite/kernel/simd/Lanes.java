package dev.neurite.kernel.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of all kernels of this package: their width, and how they come from memory. */
final class Lanes {
  /** The system property that sets {@link #BITS}: 128, 256 or 512. */
  static final String PROPERTY = "neurite.width";

  /** Width of a vector in bits. */
  static final int BITS = bits();

  /** Vectors of floats. */
  static final VectorSpecies<Float> F32 =
      VectorSpecies.of(float.class, VectorShape.forBitSize(BITS));

  /** Vectors of as many integers: the bits of floats. */
  static final VectorSpecies<Integer> I32 =
      VectorSpecies.of(int.class, VectorShape.forBitSize(BITS));

  /** Floats in a vector: 4, 8 or 16. */
  static final int LENGTH = BITS / Float.SIZE;

  private static final Class<? extends FloatVector> PINNED = FloatVector.zero(F32).getClass();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  /** {@code LENGTH} floats from element {@code index} of {@code segment} on. */
  static FloatVector load(MemorySegment segment, long index) {
    return FloatVector.fromMemorySegment(F32, segment, Float.BYTES * index, ORDER);
  }

  /** {@code LENGTH} floats to element {@code index} of {@code segment} and on. */
  static void store(FloatVector vector, MemorySegment segment, long index) {
    PINNED.cast(vector).intoMemorySegment(segment, Float.BYTES * index, ORDER);
  }

  /** {@code LENGTH} floats from {@code array[index]} on. */
  static FloatVector load(float[] array, int index) {
    return FloatVector.fromArray(F32, array, index);
  }

  /**
   * {@code LENGTH} floats to {@code array[index]} and on.
   *
   * <p>The vector is pinned to its class first: after a loop it is a mere {@code FloatVector}, the
   * store would go by a type profile that the whole process shares, and another user of vectors
   * could get the accumulators of the loop boxed, for ever.
   */
  static void store(FloatVector vector, float[] array, int index) {
    PINNED.cast(vector).intoArray(array, index);
  }

  /** The floats whose bits these are. */
  static FloatVector floats(IntVector bits) {
    return bits.reinterpretAsFloats();
  }

  private static int bits() {
    int preferred = Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512);
    int bits = Integer.getInteger(PROPERTY, preferred);
    if (bits != 128 && bits != 256 && bits != 512) {
      throw new IllegalArgumentException(
          PROPERTY + ": the width of vectors must be 128, 256 or 512 bits, got " + bits);
    }
    return bits;
  }
}
