package dev.neurite.kernel;

import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import java.lang.foreign.MemorySegment;

/** Checks in front of {@link Normalisation}. */
abstract class CheckedNormalisation implements Normalisation {
  private final Normalisation kernels;

  CheckedNormalisation(Normalisation kernels) {
    this.kernels = kernels;
  }

  @Override
  public final void affineColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment factor,
      long factorOffset,
      MemorySegment shift,
      long shiftOffset,
      boolean accumulate,
      MemorySegment y,
      long yOffset,
      int ldy) {
    String name = "affineColumns";
    checkRows(name, rows, columns, "X", x, xOffset, ldx);
    Operands.vector(name, "factor", factor, factorOffset, columns);
    Operands.vector(name, "shift", shift, shiftOffset, columns);
    checkRows(name, rows, columns, "Y", y, yOffset, ldy);
    Operands.writable(name, "Y", y);
    Operands.sameOrDisjoint(name, rows, columns, "Y", y, yOffset, ldy, "X", x, xOffset, ldx);
    apart(name, rows, columns, "Y", y, yOffset, ldy, "factor", factor, factorOffset, columns);
    apart(name, rows, columns, "Y", y, yOffset, ldy, "shift", shift, shiftOffset, columns);
    kernels.affineColumns(
        rows,
        columns,
        x,
        xOffset,
        ldx,
        factor,
        factorOffset,
        shift,
        shiftOffset,
        accumulate,
        y,
        yOffset,
        ldy);
  }

  @Override
  public final void normaliseRows(
      int rows,
      int columns,
      float epsilon,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment inverse,
      long inverseOffset) {
    String name = "normaliseRows";
    checkRows(name, rows, columns, "X", x, xOffset, ldx);
    Check.positive(name, "epsilon", epsilon);
    checkRows(name, rows, columns, "Y", y, yOffset, ldy);
    Operands.vector(name, "inverse", inverse, inverseOffset, rows);
    Operands.writable(name, "Y", y);
    Operands.writable(name, "inverse", inverse);
    Operands.sameOrDisjoint(name, rows, columns, "Y", y, yOffset, ldy, "X", x, xOffset, ldx);
    apart(name, rows, columns, "X", x, xOffset, ldx, "inverse", inverse, inverseOffset, rows);
    apart(name, rows, columns, "Y", y, yOffset, ldy, "inverse", inverse, inverseOffset, rows);
    kernels.normaliseRows(
        rows, columns, epsilon, x, xOffset, ldx, y, yOffset, ldy, inverse, inverseOffset);
  }

  @Override
  public final void normaliseRowsBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment inverse,
      long inverseOffset,
      MemorySegment dx,
      long dxOffset,
      int lddx) {
    String name = "normaliseRowsBackward";
    checkRows(name, rows, columns, "Y", y, yOffset, ldy);
    checkRows(name, rows, columns, "dY", dy, dyOffset, lddy);
    Operands.vector(name, "inverse", inverse, inverseOffset, rows);
    checkRows(name, rows, columns, "dX", dx, dxOffset, lddx);
    Operands.writable(name, "dX", dx);
    Operands.sameOrDisjoint(
        name, rows, columns, "dX", dx, dxOffset, lddx, "dY", dy, dyOffset, lddy);
    Operands.disjoint(
        name, "dX", dx, dxOffset, rows, columns, lddx, "Y", y, yOffset, rows, columns, ldy);
    apart(name, rows, columns, "dX", dx, dxOffset, lddx, "inverse", inverse, inverseOffset, rows);
    kernels.normaliseRowsBackward(
        rows,
        columns,
        y,
        yOffset,
        ldy,
        dy,
        dyOffset,
        lddy,
        inverse,
        inverseOffset,
        dx,
        dxOffset,
        lddx);
  }

  private static void checkRows(
      String operation, int rows, int columns, String name, MemorySegment x, long offset, int ld) {
    Check.size(operation, "rows", rows);
    Check.size(operation, "columns", columns);
    Operands.matrix(operation, name, x, offset, rows, columns, ld);
  }

  private static void apart(
      String operation,
      int rows,
      int columns,
      String name,
      MemorySegment matrix,
      long offset,
      int ld,
      String vectorName,
      MemorySegment vector,
      long vectorOffset,
      int n) {
    Operands.disjoint(
        operation,
        name,
        matrix,
        offset,
        rows,
        columns,
        ld,
        vectorName,
        vector,
        vectorOffset,
        1,
        n,
        n);
  }
}
