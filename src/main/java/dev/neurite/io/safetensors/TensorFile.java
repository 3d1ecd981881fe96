package dev.neurite.io.safetensors;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.neurite.check.Check;
import dev.neurite.io.AtomicFile;
import dev.neurite.io.Uninterrupted;
import dev.neurite.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A safetensors file in memory: named tensors, and metadata from strings to strings.
 *
 * <p>Reading checks everything the format demands before it trusts a length, copies the elements
 * into memory of the caller's arena, and is done with the file when it returns. Writing sorts names
 * and keys, so the same content gives the same bytes; F32 elements keep every bit, NaN's too.
 *
 * <p>Immutable but for the elements of its tensors, which it shares with whoever made them. Every
 * failure, of the file system too, is a {@link SafetensorsException}.
 */
public final class TensorFile {
  private static final int CHUNK = 1 << 16; // bytes written at a time
  private static final ValueLayout.OfInt LITTLE_ENDIAN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String source;
  private final Map<String, Tensor> tensors;
  private final Map<String, String> metadata;
  private final Map<String, String> unread;
  private final List<String> notes;

  TensorFile(
      String source,
      Map<String, Tensor> tensors,
      Map<String, String> metadata,
      Map<String, String> unread,
      List<String> notes) {
    this.source = source;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    this.unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
    this.notes = List.copyOf(notes);
  }

  /**
   * The content to write. The tensors are not copied: what they hold when it is written counts.
   *
   * <p>A name is any text but {@code __metadata__}, without unpaired surrogates.
   */
  public static TensorFile of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    Check.notNull("safetensors", "tensors", tensors)
        .forEach((name, tensor) -> {
          text("the name of a tensor", name);
          Check.notNull("safetensors", name, tensor);
        });
    Check.notNull("safetensors", "metadata", metadata)
        .forEach((key, value) -> {
          text("a key of the metadata", key);
          text("metadata " + JsonWriter.quote(key), value);
        });
    if (tensors.containsKey(Header.METADATA)) {
      throw new IllegalArgumentException(
          "safetensors: no tensor can have the name " + Header.METADATA);
    }
    return new TensorFile("safetensors", tensors, metadata, Map.of(), List.of());
  }

  /** Reads a file; its tensors live as long as {@code arena}. */
  public static TensorFile read(Path path, Arena arena) {
    String file = Check.notNull("safetensors", "path", path).toString();
    Check.notNull("safetensors", "arena", arena);
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new SafetensorsException(
            file, attributes.isDirectory() ? "is a folder" : "is not a regular file");
      }
      return Uninterrupted.run(new Reading(file, path, arena));
    } catch (IOException e) {
      throw new SafetensorsException(file, SafetensorsException.reason(e), e);
    }
  }

  /** What reading a file is. */
  private record Reading(String file, Path path, Arena arena)
      implements Uninterrupted.Work<TensorFile> {
    @Override
    public TensorFile run() throws IOException {
      try (FileChannel channel = FileChannel.open(path)) {
        return new DataReader(file, channel, channel.size()).read(arena);
      }
    }
  }

  /** Reads the bytes of a file, which messages call {@code name}. */
  public static TensorFile read(String name, byte[] bytes, Arena arena) {
    Check.notNull("safetensors", "name", name);
    Check.notNull("safetensors", "bytes", bytes);
    Check.notNull("safetensors", "arena", arena);
    try (var channel = Channels.newChannel(new ByteArrayInputStream(bytes))) {
      return new DataReader(name, channel, bytes.length).read(arena);
    } catch (IOException e) {
      throw new SafetensorsException(name, SafetensorsException.reason(e), e);
    }
  }

  /** Where it was read from, as messages name it. */
  public String source() {
    return source;
  }

  /** The tensors: in the order of their data if read, else in the given order. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** The tensor of this name; a {@link SafetensorsException} says why there is none. */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      String problem =
          unread.containsKey(name)
              ? " is " + unread.get(name) + "; only " + Dtype.READABLE + " can be read"
              : " is missing";
      throw new SafetensorsException(source, Entry.title(name) + problem);
    }
    return tensor;
  }

  /** The metadata, in its order. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Tensors of integer, 8-bit, boolean or complex elements, with their type: checked like all
   * others, but not read. Files of other libraries have some beside the weights, such as the step
   * counts of a batch normalisation.
   */
  public Map<String, String> unread() {
    return unread;
  }

  /** One sentence for each tensor that was not F32 in the file. */
  public List<String> notes() {
    return notes;
  }

  /**
   * Writes to {@code path} as a whole or not at all: a temporary file in the same folder is
   * written, forced to the disk and renamed. If anything fails, a file that was there is untouched.
   */
  public void write(Path path) {
    String file = Check.notNull("safetensors", "path", path).toString();
    byte[] header = header().toBytes(file);
    try {
      AtomicFile.write(path, channel -> content(header, channel));
    } catch (IOException e) {
      throw new SafetensorsException(
          file, "cannot be written: " + SafetensorsException.reason(e), e);
    }
  }

  /** Writes the bytes of a file. The stream is flushed, not closed; its exceptions pass. */
  public void write(OutputStream out) throws IOException {
    content(header().toBytes(source), Channels.newChannel(out));
    out.flush();
  }

  /** The bytes of a file. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out);
    } catch (IOException e) {
      throw new AssertionError("memory has no input or output errors", e);
    }
    return out.toByteArray();
  }

  /** The names of the tensors and the keys of the metadata. */
  @Override
  public String toString() {
    return "TensorFile[" + source + ", " + tensors + ", metadata " + metadata.keySet() + "]";
  }

  private Header header() {
    return Header.of(tensors, metadata);
  }

  private void content(byte[] header, WritableByteChannel channel) throws IOException {
    drain(ByteBuffer.wrap(header), channel);
    try (Arena own = Arena.ofConfined()) {
      MemorySegment chunk = own.allocate(CHUNK, Integer.BYTES);
      for (Tensor tensor : new TreeMap<>(tensors).values()) {
        elements(tensor.segment(), chunk, channel);
      }
    }
  }

  private static void elements(MemorySegment from, MemorySegment chunk, WritableByteChannel channel)
      throws IOException {
    for (long at = 0; at < from.byteSize(); at += CHUNK) {
      long bytes = Math.min(CHUNK, from.byteSize() - at);
      MemorySegment.copy(from, JAVA_INT, at, chunk, LITTLE_ENDIAN, 0, bytes / Integer.BYTES);
      drain(chunk.asSlice(0, bytes).asByteBuffer(), channel);
    }
  }

  private static void drain(ByteBuffer buffer, WritableByteChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static void text(String what, String text) {
    Check.notNull("safetensors", what, text);
    if (text.codePoints().anyMatch(c -> c >= 0xD800 && c < 0xE000)) {
      throw new IllegalArgumentException(
          "safetensors: " + what + " has an unpaired surrogate: " + JsonWriter.quote(text));
    }
  }
}
