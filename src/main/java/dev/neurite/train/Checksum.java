package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** A sum over the numbers of data sets: other data have another one, but for rare accidents. */
final class Checksum {
  private static final int CHUNK = 1 << 20; // bytes

  private final CRC32C crc = new CRC32C();

  /** Of one data set. */
  static String of(Dataset data) {
    Checksum sum = new Checksum();
    sum.add(data);
    return sum.toString();
  }

  /** Of one data set whose rows are taken in this order. */
  static String of(Dataset data, int[] order) {
    Checksum sum = new Checksum();
    for (int row : order) {
      sum.add(slice(data.features(), row, data.in()));
      sum.add(slice(data.targets(), row, data.outputs()));
      data.weights().ifPresent(w -> sum.add(slice(w, row, 1)));
    }
    return sum.toString();
  }

  /** Adds the rows of a data set in their order. */
  void add(Dataset data) {
    add(data.features().segment());
    add(data.targets().segment());
    data.weights().ifPresent(w -> add(w.segment()));
  }

  private void add(MemorySegment memory) {
    for (long at = 0; at < memory.byteSize(); at += CHUNK) {
      crc.update(memory.asSlice(at, Math.min(CHUNK, memory.byteSize() - at)).asByteBuffer());
    }
  }

  private static MemorySegment slice(Tensor tensor, int row, int columns) {
    long bytes = (long) Float.BYTES * columns;
    return tensor.segment().asSlice(row * bytes, bytes);
  }

  /** In hexadecimal digits. */
  @Override
  public String toString() {
    return Long.toHexString(crc.getValue());
  }
}
