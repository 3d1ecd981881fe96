package dev.neurite.io.safetensors;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A safetensors file that cannot be read or written.
 *
 * <p>The message starts with the file and names the tensor and the byte offsets: {@code
 * model.safetensors: tensor "fc1.weight" ends at byte 9216 but the data section has 8192 bytes}.
 */
public final class SafetensorsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message {@code file: problem}. */
  SafetensorsException(String file, String problem) {
    this(file, problem, null);
  }

  /** The message {@code file: problem}, with what caused it. */
  SafetensorsException(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }

  /** What went wrong in the file system, in words, without the file's name. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "no such file";
      case AccessDeniedException e -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }
}
