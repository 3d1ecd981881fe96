package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.data.Parts;
import dev.neurite.random.CounterRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Rows that come in parts, of which one is in memory. A batch has rows of one part: the last batch
 * of each has what is left. Rows are shuffled within their part.
 *
 * <p>A first pass counts and checks; every part must then come again as it was.
 */
final class RowsInParts implements RowSource {
  private final Supplier<? extends Parts> source;
  private final UnaryOperator<Dataset> prepare;
  private final int capacity;
  private final CounterRandom shuffle;
  private final String description;
  private long rows;
  private long batches;
  private double weight;
  private final List<Integer> partRows = new ArrayList<>(); // of each part in the first pass

  // the pass at hand
  private Parts parts;
  private int epoch;
  private Dataset part; // null: none was read
  private int partNumber; // of the one at hand, from 0
  private long firstBatch; // of the part at hand
  private int[] order = {};

  /**
   * Goes through all parts once.
   *
   * @param prepare checks a part, and gives its rows their weights
   */
  RowsInParts(
      Supplier<? extends Parts> source,
      UnaryOperator<Dataset> prepare,
      int capacity,
      CounterRandom shuffle) {
    this.source = source;
    this.prepare = prepare;
    this.capacity = capacity;
    this.shuffle = shuffle;
    try {
      begin(0);
      this.description = count();
    } finally {
      close();
    }
  }

  private String count() {
    Checksum sum = new Checksum();
    Dataset first = null;
    int number = 0;
    while (parts.hasNext()) {
      part = prepare.apply(parts.next());
      first = first == null ? part : first;
      number++;
      if (!part.labels().equals(first.labels())
          || !part.featureNames().equals(first.featureNames())) {
        throw new IllegalArgumentException(
            "trainer: part "
                + number
                + " of the data has the labels "
                + part.labels()
                + " and features "
                + part.featureNames()
                + ", the first one has "
                + first.labels()
                + " and "
                + first.featureNames());
      }
      sum.add(part);
      rows += part.rows();
      batches += Math.ceilDiv(part.rows(), capacity);
      weight += RowsInMemory.weight(part);
      partRows.add(part.rows());
    }
    if (first == null) {
      throw new IllegalArgumentException("trainer: the data has no part");
    }
    if (batches > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "trainer: an epoch has " + batches + " batches, more than " + Integer.MAX_VALUE);
    }
    return rows + " rows in " + number + " parts " + sum;
  }

  @Override
  public int batches() {
    return (int) batches;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public double weight() {
    return weight;
  }

  /** The rows of the largest batch. */
  int largestBatch() {
    return Math.min(capacity, Collections.max(partRows));
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public void begin(int epoch) {
    close();
    this.epoch = epoch;
    this.parts = source.get();
    this.part = null;
    this.partNumber = -1;
    this.firstBatch = 0;
    if (parts == null) {
      throw new NullPointerException("trainer: the supplier of parts gave null");
    }
  }

  @Override
  public void gather(Batch batch, int number) {
    int from = seek(batch, number);
    batch.gather(order, from, Math.min(capacity, part.rows() - from));
  }

  @Override
  public void gather(Batch batch, int number, double weightOfStep) {
    int from = seek(batch, number);
    batch.gather(order, from, Math.min(capacity, part.rows() - from), weightOfStep);
  }

  /** Goes on to the part with this batch; returns the place of its first row there. */
  private int seek(Batch batch, int number) {
    while (part == null || number - firstBatch >= Math.ceilDiv(part.rows(), capacity)) {
      next();
    }
    batch.of(part);
    return (int) (number - firstBatch) * capacity;
  }

  private void next() {
    firstBatch += part == null ? 0 : Math.ceilDiv(part.rows(), capacity);
    if (!parts.hasNext()) {
      throw new TrainingException(
          "training: the parts ended after "
              + firstBatch
              + " of "
              + batches
              + " batches; they must be the same in every pass");
    }
    part = prepare.apply(parts.next());
    partNumber++;
    if (part.rows() != partRows.get(partNumber)) {
      throw new TrainingException(
          "training: part "
              + (partNumber + 1)
              + " of the data has "
              + part.rows()
              + " rows, and had "
              + partRows.get(partNumber)
              + " in the first pass; parts must be the same in every pass");
    }
    if (order.length != part.rows()) {
      order = new int[part.rows()];
    }
    RowsInMemory.arrange(order, shuffle, epoch, ((long) partNumber << 32) + epoch);
  }

  /** Ends the pass at hand. Idempotent. */
  void close() {
    if (parts != null) {
      parts.close();
      parts = null;
    }
  }
}
