package dev.neurite.network;

import dev.neurite.check.Operands;
import dev.neurite.data.Scaling;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** The way in: raw rows, scaled into the buffer that the first layers read. */
final class Input {
  private final int in;
  private final MemorySegment row;
  private final Tensor shift;
  private final Tensor factor;
  private boolean scales;
  private MemorySegment x = MemorySegment.NULL;

  Input(Arena arena, int in) {
    this.in = in;
    this.row = Tensor.allocate(arena, in).segment();
    this.shift = Tensor.allocate(arena, in);
    this.factor = Tensor.allocate(arena, in);
  }

  /** Room for one raw row. */
  MemorySegment row() {
    return row;
  }

  void scaling(Optional<Scaling> scaling) {
    scales = scaling.isPresent();
    if (scales) {
      shift.copyFrom(scaling.get().shift());
      factor.copyFrom(scaling.get().factor());
    }
  }

  /** Makes room for batches, and returns the buffer the layers are to read. */
  MemorySegment reserve(Arena arena, int batch) {
    x = Tensor.allocate(arena, batch, in).segment();
    return x;
  }

  /** The buffer the layers read. */
  MemorySegment buffer() {
    return x;
  }

  /** x ← the scaled rows, which may be x itself. */
  void load(Kernels kernels, MemorySegment rows, int batch) {
    Operands.matrix("network", "x", rows, 0, batch, in, in);
    if (rows != x) { // copied first: the caller's memory may belong to the calling thread alone
      MemorySegment.copy(rows, 0, x, 0, (long) Float.BYTES * batch * in);
    }
    if (scales) {
      kernels
          .elementwise()
          .scaleColumns(batch, in, x, 0, in, shift.segment(), 0, factor.segment(), 0, x, 0, in);
    }
  }
}
