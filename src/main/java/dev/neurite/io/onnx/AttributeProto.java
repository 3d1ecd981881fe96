package dev.neurite.io.onnx;

import java.util.List;

/**
 * An attribute of a node: one of these, the others empty.
 *
 * @param type the number of its type; 0 in old files, which don't say
 * @param tensor null if there is none
 */
record AttributeProto(
    String name,
    int type,
    float real,
    long integer,
    byte[] text,
    TensorProto tensor,
    float[] reals,
    long[] integers,
    List<byte[]> texts) {

  /** Numbers of types. */
  static final int REAL = 1;

  static final int INTEGER = 2;
  static final int TEXT = 3;
  static final int TENSOR = 4;
  static final int REALS = 6;
  static final int INTEGERS = 7;
  static final int TEXTS = 8;
}
