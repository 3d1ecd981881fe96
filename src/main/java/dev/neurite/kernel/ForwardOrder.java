package dev.neurite.kernel;

/**
 * The canonical order in which a dense layer sums an output: a function of the number of outputs
 * alone, never of the machine or the batch, so that training, rows and batches share it.
 *
 * <p>The thresholds come from a probe (ns per row, batch 1, AMD Zen 4 at 256 bits; one chain / four
 * chains / 64 lanes): 10×64 66 / 50 / 173; 16×30 29 / 29 / 302; 2×128 142 / 91 / 29; 1×64 70 / 50 /
 * 20.
 */
public enum ForwardOrder {
  /** 17 outputs or more: one chain per output, from the bias. */
  CHAIN,
  /** 5 to 16 outputs: four chains from 0, then (c0 + c1) + (c2 + c3), then the bias. */
  FOUR_CHAINS,
  /** 1 to 4 outputs: 64 lanes, halved, then the bias. */
  LANES_64;

  /** The order of a layer with this many outputs. */
  public static ForwardOrder of(int out) {
    return out > 16 ? CHAIN : out > 4 ? FOUR_CHAINS : LANES_64;
  }
}
