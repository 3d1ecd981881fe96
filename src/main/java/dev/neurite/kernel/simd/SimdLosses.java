package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.ClassLoss;
import dev.neurite.kernel.Losses;
import dev.neurite.kernel.OutputLoss;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Losses with their gradients, a row at a time; rows of one output, all at once. */
final class SimdLosses implements Losses {
  private static final int BLOCK = 1024; // elements, 4 KiB: a multiple of 64 that stays in L1

  private final SimdTail z = new SimdTail();
  private final SimdTail t = new SimdTail();
  private final SimdTail value = new SimdTail();
  private final MemorySegment values = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final Sums lanes = new Sums();
  private final SimdSoftmax softmax = new SimdSoftmax();
  private final ShortRows shortRows = new ShortRows();
  private final SimdOutputLoss outputLosses = new SimdOutputLoss();
  private final SimdMargins margins = new SimdMargins();
  private final Loop scale = Loop.of(SimdLosses::scaleLoop);
  private final Loop multiply = Loop.of4(SimdLosses::multiplyLoop);

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
    if (out == 1 && ldz == 1 && ldt == 1 && lddz == 1) {
      // a sum of one, divided by one, is itself
      part(loss, parameter, batch, z, zOffset, t, tOffset, losses, lossesOffset, dz, dzOffset);
      multiply(batch, v, vOffset, dz, dzOffset);
      return;
    }
    if (ShortRows.serves(out)) {
      shortRows.outputLoss(
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
    for (int r = 0; r < batch; r++) {
      long zRow = zOffset + (long) r * ldz;
      long tRow = tOffset + (long) r * ldt;
      long dzRow = dzOffset + (long) r * lddz;
      lanes.clear();
      for (int done = 0, count; done < out; done += count) {
        count = Math.min(BLOCK, out - done);
        part(loss, parameter, count, z, zRow + done, t, tRow + done, values, 0, dz, dzRow + done);
        lanes.add(count, values, 0);
      }
      set(losses, lossesOffset + r, out == 0 ? 0 : lanes.halve() / out);
      scale(out, get(v, vOffset + r) / out, dz, dzRow);
    }
  }

  /** losses ← ℓ(z, t), dz ← ℓ′(z, t). */
  private void part(
      OutputLoss loss,
      float p,
      int n,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset) {
    int body = SimdTail.body(n);
    outputLosses.apply(loss, p, body, z, zOffset, t, tOffset, losses, lossesOffset, dz, dzOffset);
    if (body < n) {
      this.z.read(z, zOffset + body, n - body);
      this.t.read(t, tOffset + body, n - body);
      MemorySegment tail = this.z.memory;
      outputLosses.apply(loss, p, LENGTH, tail, 0, this.t.memory, 0, value.memory, 0, tail, 0);
      value.write(losses, lossesOffset + body, n - body);
      this.z.write(dz, dzOffset + body, n - body);
    }
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
    if (loss == ClassLoss.SOFTMAX_CROSS_ENTROPY && ShortRows.serves(classes)) {
      shortRows.crossEntropy(
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
    for (int r = 0; r < batch; r++) {
      int target = (int) get(t, tOffset + r);
      float weight = get(v, vOffset + r);
      long zRow = zOffset + (long) r * ldz;
      long dzRow = dzOffset + (long) r * lddz;
      float result =
          switch (loss) {
            case SOFTMAX_CROSS_ENTROPY ->
                softmax.crossEntropy(classes, z, zRow, target, weight, dz, dzRow);
            case WESTON_WATKINS -> margins.westonWatkins(classes, z, zRow, target, dz, dzRow);
            case CRAMMER_SINGER -> margins.crammerSinger(classes, z, zRow, target, dz, dzRow);
          };
      set(losses, lossesOffset + r, result);
      if (loss != ClassLoss.SOFTMAX_CROSS_ENTROPY) {
        scale(classes, weight, dz, dzRow);
      }
    }
  }

  /** dz ← weight·dz. */
  private void scale(int n, float weight, MemorySegment dz, long dzOffset) {
    int body = SimdTail.body(n);
    scale.run(body, weight, dz, dzOffset, dz, dzOffset);
    if (body < n) {
      z.read(dz, dzOffset + body, n - body);
      scale.run(LENGTH, weight, z.memory, 0, z.memory, 0);
      z.write(dz, dzOffset + body, n - body);
    }
  }

  private static void scaleLoop(
      int n, float weight, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(x, xOffset + i).mul(weight), y, yOffset + i);
    }
  }

  /** dz ← v·dz. */
  private void multiply(int n, MemorySegment v, long vOffset, MemorySegment dz, long dzOffset) {
    int body = SimdTail.body(n);
    multiply.run(body, 0, v, vOffset, dz, dzOffset, dz, dzOffset, dz, dzOffset);
    if (body < n) {
      z.read(dz, dzOffset + body, n - body);
      t.read(v, vOffset + body, n - body);
      MemorySegment tail = z.memory;
      multiply.run(LENGTH, 0, t.memory, 0, tail, 0, tail, 0, tail, 0);
      z.write(dz, dzOffset + body, n - body);
    }
  }

  private static void multiplyLoop(
      int n,
      float p,
      MemorySegment v,
      long vOffset,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment unused,
      long unusedOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(x, xOffset + i).mul(load(v, vOffset + i)), y, yOffset + i);
    }
  }

  private static float get(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }

  private static void set(MemorySegment segment, long index, float value) {
    segment.setAtIndex(JAVA_FLOAT, index, value);
  }
}
