package dev.neurite.data;

import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads one IDX file. Its dimensions are not trusted: memory grows with the elements that come. */
final class IdxReader {
  private static final int CHUNK = 1 << 16; // bytes, a multiple of every element's size

  private final String file;
  private final InputStream in;
  private long position; // of the next byte

  IdxReader(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** The elements of a file, with what says where in the file each of them was. */
  record Content(Tensor elements, Type type) {
    /** The position of an element: after the magic number, the dimensions, and those before it. */
    long position(long element) {
      return 4 + 4L * elements.shape().rank() + type.bytes * element;
    }
  }

  /** The types of elements, with their code in the file and their size. */
  enum Type {
    UNSIGNED_BYTE(0x08, 1),
    SIGNED_BYTE(0x09, 1),
    SHORT(0x0b, 2),
    INT(0x0c, 4),
    FLOAT(0x0d, 4),
    DOUBLE(0x0e, 8);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    private float next(ByteBuffer source) {
      return switch (this) {
        case UNSIGNED_BYTE -> source.get() & 0xff;
        case SIGNED_BYTE -> source.get();
        case SHORT -> source.getShort();
        case INT -> source.getInt();
        case FLOAT -> source.getFloat();
        case DOUBLE -> (float) source.getDouble();
      };
    }
  }

  Content read() throws IOException {
    byte[] magic = in.readNBytes(4);
    Type type = type(magic);
    position = 4;
    int[] dimensions = dimensions(magic[3] & 0xff);
    Shape shape = Shape.of(dimensions);
    FloatList elements = elements(type, shape);
    if (in.read() >= 0) {
      throw error("the file goes on after " + describe(type, shape));
    }
    return new Content(elements.toTensor(dimensions), type);
  }

  private Type type(byte[] magic) {
    if (magic.length == 4 && magic[0] == 0 && magic[1] == 0 && magic[3] != 0) {
      for (Type type : Type.values()) {
        if (type.code == magic[2]) {
          return type;
        }
      }
    }
    throw error(
        "expected 0, 0, a type (8, 9, 11, 12, 13 or 14) and 1 dimension or more, got bytes "
            + unsigned(magic));
  }

  private int[] dimensions(int rank) throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES * rank);
    if (bytes.length < Integer.BYTES * rank) {
      position += bytes.length;
      throw error("the file ends within its " + rank + " dimensions");
    }
    int[] dimensions = new int[rank];
    long elements = 1;
    for (int i = 0; i < rank; i++) {
      long dimension = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(Integer.BYTES * i));
      elements *= dimension;
      if (dimension > Integer.MAX_VALUE || elements > Integer.MAX_VALUE) {
        throw error("dimension " + dimension + " makes more than 2147483647 elements");
      }
      dimensions[i] = (int) dimension;
      position += Integer.BYTES;
    }
    return dimensions;
  }

  private FloatList elements(Type type, Shape shape) throws IOException {
    FloatList elements = new FloatList();
    byte[] chunk = new byte[CHUNK];
    long left = (long) type.bytes * shape.elements();
    while (left > 0) {
      int wanted = (int) Math.min(left, CHUNK);
      int got = in.readNBytes(chunk, 0, wanted);
      if (got < wanted) {
        position += got;
        throw error("the file ends before " + describe(type, shape));
      }
      append(type, ByteBuffer.wrap(chunk, 0, got), elements);
      left -= got;
    }
    return elements;
  }

  private void append(Type type, ByteBuffer source, FloatList elements) {
    while (source.hasRemaining()) {
      float element = type.next(source);
      if (!Float.isFinite(element)) {
        throw error("expected a finite float, got " + element);
      }
      elements.add(element);
      position += type.bytes;
    }
  }

  private static String describe(Type type, Shape shape) {
    long bytes = (long) type.bytes * shape.elements();
    return "the end of its " + shape + " elements of type " + type + ", " + bytes + " bytes";
  }

  private static String unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xff);
    return Arrays.toString(values);
  }

  private DataException error(String message) {
    return new DataException(file + ": byte " + position + ": " + message);
  }
}
