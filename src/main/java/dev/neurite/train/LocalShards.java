package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import java.lang.foreign.Arena;
import java.util.Arrays;

/** All shards in this process: the network that is trained computes them one after the other. */
final class LocalShards implements ShardSource {
  private final ShardRows rows;
  private final String identity;

  LocalShards(Dataset data, Sharding sharding) {
    this.rows = ShardRows.of(data, sharding);
    this.identity =
        data
            + " "
            + Checksum.of(data, sharding.rowsByKey())
            + ", "
            + sharding.shards()
            + " shards, keys "
            + Arrays.hashCode(sharding.sortedKeys());
  }

  @Override
  public int in() {
    return rows.data().in();
  }

  @Override
  public int targetColumns() {
    return rows.data().outputs();
  }

  @Override
  public int[] rows() {
    int[] numbers = new int[rows.count()];
    Arrays.setAll(numbers, rows::rows);
    return numbers;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public Run begin(Network network, Loss loss, ShardPlan plan) {
    Arena arena = Arena.ofShared();
    try {
      ShardGradients gradients = new ShardGradients(arena, network, loss, rows, plan);
      return new LocalRun(arena, gradients, plan.shards());
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private record LocalRun(Arena arena, ShardGradients gradients, int count) implements Run {
    @Override
    public double weight(int epoch, int index) {
      return gradients.weight(epoch, index);
    }

    @Override
    public void step(ShardStep step) {
      gradients.step(step);
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
