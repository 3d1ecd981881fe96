package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Blocking.IN_PLACE;
import static dev.neurite.kernel.simd.Blocking.MR;
import static dev.neurite.kernel.simd.Blocking.NR;
import static dev.neurite.kernel.simd.Blocking.RUN;

import dev.neurite.kernel.Form;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * C ← op(A)·op(B) (+ C, or + a bias for each column), blocked and packed [1].
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
  private final Output output = new Output();

  /** The rows of A that are not a whole tile, where A is read in place. */
  private final MemorySegment lastRows =
      Arena.ofAuto().allocate(IN_PLACE ? (long) Float.BYTES * MR * Blocking.KC : 1, 64);

  /**
   * As {@link dev.neurite.kernel.Products#gemm}.
   *
   * @param bias where the chains start, padded to a multiple of {@link Blocking#NR}; or null
   */
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
      float[] bias,
      boolean accumulate,
      MemorySegment c,
      long cOffset,
      int ldc) {
    if (form == Form.NT && Blocking.swaps(m, n, k)) {
      output.set(c, cOffset, ldc, bias, accumulate, true);
      product(form, n, m, k, b, bOffset, ldb, a, aOffset, lda);
    } else {
      output.set(c, cOffset, ldc, bias, accumulate, false);
      product(form, m, n, k, a, aOffset, lda, b, bOffset, ldb);
    }
    if (k == 0 && !accumulate) {
      store(m, n, bias, c, cOffset, ldc);
    }
  }

  /**
   * Y ← X·Wᵀ + b with packed W, for up to {@link Blocking#rows} rows of X.
   *
   * @param panels the whole of W in panels [k][NR]
   * @param bias padded to a multiple of NR
   */
  void packed(
      int m,
      int n,
      int k,
      MemorySegment x,
      long xOffset,
      int ldx,
      float[] panels,
      float[] bias,
      MemorySegment y,
      long yOffset,
      int ldy) {
    output.set(y, yOffset, ldy, bias, false, false);
    int steps = Blocking.steps(k);
    for (int p = 0; p < k; p += steps) {
      int kc = Math.min(steps, k - p);
      packA(Form.NT, x, xOffset + p, ldx, m, kc);
      for (int j = 0; j < n; j += NR) {
        int columns = Math.min(NR, n - j);
        int slot = j * k + p * NR;
        column(Form.NT, x, xOffset + p, ldx, 0, m, j, columns, kc, panels, slot, p == 0);
      }
    }
    if (k == 0) {
      store(m, n, bias, y, yOffset, ldy);
    }
  }

  private void product(
      Form form,
      int m,
      int n,
      int k,
      MemorySegment a,
      long aOffset,
      int lda,
      MemorySegment b,
      long bOffset,
      int ldb) {
    int steps = Blocking.steps(k);
    int width = Blocking.columns(steps);
    int height = Blocking.rows(steps);
    for (int j = 0; j < n; j += width) {
      int nc = Math.min(width, n - j);
      int kept = m > height ? nc : Math.min(NR, nc); // a panel that is used once is not kept
      float[] panelsB = packedB.atLeast(Blocking.padded(kept, NR) * steps + Packing.SLACK);
      for (int p = 0; p < k; p += steps) {
        int kc = Math.min(steps, k - p);
        for (int i = 0; i < m; i += height) {
          int mc = Math.min(height, m - i);
          long aStart = aOffset + (form.transposesA() ? (long) p * lda + i : (long) i * lda + p);
          packA(form, a, aStart, lda, mc, kc);
          for (int q = 0; q < nc; q += NR) {
            int columns = Math.min(NR, nc - q);
            int slot = m > height ? q * kc : 0;
            if (i == 0) {
              packB(form, b, bOffset, ldb, p, kc, j + q, columns, panelsB, slot);
            }
            column(form, a, aStart, lda, i, mc, j + q, columns, kc, panelsB, slot, p == 0);
          }
        }
      }
    }
  }

  /** Packs a block of op(A), or what cannot be read in place. */
  private void packA(Form form, MemorySegment a, long offset, int lda, int mc, int kc) {
    if (readsInPlace(form)) {
      int rest = mc % MR;
      Scratch.copyRows(rest, kc, a, offset + (long) (mc - rest) * lda, lda, lastRows);
      return;
    }
    float[] panels = packedA.atLeast(Blocking.padded(mc, MR) * kc + Packing.SLACK);
    if (form.transposesA()) { // [k, m]
      Packing.copy(mc, kc, a, offset, lda, panels, 0, MR);
    } else { // [m, k]
      packing.transpose(mc, kc, a, offset, lda, panels, 0, MR);
    }
  }

  private static boolean readsInPlace(Form form) {
    return IN_PLACE && !form.transposesA();
  }

  /** Packs one panel. */
  private void packB(
      Form form,
      MemorySegment b,
      long offset,
      int ldb,
      int p,
      int kc,
      int j,
      int columns,
      float[] panels,
      int slot) {
    if (form.transposesB()) { // [n, k]
      packing.transpose(columns, kc, b, offset + (long) j * ldb + p, ldb, panels, slot, NR);
    } else { // [k, n]
      Packing.copy(columns, kc, b, offset + (long) p * ldb + j, ldb, panels, slot, NR);
    }
  }

  /** All tiles of a block that need the panel of op(B) at {@code slot}. */
  private void column(
      Form form,
      MemorySegment a,
      long aOffset,
      int lda,
      int i,
      int mc,
      int j,
      int columns,
      int kc,
      float[] panelsB,
      int slot,
      boolean first) {
    boolean inPlace = readsInPlace(form);
    boolean straight = kc <= RUN && output.goesStraight(columns, first);
    int whole = straight ? mc - mc % MR : 0;
    if (whole > 0 && inPlace) {
      output.straight(i, j, whole, kc, a, aOffset, lda, panelsB, slot);
    } else if (whole > 0) {
      output.straight(i, j, whole, kc, packedA.atLeast(0), panelsB, slot);
    }
    float[] tile = output.tile;
    for (int r = whole; r < mc; r += MR) {
      int rows = Math.min(MR, mc - r);
      boolean add = output.start(i + r, j, rows, columns, first);
      for (int s = 0; s < kc; s += RUN) {
        int n = Math.min(RUN, kc - s);
        int q = slot + s * NR;
        if (!inPlace) {
          MicroKernel.run(n, packedA.atLeast(0), r * kc + s * MR, panelsB, q, tile, add);
        } else if (rows == MR) {
          InPlaceKernel.run(n, a, aOffset + (long) r * lda + s, lda, panelsB, q, tile, add);
        } else {
          InPlaceKernel.run(n, lastRows, s, kc, panelsB, q, tile, add);
        }
        add = true;
      }
      output.store(i + r, j, rows, columns);
    }
  }

  /** C ← the bias in each row, or 0. */
  private void store(int m, int n, float[] bias, MemorySegment c, long offset, int ldc) {
    float[] row = bias;
    if (bias == null) {
      row = packedA.atLeast(n);
      Arrays.fill(row, 0, n, 0);
    }
    for (int i = 0; i < m; i++) {
      Scratch.write(n, row, 0, c, offset + (long) i * ldc);
    }
  }
}
