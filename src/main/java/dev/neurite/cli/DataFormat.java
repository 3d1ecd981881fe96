package dev.neurite.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The formats of data that are read. */
enum DataFormat {
  /** Comma-separated values. */
  CSV,
  /** {@code label index:value …}. */
  LIBSVM,
  /** The format of MNIST. */
  IDX;

  private static final int LOOK = 1 << 12; // bytes: more than the first line of most files
  private static final Pattern LIBSVM_LINE = Pattern.compile("[-+0-9.eE]+( +[0-9]+:[^ ,;]+)+ *");

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return Words.of(this);
  }

  /** The format of a file by its first bytes; CSV for what can't be looked at twice. */
  static DataFormat of(Path path) {
    if (!Files.isRegularFile(path)) {
      return CSV;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      byte[] start = (gzip ? new GZIPInputStream(in) : in).readNBytes(LOOK);
      if (start.length > 2 && start[0] == 0 && start[1] == 0) {
        return IDX;
      }
      String line = new String(start, StandardCharsets.UTF_8).lines().findFirst().orElse("");
      return LIBSVM_LINE.matcher(line).matches() ? LIBSVM : CSV;
    } catch (IOException _) {
      return CSV; // whose reader says what is wrong
    }
  }
}
