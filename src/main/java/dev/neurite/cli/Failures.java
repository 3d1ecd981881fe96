package dev.neurite.cli;

import dev.neurite.data.DataException;
import dev.neurite.io.onnx.OnnxException;
import dev.neurite.io.safetensors.SafetensorsException;
import dev.neurite.train.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;

/** The one place where what went wrong becomes a sentence. */
final class Failures {
  private Failures() {}

  /** One sentence for what a user can mend, or what to do about what only we can. */
  static String sentence(Throwable problem) {
    return switch (problem) {
      case DataException e -> e.getMessage();
      case SafetensorsException e -> e.getMessage();
      case OnnxException e -> e.getMessage();
      case TrainingException e -> e.getMessage();
      case CancellationException e -> e.getMessage();
      case IllegalArgumentException e when e.getMessage() != null -> e.getMessage();
      case IllegalStateException e when e.getMessage() != null -> e.getMessage();
      case UncheckedIOException e -> sentence(e.getCause());
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case IOException e when e.getMessage() != null -> e.getMessage();
      case OutOfMemoryError e ->
          "out of memory: "
              + e.getMessage()
              + "; give the JVM more: JDK_JAVA_OPTIONS=-Xmx4g neurite …";
      default ->
          "a fault of Neurite's own: " + problem + "; the same command with --debug says where";
    };
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> e.getReason() == null ? "can't be used" : e.getReason();
    };
  }
}
