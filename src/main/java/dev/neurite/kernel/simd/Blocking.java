package dev.neurite.kernel.simd;

/**
 * Sizes of the tile and of the blocks of a product, and which way a product goes.
 *
 * <p>A block of op(B), up to {@link #KC} steps of {@link #columns}, is packed once and used for all
 * rows; a block of op(A), {@link #rows} of as many steps, is used for all columns of the block of
 * op(B); a tile of C, {@link #MR} × {@link #NR}, stays in registers for all of the steps.
 */
final class Blocking {
  /**
   * True if the broadcast operand is read where it is when its rows run along k, false if it is
   * always packed. In place it costs nothing, and the kernel still reaches 0.99 of the peak; but it
   * needs more registers than 16: 6 × 2 at 256 bits reaches 0.42 in place, 0.98 with panels.
   */
  static final boolean IN_PLACE = Lanes.LENGTH == 16;

  /**
   * Rows of a tile. 16 accumulators at 512 bits: more than the 8 that two FMA units with a latency
   * of 4 need, and half of the 32 registers. 12 at 128 and 256 bits: the most that 16 registers
   * hold.
   *
   * <p>With 32 registers at 256 bits (AVX-512 held to 256) the same tile stays: 6 × 2 reached 0.95
   * to 0.99 of the peak there, 12 × 2 0.97 to 0.99 but pads twice as many rows, 8 × 2 0.84. So the
   * tile depends on the width alone (shares of 118 GFLOP/s, AMD Zen 4, JDK 25).
   */
  static final int MR = IN_PLACE ? 8 : 6;

  /** Columns of a tile: two vectors. */
  static final int NR = 2 * Lanes.LENGTH;

  /**
   * Steps of a block, so that most layers are one block and their tiles are never read back: in two
   * blocks 1024³ reached 101 to 103 GFLOP/s, in one 104 to 107 (AMD Zen 4, 512 bits).
   */
  static final int KC = 1024;

  /**
   * Steps of one run of a kernel, after which the tile rests in scratch; whole tiles of one run go
   * straight to C. C2 compiles by the length of the loop that it has seen: after 784 steps at a
   * time in the first product of a process, the code stayed at 0.81 of the peak for ever, after 400
   * or less it reached 0.93, with 512 and 272 as well (64 × 256 × 784, AMD Zen 4); 200 or 256 at a
   * time lose up to 3 %.
   */
  static final int RUN = 512;

  private static final int A_BLOCK = 112 * KC; // floats of op(A): 448 KiB of a 1 MiB L2
  private static final int B_BLOCK = 1024 * KC; // floats of op(B): 4 MiB, for L3

  private static final double MULTIPLY = 0.018; // ns per element of a tile and step
  private static final double TRANSPOSE = 0.15; // ns per element that goes into panels
  private static final double TURN = 0.25; // ns per element of C that is stored transposed

  private Blocking() {}

  /** {@code n} rounded up to whole panels of {@code width}. */
  static int padded(int n, int width) {
    return (n + width - 1) / width * width;
  }

  /** Steps of the blocks into which {@code k} is divided: of nearly the same size. */
  static int steps(int k) {
    int blocks = (k + KC - 1) / KC;
    return blocks <= 1 ? k : padded((k + blocks - 1) / blocks, 16);
  }

  /** Rows of a block of op(A) with so many steps: whole tiles. */
  static int rows(int steps) {
    return A_BLOCK / Math.max(steps, MR) / MR * MR;
  }

  /** Columns of a block of op(B) with so many steps: whole tiles. */
  static int columns(int steps) {
    return B_BLOCK / Math.max(steps, NR) / NR * NR;
  }

  /**
   * True if A·Bᵀ is better computed as (B·Aᵀ)ᵀ: of two operands with rows along k, the one in lanes
   * has to be transposed, and the smaller one should be.
   */
  static boolean swaps(int m, int n, int k) {
    return IN_PLACE && cost(n, m, k) + TURN * m * n < cost(m, n, k);
  }

  private static double cost(int m, int n, int k) {
    double tiles = MULTIPLY * padded(m, MR) * padded(n, NR);
    return k * (tiles + TRANSPOSE * padded(n, Transposer.SIZE));
  }
}
