package dev.neurite.kernel.simd;

/**
 * Sizes of the tile and of the blocks of a product.
 *
 * <p>A block of op(B), {@link #KC} × {@link #NC}, is packed once and used for all rows; a block of
 * op(A), {@link #MC} × {@link #KC}, is packed and used for all columns of the block of op(B); a
 * tile of C, {@link #MR} × {@link #NR}, stays in registers for {@link #KC} steps.
 */
final class Blocking {
  /**
   * Rows of a tile. 16 accumulators at 512 bits: more than the 8 that two FMA units with a latency
   * of 4 need, and half of 32 registers. 12 at 128 and 256 bits, where there may be 16 registers:
   * the most that does not spill.
   */
  static final int MR = Lanes.LENGTH == 16 ? 8 : 6;

  /** Columns of a tile: two vectors. */
  static final int NR = 2 * Lanes.LENGTH;

  /**
   * Steps of a block. A panel of op(A), KC × MR floats, is 12 KiB of a 32 KiB L1, through which the
   * panel of op(B) streams. Between 256 and 800 it makes no clear difference (AMD Zen 3, Zen 4).
   */
  static final int KC = 384;

  /** Rows of a block of op(A), a multiple of MR. MC × KC floats are 288 KiB of a 512 KiB L2. */
  static final int MC = 192;

  /** Columns of a block of op(B), a multiple of NR. KC × NC floats are 1.5 MiB, for L3. */
  static final int NC = 1024;

  private Blocking() {}

  /** {@code n} rounded up to whole panels of {@code width}. */
  static int padded(int n, int width) {
    return (n + width - 1) / width * width;
  }
}
