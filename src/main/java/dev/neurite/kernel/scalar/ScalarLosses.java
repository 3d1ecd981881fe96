package dev.neurite.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.ClassLoss;
import dev.neurite.kernel.Losses;
import dev.neurite.kernel.OutputLoss;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Losses with their gradients, a row at a time. */
final class ScalarLosses implements Losses {
  private final ScalarBlock z = new ScalarBlock();
  private final ScalarBlock t = new ScalarBlock();
  private final ScalarLanes lanes = new ScalarLanes();
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
      lanes.clear();
      for (int done = 0, count; done < out; done += count) {
        count = ScalarBlock.count(done, out);
        this.z.read(z, zOffset + done + (long) r * ldz, count);
        this.t.read(t, tOffset + done + (long) r * ldt, count);
        outputBlock(loss, parameter, count, weight);
        this.z.write(dz, dzOffset + done + (long) r * lddz, count);
      }
      set(losses, lossesOffset + r, out == 0 ? 0 : lanes.sum() / out);
    }
  }

  private void outputBlock(OutputLoss loss, float parameter, int count, float weight) {
    for (int i = 0; i < count; i++) {
      float zi = z.a[i];
      float ti = t.a[i];
      lanes.add(ScalarOutputLoss.value(loss, parameter, zi, ti));
      z.a[i] = weight * ScalarOutputLoss.slope(loss, parameter, zi, ti);
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
      count = ScalarBlock.count(done, classes);
      this.z.read(dz, dzRow + done, count);
      for (int i = 0; i < count; i++) {
        this.z.a[i] *= weight;
      }
      this.z.write(dz, dzRow + done, count);
    }
    return softmax.max() - zt + ScalarMath.log(softmax.sum());
  }

  private float westonWatkins(
      int classes, MemorySegment z, long zRow, int t, float weight, MemorySegment dz, long dzRow) {
    float zt = get(z, zRow + t);
    float violations = 0;
    lanes.clear();
    for (int done = 0, count; done < classes; done += count) {
      count = ScalarBlock.count(done, classes);
      this.z.read(z, zRow + done, count);
      for (int i = 0; i < count; i++) {
        float h = done + i == t ? 0 : ScalarOutputLoss.positivePart(1 + (this.z.a[i] - zt));
        float violated = ScalarOutputLoss.indicator(h);
        lanes.add(h);
        violations += violated;
        this.z.a[i] = weight * violated;
      }
      this.z.write(dz, dzRow + done, count);
    }
    set(dz, dzRow + t, weight * (0 - violations));
    return lanes.sum();
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
      count = ScalarBlock.count(done, classes);
      this.z.read(z, zRow + done, count);
      for (int i = 0; i < count; i++) {
        float zj = this.z.a[i];
        if (done + i != t && (rival < 0 || !(zj <= largest) && largest == largest)) {
          rival = done + i;
          largest = zj;
        }
      }
    }
    return rival;
  }

  private void fill(int n, float value, MemorySegment dz, long dzRow) {
    Arrays.fill(z.a, value);
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      z.write(dz, dzRow + done, count);
    }
  }

  private static float get(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }

  private static void set(MemorySegment segment, long index, float value) {
    segment.setAtIndex(JAVA_FLOAT, index, value);
  }
}
