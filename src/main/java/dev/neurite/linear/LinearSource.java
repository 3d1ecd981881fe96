package dev.neurite.linear;

import java.util.List;

/**
 * Rows of a fit that are cut into shards, wherever they lie: in this process, or in those of a
 * cluster.
 *
 * <p>A fit sees them through sums over all rows alone. Each shard's is taken by itself, and they
 * are added pairwise by a tree whose shape depends on the number of shards alone ({@link
 * ShardSums}), so that a source that computes elsewhere gives the bits of one that computes here.
 * One caller at a time.
 */
public interface LinearSource {

  /** The number of features. */
  int in();

  /** The names of the classes. */
  List<String> labels();

  /** The number of rows. */
  long rowCount();

  /** A sum over all rows. */
  double[] sum(LinearPass pass);
}
