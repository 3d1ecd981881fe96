package dev.neurite.layer;

import dev.neurite.kernel.Kernels;
import dev.neurite.random.CounterRandom;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A live layer: parameters, scratch, forward and backward.
 *
 * <p>One caller at a time. The network calls {@link #reserve} before the first batch and whenever
 * batches grow, then {@link #forward}, or {@link #forwardTraining} and {@link #backward} for the
 * same batch.
 */
public interface Layer {

  /** Its parameters; the same list at every call. */
  List<Parameter> parameters();

  /**
   * Draws initial parameters.
   *
   * @param firstParameter the number of its first parameter in the network
   */
  void initialise(CounterRandom random, long firstParameter);

  /** Makes room for batches of up to this many rows. */
  void reserve(Arena arena, int batch);

  /**
   * Y ← layer(X…).
   *
   * @param x the inputs, [batch, in] each
   * @param y the output, [batch, out]; shares no memory with the inputs
   */
  void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y);

  /**
   * As {@link #forward}, for a batch that is trained on: some layers do something else then.
   *
   * @param moment what random numbers of this step are drawn with
   */
  default void forwardTraining(
      Kernels kernels, Moment moment, int batch, MemorySegment[] x, MemorySegment y) {
    forward(kernels, batch, x, y);
  }

  /**
   * Overwrites the gradients of the parameters, and writes or adds to the gradients of the inputs.
   *
   * @param x the inputs of the forward pass
   * @param y its output
   * @param dy the gradient by y; may be overwritten
   * @param dx the gradient by each input, null where nobody asks for it
   * @param accumulate per input: true to add to dx, false to overwrite it
   */
  void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] x,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate);
}
