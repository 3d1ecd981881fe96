package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.NR;

import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.PackedDense;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A packed layer: W in lanes, as its canonical order reads it.
 *
 * <p>Single chains: panels [k][NR], for batches and for rows alike; for rows of smaller layers
 * {@link AlignedRows} as well. Four chains: [in][16]. 64 lanes: W as it is, in native memory; so
 * too a layer whose panels would be longer than {@link #LONGEST}.
 */
final class SimdLayer implements PackedDense {
  /** The most floats that an offset into panels may count: 1 GiB. */
  private static final long LONGEST = 1 << 28;

  private final int in;
  private final int out;

  /** How it is summed. */
  final ForwardOrder order;

  /** W in panels; null if {@link #w} has it. */
  final float[] panels;

  /** Whole blocks of panels once more, for single rows; or null. */
  final MemorySegment aligned;

  /** b, padded to whole panels; or null. */
  final float[] bias;

  /** W as it is; null if {@link #panels} has it. */
  final MemorySegment w;

  /** b as it is, beside {@link #w}. */
  final MemorySegment b;

  SimdLayer(int in, int out, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    this.in = in;
    this.out = out;
    this.order = ForwardOrder.of(out);
    boolean biased = !b.equals(MemorySegment.NULL);
    if (order == ForwardOrder.LANES_64 || length(in, out) > LONGEST) {
      this.panels = null;
      this.aligned = null;
      this.bias = null;
      this.w = copy(w, wOffset, (long) out * in);
      this.b = biased ? copy(b, bOffset, out) : b;
      return;
    }
    Packing packing = new Packing();
    panels = new float[(int) length(in, out)];
    if (order == ForwardOrder.CHAIN) {
      packing.transpose(out, in, w, wOffset, in, panels, 0, NR);
    } else {
      FewOutputs.pack(packing, in, out, w, wOffset, panels);
    }
    aligned = order == ForwardOrder.CHAIN ? AlignedRows.of(in, out, panels) : null;
    bias = biased ? new float[Math.max(Blocking.padded(out, NR), FewOutputs.WIDTH)] : null;
    if (biased) {
      Scratch.read(out, b, bOffset, bias, 0);
    }
    this.w = null;
    this.b = null;
  }

  private static long length(int in, int out) {
    int width = Math.max(Blocking.padded(out, NR), FewOutputs.WIDTH);
    return (in + 3L) * width + Packing.SLACK;
  }

  /** The layer, if these kernels packed it. */
  static SimdLayer of(PackedDense layer) {
    if (layer instanceof SimdLayer simd) {
      return simd;
    }
    throw new IllegalArgumentException(
        "dense: the layer was packed by other kernels than these (simd); pack it with them");
  }

  @Override
  public int in() {
    return in;
  }

  @Override
  public int out() {
    return out;
  }

  private static MemorySegment copy(MemorySegment source, long offset, long length) {
    MemorySegment copy = Arena.ofAuto().allocate(Float.BYTES * Math.max(1, length), 64);
    if (length > 0) { // an empty operand may have no place in memory
      MemorySegment.copy(source, Float.BYTES * offset, copy, 0, Float.BYTES * length);
    }
    return copy;
  }
}
