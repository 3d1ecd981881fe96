package dev.neurite.io.onnx;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How many numbers an import may make: a file of 100 bytes can ask for constants of 2³¹ elements,
 * or for a thousand layers of a million columns each.
 *
 * <p>It is 4 million, and one more for each byte of the files that are read.
 */
final class Budget {
  private static final long LEAST = 1 << 22; // numbers; 16 MiB of floats

  private final String file;
  private final Set<Path> counted = new HashSet<>();
  private long left;

  /** A budget for a file of so many bytes. */
  Budget(String file, long bytes) {
    this.file = file;
    this.left = LEAST + bytes;
  }

  /** A file beside the model is read too. */
  void add(Path path, long bytes) {
    if (counted.add(path)) {
      left += bytes;
    }
  }

  /** Takes so many numbers, for what {@code where} names. */
  void take(long numbers, String where) {
    left -= numbers;
    if (left < 0) {
      throw new OnnxException(
          file,
          where
              + ": makes the numbers of this model more than its file of bytes could mean: "
              + numbers
              + " are needed, "
              + (left + numbers)
              + " are left of "
              + LEAST
              + " and one per byte");
    }
  }
}
