package dev.neurite.io.onnx;

import dev.neurite.io.onnx.WireReader.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * From tensors as files have them to constants.
 *
 * <p>Floats, half floats and BF16 keep every value; doubles are rounded to the nearest float and
 * refused where a finite one would become infinite. Sizes are checked against the bytes that are
 * there before anything is allocated.
 */
final class TensorReader {
  private final String file;
  private final byte[] data;
  private final Path folder;
  private final Budget budget;

  /** Tensors of a file; {@code folder} is where it lies, null if it is bytes in memory. */
  TensorReader(String file, byte[] data, Path folder, Budget budget) {
    this.file = file;
    this.data = data;
    this.folder = folder;
    this.budget = budget;
  }

  Constant read(TensorProto tensor) {
    int[] dimensions = new int[tensor.dimensions().length];
    long product = 1;
    for (int i = 0; i < dimensions.length; i++) {
      long d = tensor.dimensions()[i];
      if (d < 0 || d > Integer.MAX_VALUE || (product *= d) > Integer.MAX_VALUE) {
        throw problem(tensor, "has dimensions that are negative or multiply to 2³¹ or more");
      }
      dimensions[i] = (int) d;
    }
    int count = (int) product;
    ElementType type = ElementType.numbered(tensor.type());
    if (type == null) {
      throw problem(
          tensor, "has elements of type " + tensor.type() + "; known are " + ElementType.KNOWN);
    }
    Constant constant = constant(tensor, type, count, dimensions);
    budget.take(count, tensor.title());
    return constant;
  }

  private Constant constant(TensorProto tensor, ElementType type, int count, int[] dimensions) {
    if (type == ElementType.STRING) {
      check(tensor, count, tensor.texts().size());
      return Constant.of(tensor.texts().stream().map(b -> text(b)).toList(), dimensions);
    }
    ByteBuffer bytes = bytes(tensor, type, count);
    if (bytes == null) {
      return listed(tensor, type, count, dimensions);
    }
    if (type.isInteger()) {
      long[] values = new long[count];
      for (int i = 0; i < count; i++) {
        values[i] = type.integer(bytes, i * type.bytes());
      }
      return Constant.of(values, dimensions);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = finite(tensor, i, type.real(bytes, i * type.bytes()));
    }
    return Constant.of(values, dimensions);
  }

  /** The bytes of the elements, or null if they are listed as numbers. */
  private ByteBuffer bytes(TensorProto tensor, ElementType type, int count) {
    long needed = (long) count * type.bytes();
    if (tensor.elsewhere()) {
      return elsewhere(tensor, needed);
    }
    if (tensor.raw() == null) {
      return null;
    }
    Span raw = tensor.raw();
    if (raw.length() != needed) {
      throw problem(
          tensor, "has " + raw.length() + " bytes of data, its type and dimensions need " + needed);
    }
    return ByteBuffer.wrap(data, raw.from(), raw.length()).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private Constant listed(TensorProto tensor, ElementType type, int count, int[] dimensions) {
    switch (type) {
      case FLOAT -> {
        check(tensor, count, tensor.floats().length);
        return Constant.of(tensor.floats(), dimensions);
      }
      case DOUBLE -> {
        check(tensor, count, tensor.doubles().length);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = finite(tensor, i, tensor.doubles()[i]);
        }
        return Constant.of(values, dimensions);
      }
      case FLOAT16, BFLOAT16 -> {
        check(tensor, count, tensor.small().length);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = type.half((short) tensor.small()[i]);
        }
        return Constant.of(values, dimensions);
      }
      case INT64, UINT32, UINT64 -> {
        check(tensor, count, tensor.longs().length);
        return Constant.of(tensor.longs(), dimensions);
      }
      default -> {
        check(tensor, count, tensor.small().length);
        return Constant.of(tensor.small(), dimensions);
      }
    }
  }

  private void check(TensorProto tensor, int count, int got) {
    if (count != got) {
      throw problem(tensor, "has " + got + " elements, its dimensions need " + count);
    }
  }

  private float finite(TensorProto tensor, int element, double value) {
    float rounded = (float) value;
    if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
      throw problem(
          tensor, "element " + element + " is " + value + ", beyond the range of a float");
    }
    return rounded;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Data in a file beside the model, or below: never anywhere else, links followed. */
  private ByteBuffer elsewhere(TensorProto tensor, long needed) {
    Map<String, String> external = tensor.external();
    String location = external.get("location");
    if (location == null) {
      throw problem(tensor, "has its data in another file, but doesn't say in which");
    }
    if (folder == null) {
      throw problem(
          tensor, "has its data in the file \"" + location + "\"; load the model from its path");
    }
    try {
      Path path = inside(tensor, location);
      try (FileChannel channel = FileChannel.open(path)) {
        long size = channel.size();
        long offset = number(tensor, "offset", 0);
        long length = number(tensor, "length", size - Math.min(offset, size));
        if (offset > size
            || length > size - offset
            || length != needed
            || length > Integer.MAX_VALUE) {
          throw problem(
              tensor,
              "needs "
                  + needed
                  + " bytes, and says that they are "
                  + length
                  + " from byte "
                  + offset
                  + " of \""
                  + location
                  + "\", which has "
                  + size);
        }
        budget.add(path, size);
        ByteBuffer buffer = ByteBuffer.allocate((int) length);
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, offset + buffer.position()) < 0) {
            throw problem(tensor, "\"" + location + "\" became shorter while it was read");
          }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
      }
    } catch (IOException | InvalidPathException e) {
      throw new OnnxException(
          file,
          tensor.title() + ": its data in \"" + location + "\" can't be read: " + e.getMessage(),
          e);
    }
  }

  private Path inside(TensorProto tensor, String location) throws IOException {
    Path relative = Path.of(location);
    Path root = folder.toRealPath();
    if (relative.isAbsolute()
        || List.of(location.split("[/\\\\]", -1)).contains("..")
        || location.isEmpty()
        || !root.resolve(relative).toRealPath().startsWith(root)) {
      throw problem(
          tensor, "has its data in \"" + location + "\", which is not in the folder of the model");
    }
    Path path = root.resolve(relative).toRealPath();
    if (!Files.isRegularFile(path)) {
      throw problem(tensor, "has its data in \"" + location + "\", which is no regular file");
    }
    return path;
  }

  private long number(TensorProto tensor, String key, long otherwise) {
    String text = tensor.external().get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw problem(tensor, "has the external " + key + " \"" + text + "\", which is no size");
    }
    return Long.parseLong(text);
  }

  private OnnxException problem(TensorProto tensor, String problem) {
    return new OnnxException(file, tensor.title() + ": " + problem);
  }
}
