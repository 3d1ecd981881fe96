package dev.neurite.io.onnx;

import dev.neurite.io.onnx.WireReader.Span;
import java.util.List;
import java.util.Map;

/**
 * A constant as the file has it: its numbers in one of five places, or in another file.
 *
 * @param raw null if it has no raw data
 * @param small 32-bit integers and what is smaller, half floats' bits too
 * @param external the place in another file: location, offset, length
 * @param elsewhere true if it says that its data are in another file
 * @param start its place in the file
 */
record TensorProto(
    String name,
    int type,
    long[] dimensions,
    Span raw,
    float[] floats,
    double[] doubles,
    long[] small,
    long[] longs,
    List<byte[]> texts,
    Map<String, String> external,
    boolean elsewhere,
    int start) {

  /** How messages name it. */
  String title() {
    return "tensor \"" + name + "\" at byte " + start;
  }
}
