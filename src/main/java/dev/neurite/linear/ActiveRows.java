package dev.neurite.linear;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/** The rows that a pass visits, in random order: those whose dual variables may still move. */
final class ActiveRows {
  private final CounterRandom random;
  private final int[] rows;
  private int size;

  ActiveRows(int n, long seed) {
    this.random = new CounterRandom(seed, Purpose.SHUFFLE);
    this.rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    this.size = n;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return rows[index];
  }

  /** Takes all rows in again. */
  void restore() {
    size = rows.length;
  }

  /** Leaves out the row at this index; another takes its place. */
  void drop(int index) {
    size--;
    int row = rows[index];
    rows[index] = rows[size];
    rows[size] = row;
  }

  /** Puts the active rows into the order of a pass. */
  void shuffle(int pass) {
    for (int i = size - 1; i > 0; i--) {
      int j = random.integer(pass, i, i + 1);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
  }
}
