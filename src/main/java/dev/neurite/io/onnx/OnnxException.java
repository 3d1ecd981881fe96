package dev.neurite.io.onnx;

/**
 * An ONNX file that cannot be read, written, or expressed as a network.
 *
 * <p>The message starts with the file and names the node or tensor, and the byte of the file where
 * it begins: {@code model.onnx: node "conv1" (Conv, opset 17) at byte 120: is not supported; …}.
 */
public final class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message {@code file: problem}. */
  OnnxException(String file, String problem) {
    this(file, problem, null);
  }

  /** The message {@code file: problem}, with what caused it. */
  OnnxException(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
