package dev.neurite.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A matrix for tests: rows further apart than they are long, after an offset; NaN elsewhere. */
final class Rows {
  final int rows;
  final int columns;
  final int ld;
  final long offset = 3;
  final MemorySegment memory;

  Rows(int rows, int columns) {
    this(rows, columns, columns + 5);
  }

  Rows(int rows, int columns, int ld) {
    this.rows = rows;
    this.columns = columns;
    this.ld = ld;
    int all = 3 + rows * ld;
    this.memory = Arena.ofAuto().allocate(4L * all, 64);
    for (int i = 0; i < all; i++) {
      memory.setAtIndex(JAVA_FLOAT, i, Float.NaN);
    }
  }

  /** One row without gaps. */
  static Rows of(float... elements) {
    Rows row = new Rows(1, elements.length);
    for (int c = 0; c < elements.length; c++) {
      row.set(0, c, elements[c]);
    }
    return row;
  }

  /** Elements uniform in [low, high). */
  Rows random(long seed, double low, double high) {
    CounterRandom random = new CounterRandom(seed, Purpose.SAMPLE);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        set(r, c, (float) (low + (high - low) * random.uniform(r, c)));
      }
    }
    return this;
  }

  Rows copy() {
    Rows copy = new Rows(rows, columns, ld);
    copy.memory.copyFrom(memory);
    return copy;
  }

  float get(int r, int c) {
    return memory.getAtIndex(JAVA_FLOAT, offset + (long) r * ld + c);
  }

  void set(int r, int c, float value) {
    memory.setAtIndex(JAVA_FLOAT, offset + (long) r * ld + c, value);
  }
}
