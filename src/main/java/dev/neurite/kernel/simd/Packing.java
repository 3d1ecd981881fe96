package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Transposer.SIZE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Copies a block of an operand into panels [k][width], one behind the other.
 *
 * <p>Panel q holds outputs q·width … q·width + width − 1 (rows of C for op(A), columns for op(B)),
 * step by step. Places of outputs that do not exist keep whatever they held: they only reach
 * elements of a tile that nobody stores.
 *
 * <p>Panels are written in whole vectors and in ascending order; what a vector writes
 * beyond its place is written again later, or lies in the slack behind the last.
 */
final class Packing {
  /** Floats that must follow the last panel: a square that has fewer steps is written whole. */
  static final int SLACK = SIZE * Math.max(Blocking.NR, FewOutputs.WIDTH);

  private MemorySegment rest = MemorySegment.NULL;
  private long restLength;

  /**
   * Panels from a source whose rows run along k: transposes.
   *
   * @param outputs rows of the block
   * @param k steps of the block: the elements of a row that are read
   */
  void transpose(
      int outputs,
      int k,
      MemorySegment source,
      long offset,
      int ld,
      float[] panels,
      int start,
      int width) {
    for (int i = 0; i < outputs; i += width) {
      int last = Math.min(width, outputs - i) - 1;
      for (int r = last / SIZE * SIZE; r >= 0; r -= SIZE) {
        int row = i + r;
        long from = offset + (long) row * ld;
        squares(outputs - row, k, source, from, ld, panels, start + i * k + r, width);
      }
    }
  }

  /**
   * Panels from a source whose rows run along the outputs: copies.
   *
   * @param outputs elements of a row that are read
   * @param k steps of the block: its rows
   */
  static void copy(
      int outputs,
      int k,
      MemorySegment source,
      long offset,
      int ld,
      float[] panels,
      int start,
      int width) {
    for (int i = 0; i < outputs; i += width) {
      int to = start + i * k;
      if (width == Blocking.NR && outputs - i >= width) {
        twoVectors(k, source, offset + i, ld, panels, to, width);
      } else if (width <= SIZE && outputs - i >= SIZE) {
        oneRow(k, source, offset + i, ld, panels, to, width);
      } else {
        copyRows(k, Math.min(width, outputs - i), source, offset + i, ld, panels, to, width);
      }
    }
  }

  private static void copyRows(
      int n, int length, MemorySegment source, long offset, int ld, float[] target, int t, int ldt) {
    for (int p = 0; p < n; p++) {
      Scratch.read(length, source, offset + (long) p * ld, target, t + p * ldt);
    }
  }

  private static void oneRow(
      int k, MemorySegment source, long offset, int ld, float[] panel, int start, int width) {
    for (int p = 0; p < k; p++) {
      Transposer.load(source, offset + (long) p * ld).intoArray(panel, start + p * width);
    }
  }

  private static void twoVectors(
      int k, MemorySegment source, long offset, int ld, float[] panel, int start, int width) {
    for (int p = 0; p < k; p++) {
      long from = offset + (long) p * ld;
      int to = start + p * width;
      Lanes.load(source, from).intoArray(panel, to);
      Lanes.load(source, from + LENGTH).intoArray(panel, to + LENGTH);
    }
  }

  /**
   * The transpose of up to SIZE rows of {@code n} elements. Rows that are fewer or shorter than a
   * square go through a scratch square.
   */
  private void squares(
      int rows, int n, MemorySegment source, long offset, int ld, float[] target, int t, int ldt) {
    if (rows >= SIZE && n >= SIZE) {
      whole(n, source, offset, ld, target, t, ldt);
      return;
    }
    int length = Math.max(n, SIZE);
    reserve((long) length * SIZE);
    for (int i = 0; i < Math.min(rows, SIZE); i++) {
      long from = Float.BYTES * (offset + (long) i * ld);
      MemorySegment.copy(source, from, rest, (long) Float.BYTES * i * length, 4L * n);
    }
    whole(length, rest, 0, length, target, t, ldt);
  }

  /** SIZE rows of at least SIZE elements; the last square may overlap the one before. */
  private static void whole(
      int n, MemorySegment source, long offset, int ld, float[] target, int t, int ldt) {
    int body = n & -SIZE;
    Transposer.rows(body, source, offset, ld, target, t, ldt);
    if (body < n) {
      int last = n - SIZE;
      Transposer.rows(SIZE, source, offset + last, ld, target, t + last * ldt, ldt);
    }
  }

  private void reserve(long length) {
    if (restLength < length) {
      rest = Arena.ofAuto().allocate(Float.BYTES * length, 64);
      restLength = length;
    }
  }
}
