package dev.neurite.kernel.scalar;

import java.lang.foreign.MemorySegment;

/** The softmax of one row in its three passes: maximum, exponentials with their sum, division. */
final class ScalarSoftmax {
  private final float[] block = new float[Scratch.BLOCK];
  private final Sums sums = new Sums();
  private float max;
  private float sum;

  /** m, the largest element that is a number. */
  float max() {
    return max;
  }

  /** s = Σ e^(x − m). */
  float sum() {
    return sum;
  }

  /** y ← e^(x − m), and their sum. y may be x. */
  void exponentials(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    max = max(n, x, xRow);
    sums.clear();
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      exponentialsOfBlock(count, x, xRow + done);
      Scratch.write(count, block, y, yRow + done);
    }
    sum = sums.halve();
  }

  /** y ← y / s. */
  void divide(int n, MemorySegment y, long yRow) {
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, y, yRow + done, block, 0);
      for (int i = 0; i < count; i++) {
        block[i] /= sum;
      }
      Scratch.write(count, block, y, yRow + done);
    }
  }

  /** y ← (x − m) − ln s. y may be x. */
  void log(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    max = max(n, x, xRow);
    sums.clear();
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      exponentialsOfBlock(count, x, xRow + done);
    }
    sum = sums.halve();
    float log = ScalarMath.log(sum);
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, x, xRow + done, block, 0);
      for (int i = 0; i < count; i++) {
        block[i] = block[i] - max - log;
      }
      Scratch.write(count, block, y, yRow + done);
    }
  }

  private void exponentialsOfBlock(int count, MemorySegment x, long xOffset) {
    Scratch.read(count, x, xOffset, block, 0);
    for (int i = 0; i < count; i++) {
      block[i] = ScalarMath.exp(block[i] - max);
    }
    sums.add(count, block);
  }

  /** A NaN may be passed over here: it makes its exponential, and so the sum, NaN. */
  private float max(int n, MemorySegment x, long xRow) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.read(count, x, xRow + done, block, 0);
      for (int i = 0; i < count; i++) {
        largest = block[i] > largest ? block[i] : largest;
      }
    }
    return largest;
  }
}
