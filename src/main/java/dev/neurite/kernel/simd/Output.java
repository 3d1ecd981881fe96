package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.MR;
import static dev.neurite.kernel.simd.Blocking.NR;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Transposer.SIZE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Where the tiles of a product start from and go to: C, as it is or turned (a tile is then a tile
 * of Cᵀ), from 0, from a bias for each column of C, or from what C holds.
 *
 * <p>At the edges of C tiles are whole and stored in part.
 */
final class Output {
  /** The tile [MR][NR], with room for whole squares. */
  final float[] tile = new float[Blocking.padded(MR, SIZE) * NR];

  private final float[] turned = new float[NR * SIZE]; // [NR][SIZE]
  private MemorySegment c;
  private long offset;
  private int ldc;
  private float[] bias;
  private boolean accumulate;
  private boolean turn;

  /**
   * Where the next product goes.
   *
   * @param bias padded to whole tiles, or null
   */
  void set(MemorySegment c, long offset, int ldc, float[] bias, boolean accumulate, boolean turn) {
    this.c = c;
    this.offset = offset;
    this.ldc = ldc;
    this.bias = bias;
    this.accumulate = accumulate;
    this.turn = turn;
  }

  /**
   * Gets the tile ready whose first element is [i, j] of the product.
   *
   * @param first false if C holds the sums of earlier steps
   * @return false if the tile starts from 0
   */
  boolean start(int i, int j, int rows, int columns, boolean first) {
    if (accumulate || !first) {
      if (turn) {
        readTurned(at(j, i), rows, columns);
      } else {
        read(at(i, j), rows, columns);
      }
      return true;
    }
    if (bias != null) {
      for (int r = 0; r < MR; r++) {
        if (turn) {
          Arrays.fill(tile, r * NR, (r + 1) * NR, bias[i + r]);
        } else {
          System.arraycopy(bias, j, tile, r * NR, NR);
        }
      }
    }
    return bias != null;
  }

  /** True if whole tiles of so many columns need not rest in {@link #tile}. */
  boolean goesStraight(int columns, boolean first) {
    return first && !accumulate && !turn && columns == NR;
  }

  /** A column of whole tiles from [i, j] on, from panels of op(A) and a panel of op(B). */
  void straight(int i, int j, int rows, int k, float[] p, float[] q, int qStart) {
    StraightKernel.column(rows, k, p, q, qStart, bias, j, c, at(i, j), ldc);
  }

  /** The same, from rows of op(A) in place. */
  void straight(
      int i,
      int j,
      int rows,
      int k,
      MemorySegment a,
      long aOffset,
      int lda,
      float[] q,
      int qStart) {
    InPlaceKernel.column(rows, k, a, aOffset, lda, q, qStart, bias, j, c, at(i, j), ldc);
  }

  /** Stores the tile whose first element is [i, j] of the product. */
  void store(int i, int j, int rows, int columns) {
    if (turn) {
      writeTurned(at(j, i), rows, columns);
    } else {
      write(at(i, j), rows, columns);
    }
  }

  private long at(int row, int column) {
    return offset + (long) row * ldc + column;
  }

  private void read(long from, int rows, int columns) {
    if (columns == NR) {
      readVectors(rows, c, from, ldc, tile);
      return;
    }
    for (int r = 0; r < rows; r++) {
      Scratch.read(columns, c, from + (long) r * ldc, tile, r * NR);
    }
  }

  private void write(long to, int rows, int columns) {
    if (columns == NR) {
      writeVectors(rows, tile, c, to, ldc);
      return;
    }
    for (int r = 0; r < rows; r++) {
      Scratch.write(columns, tile, r * NR, c, to + (long) r * ldc);
    }
  }

  private static void readVectors(int rows, MemorySegment c, long from, int ldc, float[] tile) {
    MemorySegment block = c.asSlice(Float.BYTES * from, bytes(rows, ldc));
    for (int r = 0; r < rows; r++) {
      long row = (long) r * ldc;
      Lanes.load(block, row).intoArray(tile, r * NR);
      Lanes.load(block, row + LENGTH).intoArray(tile, r * NR + LENGTH);
    }
  }

  private static void writeVectors(int rows, float[] tile, MemorySegment c, long to, int ldc) {
    MemorySegment block = c.asSlice(Float.BYTES * to, bytes(rows, ldc));
    for (int r = 0; r < rows; r++) {
      long row = (long) r * ldc;
      FloatVector first = FloatVector.fromArray(Lanes.F32, tile, r * NR);
      FloatVector second = FloatVector.fromArray(Lanes.F32, tile, r * NR + LENGTH);
      Lanes.store(first, block, row);
      Lanes.store(second, block, row + LENGTH);
    }
  }

  /** From the first to the last element of so many rows of a tile. */
  private static long bytes(int rows, int ldc) {
    return Float.BYTES * ((rows - 1L) * ldc + NR);
  }

  private void readTurned(long from, int rows, int columns) {
    for (int q = 0; q < columns; q++, from += ldc) {
      Scratch.read(rows, c, from, turned, q * SIZE);
    }
    for (int q = 0; q < columns; q += SIZE) {
      Transposer.square(turned, q * SIZE, SIZE, tile, q, NR);
    }
  }

  private void writeTurned(long to, int rows, int columns) {
    for (int q = 0; q < columns; q += SIZE) {
      Transposer.square(tile, q, NR, turned, q * SIZE, SIZE);
    }
    for (int q = 0; q < columns; q++, to += ldc) {
      if (rows == SIZE) {
        Transposer.store(turned, q * SIZE, c, to);
      } else {
        Scratch.write(rows, turned, q * SIZE, c, to);
      }
    }
  }
}
