package dev.neurite.serve;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.loss.Loss;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A bounded queue of labelled rows: many threads put rows in, one takes them out, in batches.
 *
 * <p>Rings of floats, made once; the lock is held for the copy of a row.
 */
final class RowQueue {
  private static final String NAME = "live trainer";

  private final int capacity;
  private final int in;
  private final int columns;
  private final int out;
  private final Loss loss;
  private final float[] features;
  private final float[] targets;
  private final MemorySegment target; // of the row that is being put in, for the loss to check
  private int first;
  private int size;
  private int wanted; // rows at which the one that takes is to be woken
  private boolean closed;
  private long accepted;
  private long rejected;

  RowQueue(int capacity, int in, int out, Loss loss) {
    this.capacity = capacity;
    this.in = in;
    this.out = out;
    this.loss = loss;
    this.columns = loss.targetColumns(out);
    this.features = new float[Math.multiplyExact(capacity, in)];
    this.targets = new float[Math.multiplyExact(capacity, columns)];
    this.target = Tensor.allocate(Arena.ofAuto(), columns).segment();
  }

  /** False if there is no place, or no more trainer. */
  boolean offer(float[] x, float[] t) {
    check(x, t);
    synchronized (this) {
      loss.checkTargets(1, out, target(t));
      if (closed || size == capacity) {
        rejected++;
        return false;
      }
      add(x, t);
      return true;
    }
  }

  /** Waits for a place; false if there is no more trainer. */
  boolean put(float[] x, float[] t) throws InterruptedException {
    check(x, t);
    synchronized (this) {
      loss.checkTargets(1, out, target(t));
      while (!closed && size == capacity) {
        wait();
      }
      if (closed) {
        rejected++;
        return false;
      }
      add(x, t);
      return true;
    }
  }

  /**
   * Waits for {@code most} rows, as many as there is place for, or until the time is over, and
   * takes as many as there are.
   *
   * @param toX [most, in]
   * @param toT [most, targets]
   * @return how many; −1 once closed
   */
  synchronized int take(int most, long millis, float[] toX, float[] toT)
      throws InterruptedException {
    long end = System.nanoTime() + 1_000_000 * millis;
    long left = millis;
    wanted = Math.min(most, capacity);
    while (!closed && size < wanted && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    if (closed) {
      return -1;
    }
    int count = Math.min(most, size);
    for (int i = 0; i < count; i++) {
      System.arraycopy(features, first * in, toX, i * in, in);
      System.arraycopy(targets, first * columns, toT, i * columns, columns);
      first = (first + 1) % capacity;
    }
    size -= count;
    notifyAll();
    return count;
  }

  /** Lets nothing in any more; whoever waits is told. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized long accepted() {
    return accepted;
  }

  synchronized long rejected() {
    return rejected;
  }

  synchronized int size() {
    return size;
  }

  private void check(float[] x, float[] t) {
    Check.length(NAME, "features", in, Check.notNull(NAME, "features", x).length);
    Check.length(NAME, "targets", columns, Check.notNull(NAME, "targets", t).length);
    for (float feature : x) {
      Check.finite(NAME, "a feature", feature);
    }
    for (float number : t) {
      Check.finite(NAME, "a target", number);
    }
  }

  private MemorySegment target(float[] t) {
    MemorySegment.copy(t, 0, target, JAVA_FLOAT, 0, columns);
    return target;
  }

  private void add(float[] x, float[] t) {
    int at = (first + size) % capacity;
    System.arraycopy(x, 0, features, at * in, in);
    System.arraycopy(t, 0, targets, at * columns, columns);
    size++;
    accepted++;
    if (size == wanted) {
      notifyAll();
    }
  }
}
