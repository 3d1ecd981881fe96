package dev.neurite.data;

import dev.neurite.check.Check;
import java.nio.file.Path;

/**
 * Reads data sets from files in LIBSVM's format, packed with gzip or not: a line per row, {@code
 * label index:value index:value …}, indices from 1 on and rising, values that are not there 0, a
 * comment from {@code #} on. The rows become dense.
 *
 * <pre>{@code
 * Dataset train = LibSvm.read(Path.of("a9a"), 123);
 * }</pre>
 */
public final class LibSvm {
  private LibSvm() {}

  /**
   * Rows with classes: the labels, numbers, sorted.
   *
   * @param in the number of features; greater indices are refused
   * @throws DataException if the file cannot be read or is malformed
   */
  public static Dataset read(Path path, int in) {
    return read(path, Check.positive("libsvm", "in", in), true);
  }

  /** Rows with classes and as many features as the greatest index says. */
  public static Dataset read(Path path) {
    return read(path, 0, true);
  }

  /** Rows with a number each to predict, instead of a class. */
  public static Dataset readTargets(Path path, int in) {
    return read(path, Check.positive("libsvm", "in", in), false);
  }

  private static Dataset read(Path path, int in, boolean classes) {
    Check.notNull("libsvm", "path", path);
    return Source.read(path, (file, stream) -> new LibSvmReader(file, stream, in, classes).read());
  }
}
