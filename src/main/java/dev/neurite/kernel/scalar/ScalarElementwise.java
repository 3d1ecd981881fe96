package dev.neurite.kernel.scalar;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Function;
import java.lang.foreign.MemorySegment;

/** Activations, softmax and scaling, a block of a row at a time. */
final class ScalarElementwise implements Elementwise {
  private final ScalarBlock x = new ScalarBlock();
  private final ScalarBlock y = new ScalarBlock();
  private final ScalarBlock dy = new ScalarBlock();
  private final ScalarLanes lanes = new ScalarLanes();
  private final ScalarSoftmax softmax = new ScalarSoftmax();

  @Override
  public void activate(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    float[] a = this.x.a;
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      this.x.read(x, xOffset + done, count);
      for (int i = 0; i < count; i++) {
        a[i] = ScalarFunctions.value(f, parameter, a[i]);
      }
      this.x.write(y, yOffset + done, count);
    }
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
    float[] a = this.dy.a;
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      this.x.read(x, xOffset + done, count);
      this.y.read(y, yOffset + done, count);
      this.dy.read(dy, dyOffset + done, count);
      for (int i = 0; i < count; i++) {
        a[i] = ScalarFunctions.backward(f, parameter, this.x.a[i], this.y.a[i], a[i]);
      }
      this.dy.write(dx, dxOffset + done, count);
    }
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
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      softmax.exponentials(columns, x, xOffset + (long) r * ldx, y, yRow);
      softmax.divide(columns, y, yRow);
    }
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
    for (int r = 0; r < rows; r++) {
      softmax.log(columns, x, xOffset + (long) r * ldx, y, yOffset + (long) r * ldy);
    }
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
    for (int r = 0; r < rows; r++) {
      long yRow = yOffset + (long) r * ldy;
      long dyRow = dyOffset + (long) r * lddy;
      float dot = dot(columns, y, yRow, dy, dyRow);
      long dxRow = dxOffset + (long) r * lddx;
      for (int done = 0, count; done < columns; done += count) {
        count = ScalarBlock.count(done, columns);
        this.y.read(y, yRow + done, count);
        this.dy.read(dy, dyRow + done, count);
        for (int i = 0; i < count; i++) {
          this.dy.a[i] = this.y.a[i] * (this.dy.a[i] - dot);
        }
        this.dy.write(dx, dxRow + done, count);
      }
    }
  }

  private float dot(int n, MemorySegment y, long yRow, MemorySegment dy, long dyRow) {
    lanes.clear();
    for (int done = 0, count; done < n; done += count) {
      count = ScalarBlock.count(done, n);
      this.y.read(y, yRow + done, count);
      this.dy.read(dy, dyRow + done, count);
      for (int i = 0; i < count; i++) {
        lanes.addProduct(this.y.a[i], this.dy.a[i]);
      }
    }
    return lanes.sum();
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
    for (int done = 0, count; done < columns; done += count) {
      count = ScalarBlock.count(done, columns);
      this.y.read(shift, shiftOffset + done, count);
      this.dy.read(factor, factorOffset + done, count);
      for (int r = 0; r < rows; r++) {
        this.x.read(x, xOffset + done + (long) r * ldx, count);
        for (int i = 0; i < count; i++) {
          this.x.a[i] = (this.x.a[i] - this.y.a[i]) * this.dy.a[i];
        }
        this.x.write(y, yOffset + done + (long) r * ldy, count);
      }
    }
  }
}
