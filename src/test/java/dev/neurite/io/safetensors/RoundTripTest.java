package dev.neurite.io.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.tensor.Tensor;
import dev.neurite.testing.FileContent;
import dev.neurite.testing.FileGenerators;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class RoundTripTest {

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void everyBitComesBack(@ForAll("contents") FileContent content) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = bytes(content, arena);
      TensorFile back = TensorFile.read("model", bytes, arena);
      assertEquals(content.tensors(), FileContent.of(back.tensors(), Map.of()).tensors());
      assertEquals(content.metadata(), back.metadata());
      assertEquals(Map.of(), back.unread());
      assertEquals(List.of(), back.notes());
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void theOrderOfNamesAndKeysDoesNotChangeTheBytes(@ForAll("contents") FileContent content) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = bytes(content, arena);
      FileContent reversed =
          new FileContent(reversed(content.tensors()), reversed(content.metadata()));
      assertArrayEquals(bytes, bytes(reversed, arena));
      assertArrayEquals(bytes, TensorFile.read("model", bytes, arena).toBytes());
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void dataAndTensorsBeginAtMultiplesOf64Bytes(@ForAll("contents") FileContent content) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = bytes(content, arena);
      long data = 0;
      for (Tensor tensor : TensorFile.read("model", bytes, arena).tensors().values()) {
        data += tensor.segment().byteSize();
        assertEquals(0, tensor.segment().address() % 64, tensor::toString);
      }
      assertEquals(0, (bytes.length - data) % 64);
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void aFileHoldsTheSameBytes(@ForAll("contents") FileContent content) throws IOException {
    Path path = Files.createTempFile("neurite", ".safetensors");
    try (Arena arena = Arena.ofConfined()) {
      TensorFile.of(content.toTensors(arena), content.metadata()).write(path);
      assertArrayEquals(bytes(content, arena), Files.readAllBytes(path));
      TensorFile back = TensorFile.read(path, arena);
      assertEquals(content.tensors(), FileContent.of(back.tensors(), Map.of()).tensors());
      assertEquals(path.toString(), back.source());
    } finally {
      Files.delete(path);
    }
  }

  @Provide
  Arbitrary<FileContent> contents() {
    return FileGenerators.contents();
  }

  private static byte[] bytes(FileContent content, Arena arena) {
    return TensorFile.of(content.toTensors(arena), content.metadata()).toBytes();
  }

  private static <V> Map<String, V> reversed(Map<String, V> map) {
    List<String> keys = new ArrayList<>(map.keySet());
    Collections.reverse(keys);
    Map<String, V> reversed = new LinkedHashMap<>();
    keys.forEach(key -> reversed.put(key, map.get(key)));
    return reversed;
  }
}
