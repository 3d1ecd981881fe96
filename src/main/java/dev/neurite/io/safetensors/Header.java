package dev.neurite.io.safetensors;

import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a file says about its data: the tensors and the metadata. */
record Header(List<Entry> entries, Map<String, String> metadata) {
  /** The key of the metadata among the names of the tensors. */
  static final String METADATA = "__metadata__";

  /** The limit of the format, in bytes, without the length itself. */
  static final int MAX_BYTES = 100_000_000;

  /**
   * The header of these tensors, one after the other by name, all F32. Sorted, so that the same
   * content gives the same bytes.
   */
  static Header of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    Entry[] entries = new Entry[tensors.size()];
    int i = 0;
    long begin = 0;
    for (var tensor : new TreeMap<>(tensors).entrySet()) {
      long end = begin + (long) Float.BYTES * tensor.getValue().elements();
      entries[i++] = new Entry(tensor.getKey(), Dtype.F32, tensor.getValue().shape(), begin, end);
      begin = end;
    }
    return new Header(List.of(entries), new TreeMap<>(metadata));
  }

  /**
   * The same header with the entries in the order of their data, which must fill the data section
   * without holes or overlap.
   */
  Header sortedWithin(String file, long dataBytes) {
    Entry[] sorted = entries.toArray(new Entry[0]);
    Arrays.sort(sorted);
    Entry previous = null;
    for (Entry entry : sorted) {
      follows(file, previous, entry);
      if (entry.end() > dataBytes) {
        throw new SafetensorsException(
            file,
            entry.title()
                + " ends at byte "
                + entry.end()
                + " but the data section has "
                + dataBytes
                + " bytes");
      }
      previous = entry;
    }
    long end = previous == null ? 0 : previous.end();
    if (end != dataBytes) {
      throw new SafetensorsException(
          file,
          "the last tensor ends at byte "
              + end
              + " but the data section has "
              + dataBytes
              + " bytes");
    }
    return new Header(List.of(sorted), metadata);
  }

  private static void follows(String file, Entry previous, Entry entry) {
    long end = previous == null ? 0 : previous.end();
    if (entry.begin() == end) {
      return;
    }
    String before =
        previous == null
            ? "the data section begins at byte 0"
            : previous.title() + " before it ends at byte " + end;
    throw new SafetensorsException(
        file,
        entry.title()
            + " begins at byte "
            + entry.begin()
            + " but "
            + before
            + (entry.begin() > end ? ": the data has a hole" : ": the two overlap"));
  }

  /**
   * The header as it stands in a file: its length, its JSON, and spaces, so that the data begins at
   * a multiple of {@link Tensor#ALIGNMENT} bytes.
   */
  byte[] toBytes(String file) {
    byte[] json = json(file).getBytes(StandardCharsets.UTF_8);
    int length = Math.ceilDiv(Long.BYTES + json.length, Tensor.ALIGNMENT) * Tensor.ALIGNMENT;
    if (length - Long.BYTES > MAX_BYTES) {
      throw new SafetensorsException(
          file,
          "the header would have "
              + (length - Long.BYTES)
              + " bytes, above the limit of "
              + MAX_BYTES);
    }
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) ' ');
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[i] = (byte) ((long) (length - Long.BYTES) >>> (8 * i));
    }
    System.arraycopy(json, 0, bytes, Long.BYTES, json.length);
    return bytes;
  }

  private String json(String file) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      Map<String, Json> strings = new LinkedHashMap<>();
      metadata.forEach((key, value) -> strings.put(key, Json.of(value)));
      members.put(METADATA, new JsonObject(strings));
    }
    for (Entry entry : entries) {
      members.put(entry.name(), json(entry));
    }
    try {
      return Json.write(new JsonObject(members));
    } catch (JsonException e) {
      throw new SafetensorsException(file, "the header cannot be written: " + e.getMessage(), e);
    }
  }

  private static JsonObject json(Entry entry) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("dtype", Json.of(entry.dtype().name()));
    fields.put("shape", Json.ofIntegers(entry.shape().toArray()));
    fields.put("data_offsets", Json.ofLongs(entry.begin(), entry.end()));
    return new JsonObject(fields);
  }
}
