package dev.neurite.io.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.FileContent;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HostileFileTest {
  private static final String LENGTH_LIES =
      HandMade.entry("w", "F32", "[2147483647]", 0, 4L * Integer.MAX_VALUE);

  /** A file with all that a header can hold. */
  private static byte[] small() {
    try (Arena arena = Arena.ofConfined()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("fc1.weight", Tensor.of(arena, new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
      tensors.put("fc1.bias", Tensor.of(arena, new float[] {7, Float.NaN}, 2));
      tensors.put("scalar", Tensor.of(arena, new float[] {-0f}));
      tensors.put("ü\n", Tensor.allocate(arena, 0, 3));
      return TensorFile.of(tensors, Map.of("format", "{\"a\":[1]}")).toBytes();
    }
  }

  @Test
  void aFileTruncatedAnywhereIsRefused() {
    byte[] whole = small();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(SafetensorsException.class, () -> HandMade.read(cut), "length " + length);
    }
  }

  @Test
  void aByteChangedToAnythingIsRefusedOrReadsAsAWholeFile() {
    byte[] whole = small();
    for (int at = 0; at < whole.length; at++) {
      for (int change = 1; change < 256; change++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) change;
        refusedOrWhole(damaged);
      }
    }
  }

  @Test
  void aByteLostOrDoubledIsRefusedOrReadsAsAWholeFile() {
    byte[] whole = small();
    for (int at = 0; at < whole.length; at++) {
      byte[] lost = new byte[whole.length - 1];
      System.arraycopy(whole, 0, lost, 0, at);
      System.arraycopy(whole, at + 1, lost, at, lost.length - at);
      refusedOrWhole(lost);
      byte[] doubled = new byte[whole.length + 1];
      System.arraycopy(whole, 0, doubled, 0, at + 1);
      System.arraycopy(whole, at, doubled, at + 1, whole.length - at);
      refusedOrWhole(doubled);
    }
  }

  @Test
  void manyChangesAtOnceAreRefusedOrReadAsAWholeFile() {
    byte[] whole = small();
    byte[] pieces = "{}[]\",:0123456789\\ueF8".getBytes(StandardCharsets.US_ASCII);
    CounterRandom random = new CounterRandom(42, CounterRandom.Purpose.SHUFFLE);
    for (int round = 0; round < 50_000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i <= round % 4; i++) {
        long bits = random.bits(round, i);
        int at = (int) Math.floorMod(bits, (long) whole.length);
        damaged[at] = pieces[(int) Math.floorMod(bits >> 32, (long) pieces.length)];
      }
      refusedOrWhole(damaged);
    }
  }

  @Test
  void aLengthThatLiesCostsNoMemory() {
    // 8 GiB of elements, a header of 100 MB: more than the JVM of the tests has
    byte[] elements = HandMade.file("{" + LENGTH_LIES + "}", new byte[8]);
    assertThrows(SafetensorsException.class, () -> HandMade.read(elements));
    byte[] header = HandMade.file(100_000_000, new byte[] {'{'});
    for (int i = 0; i < 1000; i++) {
      assertThrows(SafetensorsException.class, () -> HandMade.read(header));
    }
  }

  /** Either the one exception, or a file that is consistent in itself: it can be written again. */
  private static void refusedOrWhole(byte[] bytes) {
    TensorFile file;
    try {
      file = HandMade.read(bytes);
    } catch (SafetensorsException refused) {
      assertTrue(refused.getMessage().startsWith("model.safetensors: "), refused.getMessage());
      return;
    }
    TensorFile again = HandMade.read(file.toBytes());
    assertEquals(content(file).tensors(), content(again).tensors());
    assertEquals(file.metadata(), again.metadata());
  }

  private static FileContent content(TensorFile file) {
    return FileContent.of(file.tensors(), file.metadata());
  }
}
