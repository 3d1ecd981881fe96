package dev.neurite.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints text, UTF-8 with LF, and remembers the first write that failed: after that it prints
 * nothing, so that work goes on whose reader has left. {@link Main} says at the end what failed.
 *
 * <p>Also a stream for bytes, whose failures are thrown: for those who print the result itself.
 */
final class Printer extends OutputStream {
  private final OutputStream target;
  private IOException failure;

  Printer(OutputStream target) {
    this.target = target;
  }

  /** Prints a line, made as {@link String#format} makes it, in no locale. */
  void line(String format, Object... values) {
    text((values.length == 0 ? format : String.format(Locale.ROOT, format, values)) + "\n");
  }

  /** Prints text as it is, and has it appear. */
  void text(String text) {
    try {
      write(text.getBytes(StandardCharsets.UTF_8));
      flush();
    } catch (IOException _) {
      // remembered
    }
  }

  /** The first write that failed. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    attempt(() -> target.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    attempt(target::flush);
  }

  private interface Action {
    void run() throws IOException;
  }

  private void attempt(Action action) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      action.run();
    } catch (IOException e) {
      failure =
          ClosedPipeException.isMeantBy(e)
              ? new ClosedPipeException(e)
              : new IOException("standard output: " + e.getMessage(), e);
      throw failure;
    }
  }
}
