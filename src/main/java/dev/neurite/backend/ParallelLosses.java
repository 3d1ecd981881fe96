package dev.neurite.backend;

import dev.neurite.kernel.ClassLoss;
import dev.neurite.kernel.Losses;
import dev.neurite.kernel.OutputLoss;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;

/** Losses on several threads, by rows of the batch. */
final class ParallelLosses implements Losses {
  private final Split split;
  private final Losses[] workers;
  private final OutputLossTask outputLossTask = new OutputLossTask();
  private final ClassLossTask classLossTask = new ClassLossTask();

  ParallelLosses(Split split, Losses[] workers) {
    this.split = split;
    this.workers = workers;
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
    if (!split.pays((long) batch * out, Split.ELEMENTWISE)) {
      workers[0].outputLoss(
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
      return;
    }
    outputLossTask.loss = loss;
    outputLossTask.parameter = parameter;
    outputLossTask.out = out;
    outputLossTask.z = z;
    outputLossTask.zOffset = zOffset;
    outputLossTask.ldz = ldz;
    outputLossTask.t = t;
    outputLossTask.tOffset = tOffset;
    outputLossTask.ldt = ldt;
    outputLossTask.v = v;
    outputLossTask.vOffset = vOffset;
    outputLossTask.losses = losses;
    outputLossTask.lossesOffset = lossesOffset;
    outputLossTask.dz = dz;
    outputLossTask.dzOffset = dzOffset;
    outputLossTask.lddz = lddz;
    split.run(outputLossTask, batch, Split.LINE);
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
    if (!split.pays((long) batch * classes, Split.ELEMENTWISE)) {
      workers[0].classLoss(
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
      return;
    }
    classLossTask.loss = loss;
    classLossTask.classes = classes;
    classLossTask.z = z;
    classLossTask.zOffset = zOffset;
    classLossTask.ldz = ldz;
    classLossTask.t = t;
    classLossTask.tOffset = tOffset;
    classLossTask.v = v;
    classLossTask.vOffset = vOffset;
    classLossTask.losses = losses;
    classLossTask.lossesOffset = lossesOffset;
    classLossTask.dz = dz;
    classLossTask.dzOffset = dzOffset;
    classLossTask.lddz = lddz;
    split.run(classLossTask, batch, Split.LINE);
  }

  private final class OutputLossTask implements RangeTask {
    private OutputLoss loss;
    private float parameter;
    private int out;
    private MemorySegment z;
    private long zOffset;
    private int ldz;
    private MemorySegment t;
    private long tOffset;
    private int ldt;
    private MemorySegment v;
    private long vOffset;
    private MemorySegment losses;
    private long lossesOffset;
    private MemorySegment dz;
    private long dzOffset;
    private int lddz;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].outputLoss(
          loss,
          parameter,
          to - from,
          out,
          z,
          zOffset + (long) from * ldz,
          ldz,
          t,
          tOffset + (long) from * ldt,
          ldt,
          v,
          vOffset + from,
          losses,
          lossesOffset + from,
          dz,
          dzOffset + (long) from * lddz,
          lddz);
    }
  }

  private final class ClassLossTask implements RangeTask {
    private ClassLoss loss;
    private int classes;
    private MemorySegment z;
    private long zOffset;
    private int ldz;
    private MemorySegment t;
    private long tOffset;
    private MemorySegment v;
    private long vOffset;
    private MemorySegment losses;
    private long lossesOffset;
    private MemorySegment dz;
    private long dzOffset;
    private int lddz;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].classLoss(
          loss,
          to - from,
          classes,
          z,
          zOffset + (long) from * ldz,
          ldz,
          t,
          tOffset + from,
          v,
          vOffset + from,
          losses,
          lossesOffset + from,
          dz,
          dzOffset + (long) from * lddz,
          lddz);
    }
  }
}
