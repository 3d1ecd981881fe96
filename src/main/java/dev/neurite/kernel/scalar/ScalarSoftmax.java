package dev.neurite.kernel.scalar;

import java.lang.foreign.MemorySegment;

/** The softmax of one row in its three passes: maximum, exponentials with their sum, division. */
final class ScalarSoftmax {
  private final ScalarBlock block = new ScalarBlock();
  private final ScalarLanes lanes = new ScalarLanes();
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
    lanes.clear();
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      exponentialsOfBlock(count, x, xRow + done);
      block.write(y, yRow + done, count);
    }
    sum = lanes.sum();
  }

  /** y ← y / s. */
  void divide(int n, MemorySegment y, long yRow) {
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      block.read(y, yRow + done, count);
      for (int i = 0; i < count; i++) {
        block.a[i] /= sum;
      }
      block.write(y, yRow + done, count);
    }
  }

  /** y ← (x − m) − ln s. y may be x. */
  void log(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    max = max(n, x, xRow);
    lanes.clear();
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      exponentialsOfBlock(count, x, xRow + done);
    }
    sum = lanes.sum();
    float log = ScalarMath.log(sum);
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      block.read(x, xRow + done, count);
      for (int i = 0; i < count; i++) {
        block.a[i] = block.a[i] - max - log;
      }
      block.write(y, yRow + done, count);
    }
  }

  private void exponentialsOfBlock(int count, MemorySegment x, long xOffset) {
    block.read(x, xOffset, count);
    for (int i = 0; i < count; i++) {
      block.a[i] = ScalarMath.exp(block.a[i] - max);
      lanes.add(block.a[i]);
    }
  }

  /** A NaN may be passed over here: it makes its exponential, and so the sum, NaN. */
  private float max(int n, MemorySegment x, long xRow) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      block.read(x, xRow + done, count);
      for (int i = 0; i < count; i++) {
        largest = block.a[i] > largest ? block.a[i] : largest;
      }
    }
    return largest;
  }
}
