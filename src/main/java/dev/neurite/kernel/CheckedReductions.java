package dev.neurite.kernel;

import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import java.lang.foreign.MemorySegment;

/** Checks in front of {@link Reductions}. */
final class CheckedReductions implements Reductions {
  private final Reductions kernels;

  CheckedReductions(Reductions kernels) {
    this.kernels = kernels;
  }

  @Override
  public float dot(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    Check.size("dot", "n", n);
    Operands.vector("dot", "x", x, xOffset, n);
    Operands.vector("dot", "y", y, yOffset, n);
    return kernels.dot(n, x, xOffset, y, yOffset);
  }

  @Override
  public float sum(int n, MemorySegment x, long xOffset) {
    Check.size("sum", "n", n);
    Operands.vector("sum", "x", x, xOffset, n);
    return kernels.sum(n, x, xOffset);
  }

  @Override
  public float max(int n, MemorySegment x, long xOffset) {
    Check.size("max", "n", n);
    Operands.vector("max", "x", x, xOffset, n);
    return kernels.max(n, x, xOffset);
  }

  @Override
  public void columnSums(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      boolean accumulate,
      MemorySegment y,
      long yOffset) {
    Check.size("columnSums", "rows", rows);
    Check.size("columnSums", "columns", columns);
    Operands.matrix("columnSums", "X", x, xOffset, rows, columns, ldx);
    Operands.vector("columnSums", "y", y, yOffset, columns);
    Operands.writable("columnSums", "y", y);
    Operands.disjoint(
        "columnSums", "y", y, yOffset, 1, columns, columns, "X", x, xOffset, rows, columns, ldx);
    kernels.columnSums(rows, columns, x, xOffset, ldx, accumulate, y, yOffset);
  }

  @Override
  public void columnDots(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      boolean accumulate,
      MemorySegment z,
      long zOffset) {
    String name = "columnDots";
    Check.size(name, "rows", rows);
    Check.size(name, "columns", columns);
    Operands.matrix(name, "X", x, xOffset, rows, columns, ldx);
    Operands.matrix(name, "Y", y, yOffset, rows, columns, ldy);
    Operands.vector(name, "z", z, zOffset, columns);
    Operands.writable(name, "z", z);
    Operands.disjoint(
        name, "z", z, zOffset, 1, columns, columns, "X", x, xOffset, rows, columns, ldx);
    Operands.disjoint(
        name, "z", z, zOffset, 1, columns, columns, "Y", y, yOffset, rows, columns, ldy);
    kernels.columnDots(rows, columns, x, xOffset, ldx, y, yOffset, ldy, accumulate, z, zOffset);
  }
}
