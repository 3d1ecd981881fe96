package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.MR;
import static dev.neurite.kernel.simd.Blocking.NR;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Transposer.SIZE;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Where the tiles of a product start from and go to: C, as it is or turned (a tile is then a tile of
 * Cᵀ), from 0, from a bias for each column of C, or from what C holds.
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
        biasRow(r * NR, turn ? i + r : j);
      }
      return true;
    }
    return false;
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

  private void biasRow(int to, int from) {
    for (int v = 0; v < NR; v += LENGTH) {
      if (turn) {
        FloatVector.broadcast(Lanes.F32, bias[from]).intoArray(tile, to + v);
      } else {
        Lanes.load(bias, from + v).intoArray(tile, to + v);
      }
    }
  }

  private void read(long from, int rows, int columns) {
    for (int r = 0; r < rows; r++, from += ldc) {
      if (columns == NR) {
        Lanes.load(c, from).intoArray(tile, r * NR);
        Lanes.load(c, from + LENGTH).intoArray(tile, r * NR + LENGTH);
      } else {
        Scratch.read(columns, c, from, tile, r * NR);
      }
    }
  }

  private void write(long to, int rows, int columns) {
    for (int r = 0; r < rows; r++, to += ldc) {
      if (columns == NR) {
        Lanes.store(Lanes.load(tile, r * NR), c, to);
        Lanes.store(Lanes.load(tile, r * NR + LENGTH), c, to + LENGTH);
      } else {
        Scratch.write(columns, tile, r * NR, c, to);
      }
    }
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
