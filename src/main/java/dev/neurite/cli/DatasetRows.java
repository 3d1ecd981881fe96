package dev.neurite.cli;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Dataset;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Rows that are in memory. */
final class DatasetRows implements RowSource {
  private final Dataset rows;
  private final int most;
  private int done;

  /** At most {@code most} rows at a time. */
  DatasetRows(Dataset rows, int most) {
    this.rows = rows;
    this.most = most;
  }

  @Override
  public Optional<Chunk> next() {
    int count = Math.min(most, rows.rows() - done);
    if (count == 0) {
      return Optional.empty();
    }
    float[] features = new float[count * rows.in()];
    long from = 4L * done * rows.in();
    MemorySegment.copy(rows.features().segment(), JAVA_FLOAT, from, features, 0, features.length);
    done += count;
    return Optional.of(new Chunk(count, features));
  }

  @Override
  public void close() {
    // the collector frees memory
  }
}
