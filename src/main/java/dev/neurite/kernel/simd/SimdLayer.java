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
 * {@link AlignedRows} as well. Four chains: [in][16], for rows in aligned memory. 64 lanes: W as it
 * is, in native memory; so too a layer whose panels would be longer than {@link #LONGEST}.
 */
final class SimdLayer implements PackedDense {
  /** The most floats that an offset into panels may count: 1 GiB. */
  private static final long LONGEST = 1 << 28;

  private final int in;
  private final int out;
  private final boolean biased;

  /** How it is summed. */
  final ForwardOrder order;

  /** W in panels; null if {@link #w} has it. */
  final float[] panels;

  /** Whole blocks of panels or all four chains once more, for single rows; or null. */
  final MemorySegment aligned;

  /** b, padded to whole panels; or null. */
  final float[] bias;

  /** W as it is; null if {@link #panels} has it. */
  final MemorySegment w;

  /** b as it is, beside {@link #w}. */
  final MemorySegment b;

  /** Memory for a layer of this shape, to be filled. */
  SimdLayer(int in, int out, boolean biased) {
    this.in = in;
    this.out = out;
    this.biased = biased;
    this.order = ForwardOrder.of(out);
    boolean asItIs = order == ForwardOrder.LANES_64 || length(in, out) > LONGEST;
    int padded = Math.max(Blocking.padded(out, NR), FewOutputs.WIDTH);
    this.panels = asItIs ? null : new float[(int) length(in, out)];
    this.aligned = asItIs ? null : aligned(order, in, out);
    this.bias = asItIs || !biased ? null : new float[padded];
    this.w =
        asItIs ? allocate((long) out * in + 2 * Lanes.LENGTH) : null; // read a vector at a time
    this.b = asItIs ? biased ? allocate(out) : MemorySegment.NULL : null;
  }

  /** Packs weights and, if the layer has one, a bias. */
  void fill(Packing packing, MemorySegment w, long wOffset, MemorySegment b, long bOffset) {
    if (panels == null) {
      copy(w, wOffset, (long) out * in, this.w);
      if (biased) {
        copy(b, bOffset, out, this.b);
      }
      return;
    }
    if (order == ForwardOrder.CHAIN) {
      packing.transpose(out, in, w, wOffset, in, panels, 0, NR);
      if (aligned != null) {
        AlignedRows.fill(in, out, panels, aligned);
      }
    } else {
      FewOutputs.pack(packing, in, out, w, wOffset, panels);
      Scratch.write(FewOutputs.weights(in), panels, 0, aligned, 0);
    }
    if (biased) {
      Scratch.read(out, b, bOffset, bias, 0);
    }
  }

  private static MemorySegment aligned(ForwardOrder order, int in, int out) {
    return order == ForwardOrder.CHAIN
        ? AlignedRows.allocate(in, out)
        : allocate(FewOutputs.weights(in));
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

  @Override
  public boolean biased() {
    return biased;
  }

  private static MemorySegment allocate(long length) {
    return Arena.ofAuto().allocate(Float.BYTES * Math.max(1, length), 64);
  }

  private static void copy(MemorySegment source, long offset, long length, MemorySegment target) {
    if (length > 0) { // an empty operand may have no place in memory
      MemorySegment.copy(source, Float.BYTES * offset, target, 0, Float.BYTES * length);
    }
  }
}
