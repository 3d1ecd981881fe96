package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.KC;
import static dev.neurite.kernel.simd.Blocking.MC;
import static dev.neurite.kernel.simd.Blocking.MR;
import static dev.neurite.kernel.simd.Blocking.NC;
import static dev.neurite.kernel.simd.Blocking.NR;

import dev.neurite.kernel.Form;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * C ← op(A)·op(B) (+ C), blocked and packed [1].
 *
 * <p>Loops from the outside: columns of C by NC, steps by KC, rows by MC, then the tiles of the
 * block. A chain that goes over several blocks of steps rests in C in between: storing and loading
 * a float changes no bit.
 *
 * <p>[1] K. Goto, R. van de Geijn, <i>Anatomy of high-performance matrix multiplication</i>, ACM
 * TOMS 34 (2008).
 */
final class Gemm {
  private final Packing packing = new Packing();
  private final Scratch packedA = new Scratch();
  private final Scratch packedB = new Scratch();
  private final float[] tile = new float[MR * NR];

  /** As {@link dev.neurite.kernel.Products#gemm}. */
  void run(
      Form form,
      int m,
      int n,
      int k,
      MemorySegment a,
      long aOffset,
      int lda,
      MemorySegment b,
      long bOffset,
      int ldb,
      boolean accumulate,
      MemorySegment c,
      long cOffset,
      int ldc) {
    if (k == 0 && !accumulate) {
      clear(m, n, c, cOffset, ldc);
    }
    for (int j = 0; j < n; j += NC) {
      int nc = Math.min(NC, n - j);
      for (int p = 0; p < k; p += KC) {
        int kc = Math.min(KC, k - p);
        float[] panelsB = packB(form, b, bOffset, ldb, p, kc, j, nc);
        for (int i = 0; i < m; i += MC) {
          int mc = Math.min(MC, m - i);
          float[] panelsA = packA(form, a, aOffset, lda, i, mc, p, kc);
          long ci = cOffset + (long) i * ldc + j;
          block(mc, nc, kc, panelsA, panelsB, accumulate || p > 0, c, ci, ldc);
        }
      }
    }
  }

  private float[] packA(
      Form form, MemorySegment a, long offset, int lda, int i, int mc, int p, int kc) {
    float[] panels = packedA.atLeast(Blocking.padded(mc, MR) * kc);
    if (form.transposesA()) { // [k, m]
      packing.copy(mc, kc, a, offset + (long) p * lda + i, lda, panels, MR);
    } else { // [m, k]
      packing.transpose(mc, kc, a, offset + (long) i * lda + p, lda, panels, MR);
    }
    return panels;
  }

  private float[] packB(
      Form form, MemorySegment b, long offset, int ldb, int p, int kc, int j, int nc) {
    float[] panels = packedB.atLeast(Blocking.padded(nc, NR) * kc);
    if (form.transposesB()) { // [n, k]
      packing.transpose(nc, kc, b, offset + (long) j * ldb + p, ldb, panels, NR);
    } else { // [k, n]
      packing.copy(nc, kc, b, offset + (long) p * ldb + j, ldb, panels, NR);
    }
    return panels;
  }

  /**
   * All tiles of a block of C, [mc, nc]. At its edges tiles are computed whole and stored in part.
   */
  private void block(
      int mc,
      int nc,
      int kc,
      float[] panelsA,
      float[] panelsB,
      boolean add,
      MemorySegment c,
      long offset,
      int ldc) {
    for (int j = 0; j < nc; j += NR) {
      int columns = Math.min(NR, nc - j);
      for (int i = 0; i < mc; i += MR) {
        int rows = Math.min(MR, mc - i);
        long cij = offset + (long) i * ldc + j;
        if (add) {
          readTile(rows, columns, c, cij, ldc);
        } else {
          Arrays.fill(tile, 0);
        }
        MicroKernel.run(kc, panelsA, i * kc, panelsB, j * kc, tile);
        writeTile(rows, columns, c, cij, ldc);
      }
    }
  }

  private void readTile(int rows, int columns, MemorySegment c, long offset, int ldc) {
    for (int r = 0; r < rows; r++) {
      Scratch.read(columns, c, offset + (long) r * ldc, tile, r * NR);
    }
  }

  private void writeTile(int rows, int columns, MemorySegment c, long offset, int ldc) {
    for (int r = 0; r < rows; r++) {
      Scratch.write(columns, tile, r * NR, c, offset + (long) r * ldc);
    }
  }

  private void clear(int m, int n, MemorySegment c, long offset, int ldc) {
    float[] zeros = packedA.atLeast(n);
    Arrays.fill(zeros, 0, n, 0);
    for (int i = 0; i < m; i++) {
      Scratch.write(n, zeros, 0, c, offset + (long) i * ldc);
    }
  }
}
