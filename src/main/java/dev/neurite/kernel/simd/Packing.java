package dev.neurite.kernel.simd;

import java.lang.foreign.MemorySegment;

/**
 * Copies a block of an operand into panels [k][width], one behind the other, and pads the last one
 * with zeros.
 *
 * <p>Panel q holds outputs q·width … q·width + width − 1 (rows of C for op(A), columns for op(B)),
 * step by step. There is one packer per orientation of the source; each reads its rows with bulk
 * copies, so that it is fast before the JIT has seen it.
 */
final class Packing {
  private final Scratch row = new Scratch();

  /**
   * From a source whose rows run along k: transposes.
   *
   * @param outputs rows of the block
   * @param k steps of the block: the elements of a row that are read
   */
  void transpose(
      int outputs, int k, MemorySegment source, long offset, int ld, float[] panels, int width) {
    for (int i = 0; i < outputs; i++) {
      float[] values = row.vector(k, source, offset + (long) i * ld);
      scatter(k, values, panels, i / width * width * k + i % width, width);
    }
    int padded = Blocking.padded(outputs, width);
    for (int i = outputs; i < padded; i++) {
      zero(k, panels, i / width * width * k + i % width, width);
    }
  }

  /**
   * From a source whose rows run along the outputs: copies.
   *
   * @param outputs elements of a row that are read
   * @param k steps of the block: its rows
   */
  void copy(
      int outputs, int k, MemorySegment source, long offset, int ld, float[] panels, int width) {
    int padded = Blocking.padded(outputs, width);
    float[] values = row.atLeast(padded);
    for (int p = 0; p < k; p++) {
      Scratch.read(outputs, source, offset + (long) p * ld, values, 0);
      zero(padded - outputs, values, outputs, 1);
      for (int i = 0; i < padded; i += width) {
        System.arraycopy(values, i, panels, i * k + p * width, width);
      }
    }
  }

  private static void scatter(int n, float[] values, float[] panels, int start, int step) {
    for (int p = 0; p < n; p++) {
      panels[start + p * step] = values[p];
    }
  }

  private static void zero(int n, float[] panels, int start, int step) {
    for (int p = 0; p < n; p++) {
      panels[start + p * step] = 0;
    }
  }
}
