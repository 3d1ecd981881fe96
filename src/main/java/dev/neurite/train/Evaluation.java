package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How good a network is on data. Immutable.
 *
 * @param rows how many
 * @param loss the mean, without λ‖w‖²
 * @param accuracy the share of right classes, rows unweighted; empty for regression
 * @param confusion actual against predicted; empty for regression and several yes-or-no outputs
 */
public record Evaluation(
    int rows, double loss, OptionalDouble accuracy, Optional<ConfusionMatrix> confusion) {
  private static final int ROWS_AT_ONCE = 256; // enough to make products of rows, small in memory

  /**
   * Runs all rows through the network.
   *
   * @throws IllegalArgumentException if the data doesn't fit the network or the loss
   */
  public static Evaluation of(Network network, Loss loss, Dataset data) {
    Fit.check("evaluation", network, loss, data);
    try (Arena arena = Arena.ofShared()) {
      int capacity = Math.min(ROWS_AT_ONCE, Math.max(1, data.rows()));
      Batch batch = new Batch(arena, data, capacity);
      MemorySegment unused = Tensor.allocate(arena, capacity, network.out()).segment();
      Tally tally = new Tally(loss, network);
      int[] order = IntStream.range(0, data.rows()).toArray();
      for (int from = 0; from < data.rows(); from += capacity) {
        batch.gather(order, from, Math.min(capacity, data.rows() - from));
        MemorySegment z = network.forward(batch.x, batch.size);
        tally.addClasses(batch, z);
        tally.addLoss(batch, lossOf(network, loss, batch, z, unused));
      }
      return new Evaluation(data.rows(), tally.loss(), tally.accuracy(), tally.confusion());
    }
  }

  /** The mean loss of a batch whose outputs are Z; writes the gradient by Z to dZ. */
  static double lossOf(Network network, Loss loss, Batch batch, MemorySegment z, MemorySegment dz) {
    Check.notNull("evaluation", "loss", loss);
    loss.evaluate(
        network.kernels(),
        batch.size,
        network.out(),
        z,
        batch.targets,
        batch.weights,
        batch.losses,
        dz);
    return network.kernels().reductions().dot(batch.size, batch.weights, 0, batch.losses, 0);
  }
}
