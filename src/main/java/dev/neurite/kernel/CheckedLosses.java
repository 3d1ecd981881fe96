package dev.neurite.kernel;

import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import java.lang.foreign.MemorySegment;

/** Checks in front of {@link Losses}. */
final class CheckedLosses implements Losses {
  private final Losses kernels;

  CheckedLosses(Losses kernels) {
    this.kernels = kernels;
  }

  @Override
  public void outputLoss(
      OutputLoss loss,
      float parameter,
      int batch,
      int out,
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
    checkLoss(loss, parameter);
    Check.size("outputLoss", "batch", batch);
    Check.size("outputLoss", "out", out);
    Operands.matrix("outputLoss", "Z", z, zOffset, batch, out, ldz);
    Operands.matrix("outputLoss", "T", t, tOffset, batch, out, ldt);
    Operands.vector("outputLoss", "v", v, vOffset, batch);
    Operands.vector("outputLoss", "losses", losses, lossesOffset, batch);
    Operands.matrix("outputLoss", "dZ", dz, dzOffset, batch, out, lddz);
    Operands.writable("outputLoss", "losses", losses);
    Operands.writable("outputLoss", "dZ", dz);
    Operands.sameOrDisjoint(
        "outputLoss", batch, out, "dZ", dz, dzOffset, lddz, "Z", z, zOffset, ldz);
    Operands.disjoint(
        "outputLoss", "dZ", dz, dzOffset, batch, out, lddz, "T", t, tOffset, batch, out, ldt);
    Operands.disjoint(
        "outputLoss", "dZ", dz, dzOffset, batch, out, lddz, "v", v, vOffset, 1, batch, batch);
    Operands.disjoint(
        "outputLoss",
        "losses",
        losses,
        lossesOffset,
        1,
        batch,
        batch,
        "Z",
        z,
        zOffset,
        batch,
        out,
        ldz);
    Operands.disjoint(
        "outputLoss",
        "losses",
        losses,
        lossesOffset,
        1,
        batch,
        batch,
        "T",
        t,
        tOffset,
        batch,
        out,
        ldt);
    Operands.disjoint("outputLoss", "losses", losses, lossesOffset, batch, "v", v, vOffset, batch);
    Operands.disjoint(
        "outputLoss",
        "losses",
        losses,
        lossesOffset,
        1,
        batch,
        batch,
        "dZ",
        dz,
        dzOffset,
        batch,
        out,
        lddz);
    kernels.outputLoss(
        loss,
        parameter,
        batch,
        out,
        z,
        zOffset,
        ldz,
        t,
        tOffset,
        ldt,
        v,
        vOffset,
        losses,
        lossesOffset,
        dz,
        dzOffset,
        lddz);
  }

  @Override
  public void classLoss(
      ClassLoss loss,
      int batch,
      int classes,
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
    Check.notNull("classLoss", "loss", loss);
    Check.size("classLoss", "batch", batch);
    Check.size("classLoss", "classes", classes);
    Operands.matrix("classLoss", "Z", z, zOffset, batch, classes, ldz);
    Operands.vector("classLoss", "t", t, tOffset, batch);
    Operands.vector("classLoss", "v", v, vOffset, batch);
    Operands.vector("classLoss", "losses", losses, lossesOffset, batch);
    Operands.matrix("classLoss", "dZ", dz, dzOffset, batch, classes, lddz);
    Operands.writable("classLoss", "losses", losses);
    Operands.writable("classLoss", "dZ", dz);
    Operands.sameOrDisjoint(
        "classLoss", batch, classes, "dZ", dz, dzOffset, lddz, "Z", z, zOffset, ldz);
    Operands.disjoint(
        "classLoss", "dZ", dz, dzOffset, batch, classes, lddz, "t", t, tOffset, 1, batch, batch);
    Operands.disjoint(
        "classLoss", "dZ", dz, dzOffset, batch, classes, lddz, "v", v, vOffset, 1, batch, batch);
    Operands.disjoint(
        "classLoss",
        "losses",
        losses,
        lossesOffset,
        1,
        batch,
        batch,
        "Z",
        z,
        zOffset,
        batch,
        classes,
        ldz);
    Operands.disjoint("classLoss", "losses", losses, lossesOffset, batch, "t", t, tOffset, batch);
    Operands.disjoint("classLoss", "losses", losses, lossesOffset, batch, "v", v, vOffset, batch);
    Operands.disjoint(
        "classLoss",
        "losses",
        losses,
        lossesOffset,
        1,
        batch,
        batch,
        "dZ",
        dz,
        dzOffset,
        batch,
        classes,
        lddz);
    kernels.classLoss(
        loss,
        batch,
        classes,
        z,
        zOffset,
        ldz,
        t,
        tOffset,
        v,
        vOffset,
        losses,
        lossesOffset,
        dz,
        dzOffset,
        lddz);
  }

  private static void checkLoss(OutputLoss loss, float parameter) {
    Check.notNull("outputLoss", "loss", loss);
    if (loss == OutputLoss.HUBER) {
      Check.positive("outputLoss", "parameter", parameter);
    }
  }
}
