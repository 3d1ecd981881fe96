package dev.neurite.kernel;

/**
 * The way of one row through packed layers, one after the other, from array to array; made by
 * {@link Products#rowPlan}.
 *
 * <p>The bits of {@link Products#denseRow(PackedDense, Function, float,
 * java.lang.foreign.MemorySegment, long, java.lang.foreign.MemorySegment, long) denseRow} for each
 * layer and, where it was asked for, {@link Elementwise#softmax} at the end. For small networks the
 * calls and copies between layers would take longer than the layers do; here there are none.
 *
 * <p>It has scratch memory of its own and of the kernels that made it: one caller at a time. It
 * allocates nothing once it has run.
 */
public interface RowPlan {

  /**
   * One packed layer of the way, and the function of its outputs.
   *
   * @param weights from {@link Products#pack} of the same implementation
   * @param function of each output
   * @param parameter of the functions that have one
   */
  record Layer(PackedDense weights, Function function, float parameter) {}

  /**
   * y ← the last layer's outputs for the row x.
   *
   * <p>x is [in of the first layer], from {@code x[xOffset]} on; y is [out of the last layer], from
   * {@code y[yOffset]} on. They may share memory.
   */
  void run(float[] x, int xOffset, float[] y, int yOffset);
}
