package dev.neurite.linear;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.tensor.Tensor;
import dev.neurite.train.ShardRows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Computes the sums of consecutive shards where their rows lie.
 *
 * <p>For the objective the rows are copied, scaled, in the order of each shard; the copy is kept
 * until another scaling or number of outputs comes. One caller at a time.
 */
public final class ShardSums implements AutoCloseable {
  private final ShardRows rows;
  private final Engine engine;
  private SmoothObjective[] objectives; // null for a shard without rows
  private LinearPass prepared; // what they are for
  private Arena arena = Arena.ofShared();

  /** Of these rows, whose targets are classes. */
  public ShardSums(ShardRows rows, Backend backend) {
    this.rows = Check.notNull("linear", "rows", rows);
    this.engine = Check.notNull("linear", "backend", backend).start();
  }

  /** Which kernels run, and why. */
  public Backend.Report report() {
    return engine.report();
  }

  /** The sum over the rows of these shards. */
  public double[] sum(LinearPass pass) {
    double[][] leaves = new double[rows.count()][];
    for (int i = 0; i < leaves.length; i++) {
      if (rows.rows(rows.first() + i) > 0) {
        leaves[i] =
            switch (pass.kind()) {
              case FEATURES -> moments(i, null);
              case SPREAD -> moments(i, pass.argument());
              case OBJECTIVE -> objective(i, pass);
            };
      }
    }
    return add(leaves);
  }

  /**
   * Adds sums of consecutive shards, or of consecutive groups of 2ᵏ shards, pairwise: (s₀ + s₁) +
   * (s₂ + s₃), and so on. What is null is left out.
   *
   * @param sums overwritten
   */
  public static double[] add(double[][] sums) {
    for (int width = 1; width < sums.length; width *= 2) {
      for (int i = 0; i + width < sums.length; i += 2 * width) {
        double[] right = sums[i + width];
        if (sums[i] == null) {
          sums[i] = right;
        } else if (right != null) {
          for (int j = 0; j < right.length; j++) {
            sums[i][j] += right[j];
          }
        }
      }
    }
    return sums[0];
  }

  /** Σx, or Σ(x − μ)², of a shard. */
  private double[] moments(int shard, double[] mean) {
    int in = rows.data().in();
    MemorySegment x = rows.data().features().segment();
    double[] sums = new double[in];
    float[] row = new float[in];
    for (int r : rows.order(rows.first() + shard)) {
      MemorySegment.copy(x, JAVA_FLOAT, 4L * r * in, row, 0, in);
      for (int c = 0; c < in; c++) {
        double distance = mean == null ? row[c] : (row[c] - mean[c]) * (row[c] - mean[c]);
        sums[c] += distance;
      }
    }
    return sums;
  }

  private double[] objective(int shard, LinearPass pass) {
    prepare(pass);
    double[] gradient = new double[objectives[shard].dimension()];
    double loss = objectives[shard].evaluate(pass.argument(), gradient);
    double[] sum = Arrays.copyOf(gradient, gradient.length + 1);
    sum[gradient.length] = loss;
    return sum;
  }

  private void prepare(LinearPass pass) {
    if (prepared != null
        && prepared.outputs() == pass.outputs()
        && prepared.rows() == pass.rows()
        && prepared.scaling().equals(pass.scaling())) {
      return;
    }
    arena.close();
    arena = Arena.ofShared();
    prepared = pass;
    objectives = new SmoothObjective[rows.count()];
    for (int i = 0; i < objectives.length; i++) {
      if (rows.rows(rows.first() + i) > 0) {
        objectives[i] = objective(rows.data().select(rows.order(rows.first() + i)), pass);
      }
    }
  }

  private SmoothObjective objective(Dataset shard, LinearPass pass) {
    int out = pass.outputs();
    Loss loss = out == 1 ? new SigmoidCrossEntropy() : new SoftmaxCrossEntropy();
    loss.checkTargets(shard.rows(), out, shard.targets().segment());
    Scaling scaling = pass.scaling();
    DesignMatrix matrix =
        new DesignMatrix(arena, engine.trustedKernels(), shard, scaling, 1.0 / pass.rows());
    MemorySegment targets = Tensor.allocate(arena, shard.rows()).segment();
    targets.copyFrom(shard.targets().segment());
    LinearOptions free = LinearOptions.DEFAULT.withL2(0);
    return new SmoothObjective(arena, matrix, loss, out, targets, free, false);
  }

  /** Ends the memory of the sums. */
  @Override
  public void close() {
    engine.close();
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
