package dev.neurite.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a file, unpacks gzip, and turns what goes wrong into a {@link DataException}. */
final class Source {
  private static final int BUFFER = 1 << 16; // bytes

  private Source() {}

  /** What reads the unpacked bytes of {@code file}, the name for messages. */
  interface Body<T> {
    T read(String file, InputStream in) throws IOException;
  }

  static <T> T read(Path path, Body<T> body) {
    String file = path.toString();
    if (Files.isDirectory(path)) {
      throw new DataException(file + ": is a directory");
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        InputStream in = unpacked(raw)) {
      return body.read(file, in);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Opens a file that is read in parts; the caller closes it. */
  static InputStream open(Path path) {
    String file = path.toString();
    if (Files.isDirectory(path)) {
      throw new DataException(file + ": is a directory");
    }
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
      try {
        return unpacked(raw);
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** What went wrong with a file, as its own exception. */
  static DataException failure(String file, IOException e) {
    return new DataException(file + ": " + reason(e), e);
  }

  /** What the stream holds, without gzip. */
  static InputStream unpacked(InputStream stream) throws IOException {
    InputStream raw = stream.markSupported() ? stream : new BufferedInputStream(stream, BUFFER);
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b; // RFC 1952, §2.3.1
    raw.reset();
    return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case EOFException _ -> "the gzip data ends too early";
      case ZipException z -> "damaged gzip data: " + z.getMessage();
      default -> e.getMessage();
    };
  }
}
