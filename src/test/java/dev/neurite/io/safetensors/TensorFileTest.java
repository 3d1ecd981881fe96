package dev.neurite.io.safetensors;

import static dev.neurite.io.safetensors.HandMade.entry;
import static dev.neurite.io.safetensors.HandMade.file;
import static dev.neurite.io.safetensors.HandMade.words;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.FileContent.Bits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TensorFileTest {
  private final Arena arena = Arena.ofAuto();

  @Test
  void writesExactlyTheseBytes() {
    TensorFile content =
        TensorFile.of(
            Map.of(
                "b", Tensor.of(arena, new float[] {1, -2}, 2), "a", Tensor.allocate(arena, 0, 3)),
            Map.of("format", "x"));
    String header =
        "{\"__metadata__\":{\"format\":\"x\"},"
            + entry("a", "F32", "[0,3]", 0, 0)
            + ","
            + entry("b", "F32", "[2]", 0, 8)
            + "}";
    String padded = header + " ".repeat(Math.floorMod(-8 - header.length(), 64));
    assertArrayEquals(file(padded, words(0x3f800000, 0xc0000000)), content.toBytes());
  }

  @Test
  void anEmptyFileIsAHeaderOf56Bytes() {
    byte[] bytes = TensorFile.of(Map.of(), Map.of()).toBytes();
    assertArrayEquals(file("{}" + " ".repeat(54)), bytes);
    assertEquals(Map.of(), HandMade.read(bytes).tensors());
    assertEquals(Map.of(), HandMade.read(file("{}")).metadata());
  }

  @Test
  void readsEntriesInAnyOrderAtAnyAlignment() {
    String header =
        "{ \"late\" : { \"shape\":[ 1 ] , \"data_offsets\":[9,13], \"dtype\":\"F32\" },\n"
            + entry("flag", "BOOL", "[1]", 8, 9)
            + ","
            + entry("early", "F32", "[1,2]", 0, 8)
            + ","
            + entry("none", "F32", "[0]", 13, 13)
            + "} \t\r\n ";
    byte[] data = new byte[13];
    System.arraycopy(words(1, 2), 0, data, 0, 8);
    System.arraycopy(words(0x7fa00001), 0, data, 9, 4);
    TensorFile read = HandMade.read(file(header, data));
    assertEquals(List.of("early", "late", "none"), List.copyOf(read.tensors().keySet()));
    assertEquals(bits(new int[] {1, 2}, 1, 2), Bits.of(read.tensor("early")));
    assertEquals(bits(new int[] {0x7fa00001}, 1), Bits.of(read.tensor("late")));
    assertEquals(bits(new int[0], 0), Bits.of(read.tensor("none")));
    assertEquals(Map.of("flag", "BOOL"), read.unread());
  }

  @Test
  void widensHalvesExactlyAndRoundsDoubles() {
    String header =
        "{"
            + entry("bf16", "BF16", "[4]", 0, 8)
            + ","
            + entry("f16", "F16", "[4]", 8, 16)
            + ","
            + entry("f64", "F64", "[2]", 16, 32)
            + "}";
    byte[] data =
        words(
            0x8000c049,
            0x7f817f80, // −3.140625, −0, ∞, a signalling NaN
            0x80013c00,
            0x7bff7c00, // 1, −2⁻²⁴, ∞, 65504
            0x9999999a,
            0x3fb99999,
            0,
            0xfff00000); // 0.1, −∞
    TensorFile read = HandMade.read(file(header, data));
    assertEquals(
        bits(new int[] {0xc0490000, 0x80000000, 0x7f800000, 0x7f810000}, 4),
        Bits.of(read.tensor("bf16")));
    assertArrayEquals(
        new float[] {1, -0x1p-24f, Float.POSITIVE_INFINITY, 65504}, read.tensor("f16").toArray());
    assertArrayEquals(new float[] {0.1f, Float.NEGATIVE_INFINITY}, read.tensor("f64").toArray());
    assertEquals(
        List.of(
            "tensor \"bf16\" converted from BF16 to F32",
            "tensor \"f16\" converted from F16 to F32",
            "tensor \"f64\" rounded from F64 to F32"),
        read.notes());
  }

  @Test
  void tensorsLargerThanTheBufferComeBack() {
    Tensor large = Tensor.allocate(arena, 3, 50_021);
    for (int i = 0; i < large.elements(); i++) {
      large.segment().setAtIndex(ValueLayout.JAVA_INT, i, 0x9e3779b9 * i);
    }
    byte[] bytes = TensorFile.of(Map.of("w", large), Map.of()).toBytes();
    assertEquals(Bits.of(large), Bits.of(HandMade.read(bytes).tensor("w")));

    double[] doubles = new double[20_011];
    var segment = MemorySegment.ofArray(new byte[8 * doubles.length]);
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = i / 7.0;
      segment.set(
          ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8L * i, doubles[i]);
    }
    String header = "{" + entry("d", "F64", "[20011]", 0, 8L * doubles.length) + "}";
    byte[] data = segment.toArray(ValueLayout.JAVA_BYTE);
    float[] read = HandMade.read(file(header, data)).tensor("d").toArray();
    for (int i = 0; i < doubles.length; i++) {
      assertEquals((float) doubles[i], read[i], "element " + i);
    }
  }

  @Test
  void saysWhyThereIsNoSuchTensor() {
    TensorFile read = HandMade.read(file("{" + entry("n", "I64", "[]", 0, 8) + "}", new byte[8]));
    message(
        SafetensorsException.class,
        "model.safetensors: tensor \"w\" is missing",
        () -> read.tensor("w"));
    message(
        SafetensorsException.class,
        "model.safetensors: tensor \"n\" is I64; only F32, F64, F16 and BF16 can be read",
        () -> read.tensor("n"));
  }

  @Test
  void refusesNamesThatAFileCannotHold() {
    Tensor t = Tensor.allocate(arena);
    message(
        IllegalArgumentException.class,
        "safetensors: no tensor can have the name __metadata__",
        () -> TensorFile.of(Map.of("__metadata__", t), Map.of()));
    message(
        IllegalArgumentException.class,
        "safetensors: the name of a tensor has an unpaired surrogate: \"a?\"",
        () -> TensorFile.of(Map.of("a\ud800", t), Map.of()));
    message(
        IllegalArgumentException.class,
        "safetensors: metadata \"k\" has an unpaired surrogate: \"?b\"",
        () -> TensorFile.of(Map.of(), Map.of("k", "\udc00b")));
    message(
        NullPointerException.class,
        "safetensors: w is null",
        () -> TensorFile.of(Collections.singletonMap("w", null), Map.of()));
    message(
        NullPointerException.class,
        "safetensors: metadata \"k\" is null",
        () -> TensorFile.of(Map.of(), Collections.singletonMap("k", null)));
  }

  @Test
  void refusesToWriteAHeaderAboveTheLimit() {
    TensorFile large = TensorFile.of(Map.of(), Map.of("k", "x".repeat(100_000_000)));
    message(
        SafetensorsException.class,
        "safetensors: the header would have 100000056 bytes, above the limit of 100000000",
        large::toBytes);
  }

  @Test
  void printsItsNamesAndShapes() {
    TensorFile file = TensorFile.of(Map.of("w", Tensor.allocate(arena, 2, 3)), Map.of("k", "v"));
    assertEquals("TensorFile[safetensors, {w=Tensor[2, 3]}, metadata [k]]", file.toString());
  }

  private static Bits bits(int[] elements, int... shape) {
    return new Bits(Shape.of(shape), elements);
  }

  private static void message(Class<? extends Exception> type, String message, Runnable call) {
    assertEquals(message, assertThrows(type, call::run).getMessage());
  }
}
