package dev.neurite.cli;

import java.nio.file.Path;

/** The formats of models, told apart by the end of the file's name. */
enum ModelFormat {
  /** Neurite's own: trainable, with scaling and names. */
  SAFETENSORS(".safetensors"),
  /** For other programs, and from them. */
  ONNX(".onnx");

  private final String end;

  ModelFormat(String end) {
    this.end = end;
  }

  /** The format of a file of this name. */
  static ModelFormat of(Path path) {
    for (ModelFormat format : values()) {
      if (path.toString().endsWith(format.end)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        path + ": the name of a model ends in " + SAFETENSORS.end + " or " + ONNX.end);
  }
}
