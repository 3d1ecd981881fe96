package dev.neurite.linear;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.train.ShardRows;
import dev.neurite.train.Sharding;
import java.util.List;

/** All shards in this process. */
final class LocalSums implements LinearSource, AutoCloseable {
  private final Dataset data;
  private final ShardSums sums;

  LocalSums(Dataset data, Sharding sharding, Backend backend) {
    if (data.weights().isPresent()) {
      throw new IllegalArgumentException(
          "linear: rows that are cut into shards count once each, and " + data + " has weights");
    }
    this.data = data;
    this.sums = new ShardSums(ShardRows.of(data, sharding), backend);
  }

  @Override
  public int in() {
    return data.in();
  }

  @Override
  public List<String> labels() {
    return data.labels();
  }

  @Override
  public long rowCount() {
    return data.rows();
  }

  @Override
  public double[] sum(LinearPass pass) {
    return sums.sum(pass);
  }

  @Override
  public void close() {
    sums.close();
  }
}
