package dev.neurite.cli;

import java.io.IOException;

/** Whoever reads the output has read enough: {@code | head} ends so. Nothing is wrong. */
final class ClosedPipeException extends IOException {
  private static final long serialVersionUID = 1;

  ClosedPipeException(IOException cause) {
    super("the reader of the output has left", cause);
  }

  /** Whether the operating system says so, in the words of Linux and macOS, or of Windows. */
  static boolean isMeantBy(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.equals("Broken pipe")
        || message.equals("The pipe is being closed")
        || message.equals("The pipe has been ended");
  }
}
