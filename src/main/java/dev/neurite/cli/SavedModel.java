package dev.neurite.cli;

import dev.neurite.io.onnx.ExportReport;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Saves a network in the format that the file's name asks for. */
final class SavedModel {
  private SavedModel() {}

  /**
   * What was saved.
   *
   * @param path of the file
   * @param bytes of the file
   * @param verification of an ONNX file
   */
  record Facts(Path path, long bytes, Optional<ExportReport> verification) {

    /** On one line. */
    String describe() {
      String size = path + ", " + bytes + " bytes";
      return verification
          .map(v ->
              size
                  + String.format(
                      Locale.ROOT,
                      ", read back: outputs differ by at most %.3g, of at most %.3g",
                      v.largestDifference(),
                      v.largestOutput()))
          .orElse(size);
    }
  }

  static Facts save(Network network, Path path) {
    Optional<ExportReport> verification =
        switch (ModelFormat.of(path)) {
          case SAFETENSORS -> {
            ModelFile.save(network, path);
            yield Optional.empty();
          }
          case ONNX -> Optional.of(OnnxFile.save(network, path));
        };
    try {
      return new Facts(path, Files.size(path), verification);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
