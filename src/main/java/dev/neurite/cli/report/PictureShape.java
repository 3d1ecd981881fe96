package dev.neurite.cli.report;

import dev.neurite.data.Dataset;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Rows that are grey pictures: pixels in row-major order.
 *
 * @param height in pixels
 * @param width in pixels
 */
record PictureShape(int height, int width) {
  static final int LARGEST = 32; // pixels each way that a page keeps: 1 KB a picture
  private static final int IDX_HEAD = 16; // bytes: magic number and three sizes
  private static final int SMALLEST = 8; // fewer features in a square are a table by chance

  /** As the head of an IDX file of pictures says it; empty for any other file. */
  static Optional<PictureShape> ofIdx(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      byte[] head = (gzip ? new GZIPInputStream(raw) : raw).readNBytes(IDX_HEAD);
      if (head.length < IDX_HEAD || head[0] != 0 || head[1] != 0 || head[3] != 3) {
        return Optional.empty();
      }
      ByteBuffer sizes = ByteBuffer.wrap(head);
      int height = sizes.getInt(8);
      int width = sizes.getInt(12);
      return height > 0 && width > 0
          ? Optional.of(new PictureShape(height, width))
          : Optional.empty();
    }
  }

  /**
   * The square that rows seem to be: a square number of features, none below 0, half of which come
   * near the greatest value of all. Columns of a table have ranges of their own.
   */
  static Optional<PictureShape> guess(Dataset rows) {
    int in = rows.in();
    int side = (int) Math.round(Math.sqrt(in));
    if (side < SMALLEST || side * side != in) {
      return Optional.empty();
    }
    float[] greatest = new float[in];
    float all = 0;
    for (int r = 0; r < rows.rows(); r++) {
      for (int c = 0; c < in; c++) {
        float x = rows.features().get((long) r * in + c);
        if (x < 0) {
          return Optional.empty();
        }
        greatest[c] = Math.max(greatest[c], x);
        all = Math.max(all, x);
      }
    }
    int near = 0;
    for (float g : greatest) {
      near += g > all / 2 ? 1 : 0;
    }
    return near >= in / 2 ? Optional.of(new PictureShape(side, side)) : Optional.empty();
  }

  /** How much smaller a page keeps it. */
  private int reduction() {
    return Math.ceilDiv(Math.max(height, width), LARGEST);
  }

  /** The height a page keeps. */
  int shownHeight() {
    return Math.ceilDiv(height, reduction());
  }

  /** The width a page keeps. */
  int shownWidth() {
    return Math.ceilDiv(width, reduction());
  }

  /**
   * The pixels as bytes in Base64, 0 for {@code black} or less and 255 for {@code white} or more;
   * of a large picture, means of squares.
   */
  String encode(float[] pixels, float black, float white) {
    int by = reduction();
    byte[] bytes = new byte[shownHeight() * shownWidth()];
    for (int y = 0; y < shownHeight(); y++) {
      for (int x = 0; x < shownWidth(); x++) {
        double grey = (mean(pixels, y * by, x * by, by) - black) / (white - black);
        bytes[y * shownWidth() + x] = (byte) Math.round(255 * Math.clamp(grey, 0, 1));
      }
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private double mean(float[] pixels, int top, int left, int by) {
    double sum = 0;
    int count = 0;
    for (int y = top; y < Math.min(height, top + by); y++) {
      for (int x = left; x < Math.min(width, left + by); x++) {
        sum += pixels[y * width + x];
        count++;
      }
    }
    return sum / count;
  }
}
