package dev.neurite.io.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file that the format's own library wrote; {@code python_files.py} beside it made it. */
final class PythonFileTest {

  @Test
  void readsWhatPythonWrote() throws IOException {
    byte[] bytes;
    try (InputStream in = PythonFileTest.class.getResourceAsStream("python.safetensors")) {
      bytes = in.readAllBytes();
    }
    TensorFile file = TensorFile.read("python.safetensors", bytes, Arena.ofAuto());
    assertEquals(
        List.of("fc1.bias", "empty", "fc1.weight", "scalar", "half"),
        List.copyOf(file.tensors().keySet()));
    assertEquals(Shape.of(2, 3), file.tensor("fc1.weight").shape());
    assertArrayEquals(
        new int[] {0x3fc00000, 0x80000000, 0x7fc00000, 0x7f800000, 1, 0xff7fffff},
        file.tensor("fc1.weight").segment().toArray(ValueLayout.JAVA_INT));
    assertArrayEquals(new float[] {0.1f, -0.2f}, file.tensor("fc1.bias").toArray());
    assertArrayEquals(new float[] {1, -2.5f, 65504, 0x1p-24f}, file.tensor("half").toArray());
    assertEquals(Shape.of(0, 3), file.tensor("empty").shape());
    assertEquals(Shape.of(), file.tensor("scalar").shape());
    assertEquals(7, file.tensor("scalar").get(0));
    assertEquals(Map.of("num_batches_tracked", "I64"), file.unread());
    assertEquals(Map.of("format", "np", "note", "größe ✓ \"quoted\""), file.metadata());
  }
}
