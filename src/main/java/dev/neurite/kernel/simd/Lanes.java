package dev.neurite.kernel.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
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

  /** Floats in a vector: 4, 8 or 16. */
  static final int LENGTH = BITS / Float.SIZE;

  /**
   * What vectors are cast to where C2 is to know their class: each that a helper is given, as the
   * helper may be compiled by itself, and each that comes round a loop.
   */
  static final Class<? extends FloatVector> PINNED = FloatVector.zero(F32).getClass();

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  /** {@code LENGTH} floats from element {@code index} of {@code segment} on. */
  static FloatVector load(MemorySegment segment, long index) {
    return FloatVector.fromMemorySegment(F32, pinned(segment), Float.BYTES * index, ORDER);
  }

  /** {@code LENGTH} floats to element {@code index} of {@code segment} and on. */
  static void store(FloatVector vector, MemorySegment segment, long index) {
    PINNED.cast(vector).intoMemorySegment(pinned(segment), Float.BYTES * index, ORDER);
  }

  /**
   * The segment, whose class C2 knows from here on.
   *
   * <p>Without it the access goes by the type profile of the JDK's method, which the whole process
   * shares. Until they are compiled, {@code reinterpretAsInts} and its like go through a segment on
   * a {@code byte[]}; once C2 has seen those there it can't tell heap from native memory, fences
   * every access, and short loops take three times as long, for ever.
   */
  static MemorySegment pinned(MemorySegment segment) {
    if (!segment
        .isNative()) { // C2 inlines this call for the one class that comes by, and checks it
      throw new IllegalArgumentException("kernels work on native memory, got " + segment);
    }
    return segment;
  }

  /**
   * The vector, whose class C2 knows from here on: of one that comes round a loop it knows only by
   * a type profile that the whole process shares, and where that has not been taken yet, the vector
   * is put in a box.
   */
  static FloatVector pinned(FloatVector vector) {
    return PINNED.cast(vector);
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
