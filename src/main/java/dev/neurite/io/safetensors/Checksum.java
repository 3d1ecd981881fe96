package dev.neurite.io.safetensors;

import dev.neurite.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a model consists of as one number: CRC-32C over the metadata, sorted by key, and then the
 * tensors, sorted by name. It finds damage by chance, not by intent.
 *
 * <p>Why not a cryptographic one: 10 MB take 1 ms instead of 30, and whoever can change a file can
 * change its checksum too.
 */
final class Checksum {
  /** The key of the metadata, which is left out of the sum. */
  static final String KEY = "checksum";

  private static final long CHUNK = 1 << 28; // bytes at a time; buffers end at 2³¹

  private Checksum() {}

  /** {@code crc32c:1a2b3c4d}. */
  static String of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    CRC32C sum = new CRC32C();
    for (var entry : new TreeMap<>(metadata).entrySet()) {
      if (!entry.getKey().equals(KEY)) {
        text(sum, entry.getKey());
        text(sum, entry.getValue());
      }
    }
    for (var entry : new TreeMap<>(tensors).entrySet()) {
      text(sum, entry.getKey());
      elements(sum, entry.getValue().segment());
    }
    return "crc32c:" + HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** Refuses a file whose content isn't what was saved; files without a checksum pass. */
  static void check(TensorFile file) {
    String saved = file.metadata().get(KEY);
    if (saved == null) {
      return;
    }
    String actual = of(file.tensors(), file.metadata());
    if (!saved.equals(actual)) {
      throw new SafetensorsException(
          file.source(),
          "its content has the checksum "
              + actual
              + ", but "
              + JsonWriter.quote(saved)
              + " was saved: the file is damaged, or was changed by hand; then take the key "
              + KEY
              + " out of its metadata");
    }
  }

  private static void text(CRC32C sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    sum.update(0); // so that parts can't move from one text to the next
  }

  private static void elements(CRC32C sum, MemorySegment segment) {
    for (long at = 0; at < segment.byteSize(); at += CHUNK) {
      sum.update(segment.asSlice(at, Math.min(CHUNK, segment.byteSize() - at)).asByteBuffer());
    }
  }
}
