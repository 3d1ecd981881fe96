package dev.neurite.tensor;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Row-major 32-bit floats of a {@link Shape} in off-heap memory, from the first byte of {@link
 * #segment()} on.
 *
 * <p>A view: it shares its memory with whoever made it, and closes nothing. As thread-safe as plain
 * memory is: any number of readers, or one writer.
 */
public final class Tensor {
  /** Every tensor made here starts at a multiple of this many bytes: one cache line. */
  public static final int ALIGNMENT = 64;

  private final MemorySegment segment;
  private final Shape shape;

  private Tensor(MemorySegment segment, Shape shape) {
    this.segment = segment;
    this.shape = shape;
  }

  /** A tensor of zeros. */
  public static Tensor allocate(Arena arena, int... dimensions) {
    Shape shape = Shape.of(dimensions);
    long bytes = (long) Float.BYTES * shape.elements();
    return new Tensor(OffHeap.allocate(arena, bytes, "tensor " + shape), shape);
  }

  /** A tensor with a copy of {@code values}, row by row. */
  public static Tensor of(Arena arena, float[] values, int... dimensions) {
    return allocate(arena, dimensions).copyFrom(values);
  }

  /** A view of memory that exists: the first elements of {@code segment}. */
  public static Tensor view(MemorySegment segment, Shape shape) {
    long bytes = (long) Float.BYTES * shape.elements();
    if (segment.byteSize() < bytes) {
      throw new IllegalArgumentException(
          "tensor: " + shape + " needs " + bytes + " bytes, got " + segment.byteSize());
    }
    return new Tensor(segment.asSlice(0, bytes), shape);
  }

  /** The memory: exactly the elements, native byte order. */
  public MemorySegment segment() {
    return segment;
  }

  /** The dimensions. */
  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public int elements() {
    return shape.elements();
  }

  /** Element {@code index} in row-major order. */
  public float get(long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }

  /** Sets element {@code index} in row-major order. */
  public void set(long index, float value) {
    segment.setAtIndex(JAVA_FLOAT, index, value);
  }

  /** Overwrites all elements, and returns this tensor. */
  public Tensor copyFrom(float[] values) {
    Check.length("tensor " + shape, "values", elements(), values.length);
    MemorySegment.copy(values, 0, segment, JAVA_FLOAT, 0, values.length);
    return this;
  }

  /** A copy of all elements. */
  public float[] toArray() {
    return segment.toArray(JAVA_FLOAT);
  }

  /** A copy of a matrix, one array per row. */
  public float[][] rows() {
    if (shape.rank() != 2) {
      throw new IllegalStateException("tensor: rows of a matrix only, this is " + shape);
    }
    float[][] rows = new float[shape.dimension(0)][shape.dimension(1)];
    for (int r = 0; r < rows.length; r++) {
      MemorySegment.copy(segment, JAVA_FLOAT, 4L * r * rows[r].length, rows[r], 0, rows[r].length);
    }
    return rows;
  }

  /** The shape, not the elements. */
  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
