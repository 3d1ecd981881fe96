package dev.neurite.io.safetensors;

import dev.neurite.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file from front to back: length, header, and then, as the data has no holes, one tensor
 * after the other through a small buffer. Nothing is allocated for a length that has not been
 * checked against the file's size.
 */
final class DataReader {
  private static final int CHUNK = 1 << 16; // bytes; a multiple of every element, and stays in L2

  private final String file;
  private final ReadableByteChannel channel;
  private final long size;
  private long position;

  /** A reader of {@code channel}, which should hold {@code size} bytes. */
  DataReader(String file, ReadableByteChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  /** Reads everything; the tensors lie in memory of {@code arena}. */
  TensorFile read(Arena arena) throws IOException {
    Header header = header();
    Map<String, Tensor> tensors = allocate(arena, header.entries());
    List<String> notes = new ArrayList<>();
    Map<String, String> unread = new LinkedHashMap<>();
    try (Arena own = Arena.ofConfined()) {
      MemorySegment chunk = own.allocate(CHUNK, Long.BYTES);
      for (Entry entry : header.entries()) {
        elements(entry, tensors.get(entry.name()), chunk);
        if (!entry.dtype().readable()) {
          unread.put(entry.name(), entry.dtype().name());
        } else if (entry.dtype() != Dtype.F32) {
          notes.add(
              entry.title()
                  + (entry.dtype() == Dtype.F64 ? " rounded from " : " converted from ")
                  + entry.dtype()
                  + " to F32");
        }
      }
    }
    unchanged();
    return new TensorFile(file, tensors, header.metadata(), unread, notes);
  }

  private Header header() throws IOException {
    if (size < Long.BYTES) {
      throw problem(
          "a safetensors file begins with the 8 bytes of its header's length, but this one has "
              + size
              + " bytes");
    }
    ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(prefix);
    long length = prefix.getLong(0);
    if (Long.compareUnsigned(length, Header.MAX_BYTES) > 0) {
      throw problem(
          "the header has "
              + Long.toUnsignedString(length)
              + " bytes, above the limit of "
              + Header.MAX_BYTES);
    }
    if (length > size - Long.BYTES) {
      throw problem(
          "the header ends at byte " + (Long.BYTES + length) + " but the file has " + size);
    }
    byte[] bytes = new byte[(int) length];
    fill(ByteBuffer.wrap(bytes));
    if (length == 0 || bytes[0] != '{') {
      throw problem(
          "the header must begin with '{'"
              + (length == 0 ? ", but it is empty" : ", got byte 0x%02X".formatted(bytes[0])));
    }
    return HeaderReader.read(file, bytes).sortedWithin(file, size - Long.BYTES - length);
  }

  /** One block for all tensors, each at its own cache line. */
  private Map<String, Tensor> allocate(Arena arena, List<Entry> entries) {
    long bytes = 0;
    for (Entry entry : entries) {
      bytes += paddedBytes(entry);
    }
    MemorySegment block;
    try {
      block = arena.allocate(bytes, Tensor.ALIGNMENT);
    } catch (OutOfMemoryError e) {
      throw new SafetensorsException(
          file,
          "its tensors need "
              + bytes
              + " bytes of off-heap memory, which the JVM refused ("
              + e.getMessage()
              + "); raise -XX:MaxDirectMemorySize",
          e);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long offset = 0;
    for (Entry entry : entries) {
      if (entry.dtype().readable()) {
        long end = offset + paddedBytes(entry);
        tensors.put(entry.name(), Tensor.view(block.asSlice(offset, end - offset), entry.shape()));
        offset = end;
      }
    }
    return tensors;
  }

  private static long paddedBytes(Entry entry) {
    long bytes = entry.dtype().readable() ? (long) Float.BYTES * entry.shape().elements() : 0;
    return Math.ceilDiv(bytes, Tensor.ALIGNMENT) * Tensor.ALIGNMENT;
  }

  private void elements(Entry entry, Tensor tensor, MemorySegment chunk) throws IOException {
    int width = entry.dtype().bytes();
    long first = 0;
    while (first < entry.shape().elements()) {
      int count = (int) Math.min(CHUNK / width, entry.shape().elements() - first);
      fill(chunk.asSlice(0, (long) count * width).asByteBuffer());
      if (tensor != null) {
        int beyond = entry.dtype().convert(chunk, tensor.segment(), first * Float.BYTES, count);
        if (beyond >= 0) {
          throw problem(
              entry.title() + ": element " + (first + beyond) + " is beyond the range of F32");
        }
      }
      first += count;
    }
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer);
      if (count < 0) {
        throw problem(
            "the file had "
                + size
                + " bytes, but ended at byte "
                + position
                + " while it was read");
      }
      position += count;
    }
  }

  private void unchanged() throws IOException {
    if (channel.read(ByteBuffer.allocate(1)) > 0) {
      throw problem("the file had " + size + " bytes, but grew while it was read");
    }
  }

  private SafetensorsException problem(String problem) {
    return new SafetensorsException(file, problem);
  }
}
