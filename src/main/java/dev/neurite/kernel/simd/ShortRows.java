package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.OutputLoss;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Softmax and losses of rows that fit into two vectors, a block of rows at a time.
 *
 * <p>The block is copied to scratch without gaps. What works on elements (the exponentials) then
 * needs no tails, and what works on rows ({@link RowLoops}) may reach beyond its row. The results
 * are copied back.
 */
final class ShortRows {
  /** The longest row that is served here, in elements. */
  static final int MAX_COLUMNS = 2 * LENGTH;

  private static final int BLOCK = 1024; // elements, 4 KiB: three of them fit into a 32 KiB L1
  private static final int REACH = 2 * LENGTH; // elements beyond the block that loops may touch

  private final Loop[] shift = {Loop.ofRows(RowLoops::shiftOne), Loop.ofRows(RowLoops::shiftTwo)};
  private final Loop[] sum = {Loop.ofRows(RowLoops::sumOne), Loop.ofRows(RowLoops::sumTwo)};
  private final Loop[] normalise = {
    Loop.ofRows(RowLoops::normaliseOne), Loop.ofRows(RowLoops::normaliseTwo)
  };
  private final Loop[] slope = {Loop.ofRows(RowLoops::slopeOne), Loop.ofRows(RowLoops::slopeTwo)};
  private final Loop subtract = Loop.ofRows(RowLoops::subtract);
  private final Loop scale = Loop.ofRows(RowLoops::scale);
  private final Loop exp = Loop.of(SimdActivations::exp);
  private final Loop log = Loop.of(SimdActivations::log);
  private final Loop classLosses = Loop.of4(ShortRows::classLosses);
  private final Loop mean = Loop.of(ShortRows::divide);
  private final SimdOutputLoss outputLosses = new SimdOutputLoss();

  private final MemorySegment x = scratch();
  private final MemorySegment y = scratch();
  private final MemorySegment z = scratch();
  private final MemorySegment maxima = scratch();
  private final MemorySegment sums = scratch();
  private final MemorySegment logs = scratch();
  private final MemorySegment targets = scratch();
  private final MemorySegment weights = scratch();

  /** True if rows of so many elements are served here. */
  static boolean serves(int columns) {
    return 0 < columns && columns <= MAX_COLUMNS;
  }

  /** Rows of a block. */
  private static int count(int done, int rows, int columns) {
    return Math.min(BLOCK / columns, rows - done);
  }

  /** As {@link dev.neurite.kernel.Elementwise#softmax}. */
  void softmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    for (int done = 0, count; done < rows; done += count) {
      count = count(done, rows, columns);
      read(count, columns, x, xOffset + (long) done * ldx, ldx, this.x);
      pick(shift, columns).run(count, columns, this.x, this.y, maxima, z, z);
      exp.run(Scratch.vectors(count * columns), 0, this.y, 0, z, 0);
      pick(normalise, columns).run(count, columns, z, this.y, z, z, z);
      write(count, columns, this.y, y, yOffset + (long) done * ldy, ldy);
    }
  }

  /** As {@link dev.neurite.kernel.Elementwise#logSoftmax}. */
  void logSoftmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    for (int done = 0, count; done < rows; done += count) {
      count = count(done, rows, columns);
      read(count, columns, x, xOffset + (long) done * ldx, ldx, this.x);
      exponentials(count, columns);
      log.run(Scratch.vectors(count), 0, sums, 0, logs, 0);
      subtract.run(count, columns, this.y, logs, this.x, z, z);
      write(count, columns, this.x, y, yOffset + (long) done * ldy, ldy);
    }
  }

  /** As the cross-entropy of {@link dev.neurite.kernel.Losses#classLoss}. */
  void crossEntropy(
      int rows,
      int columns,
      MemorySegment z,
      long zOffset,
      int ldz,
      MemorySegment t,
      long tOffset,
      MemorySegment v,
      long vOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset,
      int lddz) {
    for (int done = 0, count; done < rows; done += count) {
      count = count(done, rows, columns);
      read(count, columns, z, zOffset + (long) done * ldz, ldz, x);
      copy(count, t, tOffset + done, targets, 0);
      copy(count, v, vOffset + done, weights, 0);
      exponentials(count, columns);
      pick(slope, columns).run(count, columns, this.z, sums, targets, weights, y);
      write(count, columns, y, dz, dzOffset + (long) done * lddz, lddz);
      pickTargets(count, columns);
      log.run(Scratch.vectors(count), 0, sums, 0, logs, 0);
      classLosses.run(Scratch.vectors(count), 0, maxima, 0, targets, 0, logs, 0, sums, 0);
      copy(count, sums, 0, losses, lossesOffset + done);
    }
  }

  /** As {@link dev.neurite.kernel.Losses#outputLoss}. */
  void outputLoss(
      OutputLoss loss,
      float parameter,
      int rows,
      int columns,
      MemorySegment z,
      long zOffset,
      int ldz,
      MemorySegment t,
      long tOffset,
      int ldt,
      MemorySegment v,
      long vOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset,
      int lddz) {
    for (int done = 0, count; done < rows; done += count) {
      count = count(done, rows, columns);
      int n = Scratch.vectors(count * columns);
      read(count, columns, z, zOffset + (long) done * ldz, ldz, x);
      read(count, columns, t, tOffset + (long) done * ldt, ldt, y);
      copy(count, v, vOffset + done, weights, 0);
      outputLosses.apply(loss, parameter, n, x, 0, y, 0, this.z, 0, x, 0);
      pick(sum, columns).run(count, columns, this.z, sums, y, y, y);
      mean.run(Scratch.vectors(count), columns, sums, 0, sums, 0);
      copy(count, sums, 0, losses, lossesOffset + done);
      scale.run(count, columns, x, weights, y, this.z, this.z);
      write(count, columns, y, dz, dzOffset + (long) done * lddz, lddz);
    }
  }

  /** y ← x − m, z ← e^(x − m), sums ← Σ z, maxima ← m. */
  private void exponentials(int rows, int columns) {
    pick(shift, columns).run(rows, columns, x, y, maxima, z, z);
    exp.run(Scratch.vectors(rows * columns), 0, y, 0, z, 0);
    pick(sum, columns).run(rows, columns, z, sums, y, y, y);
  }

  /** targets ← z_t, where it held t. */
  private void pickTargets(int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int t = (int) targets.getAtIndex(JAVA_FLOAT, r);
      targets.setAtIndex(JAVA_FLOAT, r, x.getAtIndex(JAVA_FLOAT, r * columns + t));
    }
  }

  /** ℓ ← (m − z_t) + ln s. */
  private static void classLosses(
      int n,
      float p,
      MemorySegment maxima,
      long maximaOffset,
      MemorySegment targets,
      long targetsOffset,
      MemorySegment logs,
      long logsOffset,
      MemorySegment losses,
      long lossesOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      Lanes.store(
          Lanes.load(maxima, i).sub(Lanes.load(targets, i)).add(Lanes.load(logs, i)), losses, i);
    }
  }

  /** y ← x / p. */
  private static void divide(
      int n, float p, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      Lanes.store(Lanes.load(x, xOffset + i).div(p), y, yOffset + i);
    }
  }

  private static Loop pick(Loop[] oneOrTwo, int columns) {
    return oneOrTwo[columns <= LENGTH ? 0 : 1];
  }

  private static void read(
      int rows, int columns, MemorySegment from, long offset, int ld, MemorySegment to) {
    if (ld == columns) {
      copy(rows * columns, from, offset, to, 0);
      return;
    }
    for (int r = 0; r < rows; r++) {
      copy(columns, from, offset + (long) r * ld, to, (long) r * columns);
    }
  }

  private static void write(
      int rows, int columns, MemorySegment from, MemorySegment to, long offset, int ld) {
    if (ld == columns) {
      copy(rows * columns, from, 0, to, offset);
      return;
    }
    for (int r = 0; r < rows; r++) {
      copy(columns, from, (long) r * columns, to, offset + (long) r * ld);
    }
  }

  private static void copy(
      int n, MemorySegment from, long fromOffset, MemorySegment to, long toOffset) {
    MemorySegment.copy(from, 4 * fromOffset, to, 4 * toOffset, 4L * n);
  }

  private static MemorySegment scratch() {
    return Arena.ofAuto().allocate(4L * (BLOCK + REACH), 64);
  }
}
