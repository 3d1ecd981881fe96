package dev.neurite.io.safetensors;

import static dev.neurite.io.safetensors.HandMade.entry;
import static dev.neurite.io.safetensors.HandMade.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MalformedFileTest {

  @Test
  void tooShortForALength() {
    refused(
        "a safetensors file begins with the 8 bytes of its header's length, but this one has 7"
            + " bytes",
        new byte[7]);
  }

  @ParameterizedTest
  @CsvSource({
    "100000001, 100000001",
    "-1, 18446744073709551615",
    "-9223372036854775808, 9223372036854775808"
  })
  void headerLengthAboveTheLimit(long length, String shown) {
    refused(
        "the header has " + shown + " bytes, above the limit of 100000000",
        file(length, new byte[72]));
  }

  @Test
  void headerLengthBeyondTheFile() {
    refused(
        "the header ends at byte 100000008 but the file has 80", file(100_000_000, new byte[72]));
    refused("the header ends at byte 11 but the file has 10", file(3, new byte[] {'{', '}'}));
  }

  @Test
  void headerThatDoesNotBeginWithABrace() {
    refused("the header must begin with '{', but it is empty", file(0, new byte[0]));
    refused("the header must begin with '{', got byte 0x20", file(" {}"));
    refused("the header must begin with '{', got byte 0x5B", file("[]"));
    refused("the header must begin with '{', got byte 0xEF", file("\uFEFF{}"));
  }

  @Test
  void headerThatIsNotJson() {
    refused("header: byte 9: expected a string, found the end", file("{"));
    refused("header: byte 11: expected the end, found '1'", file("{} 1"));
    refused("header: byte 10: expected the end, found byte 0x00", file("{}\0"));
    byte[] notUtf8 = file("{\"?\":1}");
    notUtf8[10] = (byte) 0xff;
    refused("header: byte 10: not UTF-8", notUtf8);
    refused(
        "header: byte 61: duplicate key \"a\"",
        file("{" + entry("a", "F32", "[]", 0, 4) + "," + entry("a", "F32", "[]", 4, 8) + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|byte 24: expected an object, found '['",
        "null|byte 24: expected an object, found 'n'",
        "{\"a\":1}|byte 29: expected a string, found '1'",
        "{\"a\":{}}|byte 29: expected a string, found '{'",
        "{\"a\":null}|byte 29: expected a string, found 'n'",
        "{\"a\":\"\",\"a\":\"\"}|byte 32: duplicate key \"a\"",
      })
  void metadataThatIsNotStrings(String metadata, String message) {
    refused("__metadata__: " + message, file("{\"__metadata__\":" + metadata + "}"));
  }

  @Test
  void metadataTwice() {
    refused(
        "header: byte 27: duplicate key \"__metadata__\"",
        file("{\"__metadata__\":{},\"__metadata__\":{}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|tensor \"w\" has no dtype",
        "{\"dtype\":\"F32\"}|tensor \"w\" has no shape",
        "{\"dtype\":\"F32\",\"shape\":[]}|tensor \"w\" has no data_offsets",
        "7|tensor \"w\": byte 13: expected an object, found '7'",
        "{\"dtype\":32}|tensor \"w\": byte 22: expected a string, found '3'",
        "{\"dtype\":\"F32\",\"dtype\":\"F32\"}|tensor \"w\": byte 28: duplicate key \"dtype\"",
        "{\"shape\":{}}|tensor \"w\": byte 22: expected an array, found '{'",
        "{\"shape\":[-1]}|tensor \"w\": byte 23: expected a whole number of 0 or more, found -1",
        "{\"shape\":[1.0]}|tensor \"w\": byte 23: expected a whole number of 0 or more, found 1.0",
        "{\"shape\":[1e2]}|tensor \"w\": byte 23: expected a whole number of 0 or more, found 1e2",
        "{\"shape\":[\"1\"]}|tensor \"w\": byte 23: expected a whole number of 0 or more, found"
            + " '\"'",
        "{\"data_offsets\":[0,18446744073709551616]}|tensor \"w\": byte 32: expected a whole number"
            + " of 0 or more, found 18446744073709551616",
        "{\"data_offsets\":[0,4,8]}|tensor \"w\": byte 34: more than 2 numbers",
        "{\"dtype\":\"F32\",\"stride\":[1]}|tensor \"w\": byte 37: unknown key \"stride\"; expected"
            + " dtype, shape and data_offsets",
      })
  void entryThatLacksOrMistypesAField(String fields, String message) {
    refused(message, file("{\"w\":" + fields + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "F8", "", "FLOAT"})
  void unknownDtype(String dtype) {
    refused(
        "tensor \"w\" has the unknown dtype \"" + dtype + "\"",
        file("{" + entry("w", dtype, "[]", 0, 4) + "}", new byte[4]));
  }

  @Test
  void offsetsThatAreNotAPair() {
    refused(
        "tensor \"w\" has 1 data_offsets instead of 2",
        file("{\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0]}}"));
    refused(
        "tensor \"w\" begins at byte 8 but ends at byte 4",
        file("{" + entry("w", "F32", "[]", 8, 4) + "}", new byte[8]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[65536, 65536]",
        "[4294967296, 4294967296]",
        "[9223372036854775807, 2]",
        "[2147483648]",
        "[65536, 32768, 0]",
        "[0, 2147483648]"
      })
  void shapeWhoseProductOverflows(String shape) {
    refused(
        "tensor \"w\" has the shape "
            + shape
            + ", whose dimensions multiply to more than 2147483647",
        file("{" + entry("w", "F32", shape, 0, 0) + "}"));
  }

  @Test
  void moreDimensionsThanAnybodyHas() {
    String shape = Arrays.toString(new int[65]);
    refused(
        "tensor \"w\": byte 229: more than 64 numbers",
        file("{" + entry("w", "F32", shape, 0, 0) + "}"));
  }

  @Test
  void bytesThatDoNotFitShapeAndType() {
    refused(
        "tensor \"w\" is F32 of shape [2, 3], which takes 24 bytes, but its data_offsets [0, 20]"
            + " hold 20",
        file("{" + entry("w", "F32", "[2,3]", 0, 20) + "}", new byte[20]));
    refused(
        "tensor \"w\" is F64 of shape [], which takes 8 bytes, but its data_offsets [0, 4] hold 4",
        file("{" + entry("w", "F64", "[]", 0, 4) + "}", new byte[4]));
    refused(
        "tensor \"w\" is I64 of shape [2147483647], which takes 17179869176 bytes, but its"
            + " data_offsets [0, 8] hold 8",
        file("{" + entry("w", "I64", "[2147483647]", 0, 8) + "}", new byte[8]));
  }

  @Test
  void tensorBeyondTheData() {
    refused(
        "tensor \"fc1.weight\" ends at byte 9216 but the data section has 8192 bytes",
        file("{" + entry("fc1.weight", "F32", "[48,48]", 0, 9216) + "}", new byte[8192]));
  }

  @Test
  void tensorThatBeginsLate() {
    refused(
        "tensor \"w\" begins at byte 4 but the data section begins at byte 0: the data has a hole",
        file("{" + entry("w", "F32", "[]", 4, 8) + "}", new byte[8]));
  }

  @Test
  void holeBetweenTensors() {
    refused(
        "tensor \"b\" begins at byte 12 but tensor \"a\" before it ends at byte 8: the data has a"
            + " hole",
        file(
            "{" + entry("b", "F32", "[]", 12, 16) + "," + entry("a", "F32", "[2]", 0, 8) + "}",
            new byte[16]));
  }

  @Test
  void tensorsThatOverlap() {
    refused(
        "tensor \"b\" begins at byte 4 but tensor \"a\" before it ends at byte 8: the two overlap",
        file(
            "{" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[]", 4, 8) + "}",
            new byte[8]));
    refused(
        "tensor \"b\" begins at byte 0 but tensor \"a\" before it ends at byte 4: the two overlap",
        file(
            "{" + entry("a", "F32", "[]", 0, 4) + "," + entry("b", "F32", "[]", 0, 4) + "}",
            new byte[4]));
  }

  @Test
  void emptyTensorInsideAnother() {
    refused(
        "tensor \"b\" begins at byte 4 but tensor \"a\" before it ends at byte 8: the two overlap",
        file(
            "{" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[0]", 4, 4) + "}",
            new byte[8]));
  }

  @Test
  void bytesAfterTheLastTensor() {
    refused(
        "the last tensor ends at byte 4 but the data section has 5 bytes",
        file("{" + entry("w", "F32", "[]", 0, 4) + "}", new byte[5]));
    refused(
        "the last tensor ends at byte 0 but the data section has 1 bytes", file("{}", (byte) 0));
  }

  @Test
  void doubleThatIsNoFloat() {
    byte[] data = new byte[16];
    data[15] = 0x7f; // 2^1009 and nothing below
    data[14] = 0x00;
    refused(
        "tensor \"w\": element 1 is beyond the range of F32",
        file("{" + entry("w", "F64", "[2]", 0, 16) + "}", data));
  }

  @Test
  void hostileNamesStayShortAndOnOneLine() {
    String name = "a\\n\\u0085".repeat(1000);
    refused(
        "tensor \"" + "a\\n?".repeat(26) + "a\\n…\" has no dtype", file("{\"" + name + "\":{}}"));
  }

  private static void refused(String message, byte[] file) {
    var e = assertThrows(SafetensorsException.class, () -> HandMade.read(file));
    assertEquals("model.safetensors: " + message, e.getMessage());
  }
}
