package dev.neurite.io.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.io.AtomicFile;
import dev.neurite.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadAndWriteFailureTest {
  @TempDir Path folder;
  private final Arena arena = Arena.ofAuto();

  @Test
  void readingNamesTheFileThatIsNotThere() {
    Path path = folder.resolve("model.safetensors");
    refused(path + ": no such file", () -> TensorFile.read(path, arena));
    refused(folder + ": is a folder", () -> TensorFile.read(folder, arena));
  }

  @Test
  void readingAFileThatShrinksMeanwhileIsRefused() throws IOException {
    Path path = folder.resolve("model.safetensors");
    file(1000).write(path);
    long size = Files.size(path);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ReadableByteChannel shrinking = new Meanwhile(channel, () -> channel.truncate(size - 1000));
      refused(
          "model: the file had 4128 bytes, but ended at byte 3128 while it was read",
          () -> read(shrinking, size));
    }
  }

  @Test
  void readingAFileThatGrowsMeanwhileIsRefused() throws IOException {
    byte[] bytes = file(3).toBytes();
    byte[] grown = Arrays.copyOf(bytes, bytes.length + 1);
    refused(
        "model: the file had 76 bytes, but grew while it was read",
        () -> read(Channels.newChannel(new ByteArrayInputStream(grown)), bytes.length));
  }

  @Test
  void aLoadedFileDoesNotDependOnTheFile() throws IOException {
    Path path = folder.resolve("model.safetensors");
    file(1000).write(path);
    TensorFile read = TensorFile.read(path, arena);
    Files.write(path, new byte[0]);
    Files.delete(path);
    assertEquals(999, read.tensor("w").get(999));
  }

  @Test
  void memoryThatTheJvmRefusesIsNamedWithTheFlag() {
    Arena stingy = new StingyArena();
    refused(
        "model: its tensors need 64 bytes of off-heap memory, which the JVM refused (none left);"
            + " raise -XX:MaxDirectMemorySize",
        () -> TensorFile.read("model", file(3).toBytes(), stingy));
  }

  @Test
  void writingReplacesTheOldFileAndLeavesNothingElse() throws IOException {
    Path path = folder.resolve("model.safetensors");
    Files.write(path, new byte[5000]);
    file(3).write(path);
    assertArrayEquals(file(3).toBytes(), Files.readAllBytes(path));
    assertEquals(List.of(path), files());
  }

  @Test
  void writingThroughALinkReplacesWhatItPointsTo() throws IOException {
    Path path = folder.resolve("version1.safetensors");
    Files.write(path, new byte[5000]);
    Path link = Files.createSymbolicLink(folder.resolve("current"), path.getFileName());
    file(3).write(link);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(file(3).toBytes(), Files.readAllBytes(path));
  }

  @Test
  void aFullDiskLeavesTheOldFileAndNoOther() throws IOException {
    Path path = folder.resolve("model.safetensors");
    file(3).write(path);
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    path,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
                      throw new IOException("No space left on device");
                    }));
    assertEquals("No space left on device", SafetensorsException.reason(e));
    assertArrayEquals(file(3).toBytes(), Files.readAllBytes(path));
    assertEquals(List.of(path), files());
  }

  @Test
  void memoryClosedDuringTheWriteLeavesTheOldFileAndNoOther() throws IOException {
    Path path = folder.resolve("model.safetensors");
    file(3).write(path);
    Arena own = Arena.ofConfined();
    TensorFile closed = TensorFile.of(Map.of("w", Tensor.allocate(own, 5)), Map.of());
    own.close();
    assertThrows(IllegalStateException.class, () -> closed.write(path));
    assertArrayEquals(file(3).toBytes(), Files.readAllBytes(path));
    assertEquals(List.of(path), files());
  }

  @Test
  void writingWhereNoFileCanBeSaysSo() throws IOException {
    refused(folder + ": cannot be written: is a folder", () -> file(3).write(folder));
    Path missing = folder.resolve("missing").resolve("model.safetensors");
    refused(
        missing + ": cannot be written: there is no folder " + missing.getParent(),
        () -> file(3).write(missing));
    Path plain = Files.write(folder.resolve("plain"), new byte[1]);
    Path below = plain.resolve("model.safetensors");
    refused(below + ": cannot be written: there is no folder " + plain, () -> file(3).write(below));
  }

  @Test
  void theFilesOfAnotherWriterAreLeftAlone() throws IOException {
    Path taken =
        Files.write(
            folder.resolve(".neurite-" + ProcessHandle.current().pid() + "-0.tmp"), new byte[7]);
    file(3).write(folder.resolve("model.safetensors"));
    assertEquals(7, Files.size(taken));
    assertEquals(2, files().size());
  }

  private TensorFile file(int elements) {
    Tensor w = Tensor.allocate(arena, elements);
    for (int i = 0; i < elements; i++) {
      w.set(i, i);
    }
    return TensorFile.of(Map.of("w", w), Map.of());
  }

  private TensorFile read(ReadableByteChannel channel, long size) {
    try {
      return new DataReader("model", channel, size).read(arena);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(SafetensorsException.class, call::run).getMessage());
  }

  /** A channel that lets something happen after its first read. */
  private record Meanwhile(ReadableByteChannel channel, Event event)
      implements ReadableByteChannel {
    interface Event {
      void happen() throws IOException;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      int count = channel.read(buffer);
      event.happen();
      return count;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** An arena that has no memory left. */
  private static final class StingyArena implements Arena {
    @Override
    public MemorySegment allocate(long bytes, long alignment) {
      throw new OutOfMemoryError("none left");
    }

    @Override
    public MemorySegment.Scope scope() {
      return Arena.global().scope();
    }

    @Override
    public void close() {}
  }
}
