package dev.neurite.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.ClassLoss;
import dev.neurite.kernel.Losses;
import dev.neurite.kernel.OutputLoss;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Losses with their gradients, a row at a time. */
final class ScalarLosses implements Losses {
  private final float[] z = new float[Scratch.BLOCK];
  private final float[] t = new float[Scratch.BLOCK];
  private final Sums sums = new Sums();
  private final ScalarSoftmax softmax = new ScalarSoftmax();

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
    for (int r = 0; r < batch; r++) {
      float weight = get(v, vOffset + r) / out;
      sums.clear();
      for (int done = 0, count; done < out; done += count) {
        count = Scratch.count(done, out);
        Scratch.read(count, z, zOffset + done + (long) r * ldz, this.z, 0);
        Scratch.read(count, t, tOffset + done + (long) r * ldt, this.t, 0);
        outputBlock(loss, parameter, count, weight);
        Scratch.write(count, this.z, dz, dzOffset + done + (long) r * lddz);
      }
      set(losses, lossesOffset + r, out == 0 ? 0 : sums.halve() / out);
    }
  }

  private void outputBlock(OutputLoss loss, float parameter, int count, float weight) {
    for (int i = 0; i < count; i++) {
      float zi = z[i];
      float ti = t[i];
      t[i] = ScalarOutputLoss.value(loss, parameter, zi, ti);
      z[i] = weight * ScalarOutputLoss.slope(loss, parameter, zi, ti);
    }
    sums.add(count, t);
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
    for (int r = 0; r < batch; r++) {
      int target = (int) get(t, tOffset + r);
      float weight = get(v, vOffset + r);
      long zRow = zOffset + (long) r * ldz;
      long dzRow = dzOffset + (long) r * lddz;
      float value =
          switch (loss) {
            case SOFTMAX_CROSS_ENTROPY -> crossEntropy(classes, z, zRow, target, weight, dz, dzRow);
            case WESTON_WATKINS -> westonWatkins(classes, z, zRow, target, weight, dz, dzRow);
            case CRAMMER_SINGER -> crammerSinger(classes, z, zRow, target, weight, dz, dzRow);
          };
      set(losses, lossesOffset + r, value);
    }
  }

  private float crossEntropy(
      int classes, MemorySegment z, long zRow, int t, float weight, MemorySegment dz, long dzRow) {
    float zt = get(z, zRow + t);
    softmax.exponentials(classes, z, zRow, dz, dzRow);
    softmax.divide(classes, dz, dzRow);
    set(dz, dzRow + t, get(dz, dzRow + t) - 1);
    for (int done = 0, count; done < classes; done += count) {
      count = Scratch.count(done, classes);
      Scratch.read(count, dz, dzRow + done, this.z, 0);
      for (int i = 0; i < count; i++) {
        this.z[i] *= weight;
      }
      Scratch.write(count, this.z, dz, dzRow + done);
    }
    return softmax.max() - zt + ScalarMath.log(softmax.sum());
  }

  private float westonWatkins(
      int classes, MemorySegment z, long zRow, int t, float weight, MemorySegment dz, long dzRow) {
    float zt = get(z, zRow + t);
    float violations = 0;
    sums.clear();
    for (int done = 0, count; done < classes; done += count) {
      count = Scratch.count(done, classes);
      Scratch.read(count, z, zRow + done, this.z, 0);
      for (int i = 0; i < count; i++) {
        float h = done + i == t ? 0 : ScalarOutputLoss.positivePart(1 + (this.z[i] - zt));
        float violated = ScalarOutputLoss.indicator(h);
        violations += violated;
        this.t[i] = h;
        this.z[i] = weight * violated;
      }
      sums.add(count, this.t);
      Scratch.write(count, this.z, dz, dzRow + done);
    }
    set(dz, dzRow + t, weight * (0 - violations));
    return sums.halve();
  }

  private float crammerSinger(
      int classes, MemorySegment z, long zRow, int t, float weight, MemorySegment dz, long dzRow) {
    float zt = get(z, zRow + t);
    int rival = rival(classes, z, zRow, t);
    float h = rival < 0 ? 0 : ScalarOutputLoss.positivePart(1 + (get(z, zRow + rival) - zt));
    float violated = ScalarOutputLoss.indicator(h);
    fill(classes, weight * 0, dz, dzRow);
    if (rival >= 0) {
      set(dz, dzRow + rival, weight * violated);
    }
    set(dz, dzRow + t, weight * (0 - violated));
    return h;
  }

  /** The first j ≠ t with the largest zⱼ, or with a NaN; −1 if there is no other class. */
  private int rival(int classes, MemorySegment z, long zRow, int t) {
    int rival = -1;
    float largest = 0;
    for (int done = 0, count; done < classes; done += count) {
      count = Scratch.count(done, classes);
      Scratch.read(count, z, zRow + done, this.z, 0);
      for (int i = 0; i < count; i++) {
        float zj = this.z[i];
        if (done + i != t && (rival < 0 || !(zj <= largest) && largest == largest)) {
          rival = done + i;
          largest = zj;
        }
      }
    }
    return rival;
  }

  private void fill(int n, float value, MemorySegment dz, long dzRow) {
    Arrays.fill(z, value);
    for (int done = 0, count; done < n; done += count) {
      count = Scratch.count(done, n);
      Scratch.write(count, z, dz, dzRow + done);
    }
  }

  private static float get(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }

  private static void set(MemorySegment segment, long index, float value) {
    segment.setAtIndex(JAVA_FLOAT, index, value);
  }
}
