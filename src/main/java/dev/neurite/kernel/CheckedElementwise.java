package dev.neurite.kernel;

import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import java.lang.foreign.MemorySegment;

/** Checks in front of {@link Elementwise}. */
final class CheckedElementwise extends CheckedNormalisation implements Elementwise {
  private final Elementwise kernels;

  CheckedElementwise(Elementwise kernels) {
    super(kernels);
    this.kernels = kernels;
  }

  @Override
  public void activate(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    checkFunction("activate", f, parameter);
    Check.size("activate", "n", n);
    Operands.vector("activate", "x", x, xOffset, n);
    Operands.vector("activate", "y", y, yOffset, n);
    Operands.writable("activate", "y", y);
    Operands.sameOrDisjoint("activate", n, "y", y, yOffset, "x", x, xOffset);
    kernels.activate(f, parameter, n, x, xOffset, y, yOffset);
  }

  @Override
  public void activateBackward(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    checkFunction("activateBackward", f, parameter);
    Check.size("activateBackward", "n", n);
    Operands.vector("activateBackward", "x", x, xOffset, n);
    Operands.vector("activateBackward", "y", y, yOffset, n);
    Operands.vector("activateBackward", "dy", dy, dyOffset, n);
    Operands.vector("activateBackward", "dx", dx, dxOffset, n);
    Operands.writable("activateBackward", "dx", dx);
    Operands.sameOrDisjoint("activateBackward", n, "dx", dx, dxOffset, "dy", dy, dyOffset);
    Operands.disjoint("activateBackward", "dx", dx, dxOffset, n, "x", x, xOffset, n);
    Operands.disjoint("activateBackward", "dx", dx, dxOffset, n, "y", y, yOffset, n);
    kernels.activateBackward(f, parameter, n, x, xOffset, y, yOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  public void softmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    Check.size("softmax", "rows", rows);
    Check.size("softmax", "columns", columns);
    Operands.matrix("softmax", "X", x, xOffset, rows, columns, ldx);
    Operands.matrix("softmax", "Y", y, yOffset, rows, columns, ldy);
    Operands.writable("softmax", "Y", y);
    Operands.sameOrDisjoint("softmax", rows, columns, "Y", y, yOffset, ldy, "X", x, xOffset, ldx);
    kernels.softmax(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
  }

  @Override
  public void logSoftmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    Check.size("logSoftmax", "rows", rows);
    Check.size("logSoftmax", "columns", columns);
    Operands.matrix("logSoftmax", "X", x, xOffset, rows, columns, ldx);
    Operands.matrix("logSoftmax", "Y", y, yOffset, rows, columns, ldy);
    Operands.writable("logSoftmax", "Y", y);
    Operands.sameOrDisjoint(
        "logSoftmax", rows, columns, "Y", y, yOffset, ldy, "X", x, xOffset, ldx);
    kernels.logSoftmax(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
  }

  @Override
  public void softmaxBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment dx,
      long dxOffset,
      int lddx) {
    Check.size("softmaxBackward", "rows", rows);
    Check.size("softmaxBackward", "columns", columns);
    Operands.matrix("softmaxBackward", "Y", y, yOffset, rows, columns, ldy);
    Operands.matrix("softmaxBackward", "dY", dy, dyOffset, rows, columns, lddy);
    Operands.matrix("softmaxBackward", "dX", dx, dxOffset, rows, columns, lddx);
    Operands.writable("softmaxBackward", "dX", dx);
    Operands.sameOrDisjoint(
        "softmaxBackward", rows, columns, "dX", dx, dxOffset, lddx, "dY", dy, dyOffset, lddy);
    Operands.disjoint(
        "softmaxBackward",
        "dX",
        dx,
        dxOffset,
        rows,
        columns,
        lddx,
        "Y",
        y,
        yOffset,
        rows,
        columns,
        ldy);
    kernels.softmaxBackward(rows, columns, y, yOffset, ldy, dy, dyOffset, lddy, dx, dxOffset, lddx);
  }

  @Override
  public void scaleColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment shift,
      long shiftOffset,
      MemorySegment factor,
      long factorOffset,
      MemorySegment y,
      long yOffset,
      int ldy) {
    Check.size("scaleColumns", "rows", rows);
    Check.size("scaleColumns", "columns", columns);
    Operands.matrix("scaleColumns", "X", x, xOffset, rows, columns, ldx);
    Operands.vector("scaleColumns", "shift", shift, shiftOffset, columns);
    Operands.vector("scaleColumns", "factor", factor, factorOffset, columns);
    Operands.matrix("scaleColumns", "Y", y, yOffset, rows, columns, ldy);
    Operands.writable("scaleColumns", "Y", y);
    Operands.sameOrDisjoint(
        "scaleColumns", rows, columns, "Y", y, yOffset, ldy, "X", x, xOffset, ldx);
    Operands.disjoint(
        "scaleColumns",
        "Y",
        y,
        yOffset,
        rows,
        columns,
        ldy,
        "shift",
        shift,
        shiftOffset,
        1,
        columns,
        columns);
    Operands.disjoint(
        "scaleColumns",
        "Y",
        y,
        yOffset,
        rows,
        columns,
        ldy,
        "factor",
        factor,
        factorOffset,
        1,
        columns,
        columns);
    kernels.scaleColumns(
        rows, columns, x, xOffset, ldx, shift, shiftOffset, factor, factorOffset, y, yOffset, ldy);
  }

  /** Refuses no function, and a parameter that the function has and that is not finite. */
  static void checkFunction(String operation, Function f, float parameter) {
    Check.notNull(operation, "function", f);
    if (f == Function.LEAKY_RELU || f == Function.ELU) {
      Check.finite(operation, "parameter", parameter);
    }
  }
}
