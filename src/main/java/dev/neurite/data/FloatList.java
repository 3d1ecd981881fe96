package dev.neurite.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Floats of a number not known beforehand, in chunks, so that growing copies nothing. */
final class FloatList {
  private static final int CHUNK = 1 << 14; // floats: 64 KiB

  private final List<float[]> chunks = new ArrayList<>();
  private long size;

  void add(float value) {
    int index = (int) (size % CHUNK);
    if (index == 0) {
      chunks.add(new float[CHUNK]);
    }
    chunks.getLast()[index] = value;
    size++;
  }

  void add(float[] values) {
    for (int from = 0; from < values.length; ) {
      int index = (int) (size % CHUNK);
      if (index == 0) {
        chunks.add(new float[CHUNK]);
      }
      int count = Math.min(CHUNK - index, values.length - from);
      System.arraycopy(values, from, chunks.getLast(), index, count);
      from += count;
      size += count;
    }
  }

  long size() {
    return size;
  }

  /** A tensor with a copy of all elements, whose number is the product of {@code dimensions}. */
  Tensor toTensor(int... dimensions) {
    Tensor tensor = Tensor.allocate(Arena.ofAuto(), dimensions);
    long start = 0;
    for (float[] chunk : chunks) {
      int length = (int) Math.min(CHUNK, size - start);
      MemorySegment.copy(chunk, 0, tensor.segment(), JAVA_FLOAT, Float.BYTES * start, length);
      start += length;
    }
    return tensor;
  }
}
