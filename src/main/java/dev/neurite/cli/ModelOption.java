package dev.neurite.cli;

import dev.neurite.backend.Backend;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The model that a command works on, for it to mix in. */
final class ModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The model: a .safetensors or .onnx file.")
  private Path path;

  ModelOption() {}

  Path path() {
    return path;
  }

  /** Loads it; whoever calls this closes it. */
  Model load(Backend backend) {
    return Model.load(path, backend);
  }
}
