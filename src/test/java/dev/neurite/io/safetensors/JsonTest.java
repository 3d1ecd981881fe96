package dev.neurite.io.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.io.safetensors.Json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

  @Test
  void readsEveryKindOfValueAndKeepsTheOrderOfKeys() {
    String text = "{\"z\":[1,-2.50e+3,true,false,null],\"a\":{\"\":\"x\"},\"m\":[],\"b\":{}}";
    Json value = Json.parse(" \t\r\n" + text.replace(",", " , ").replace(":", " : ") + " ");
    assertEquals(text, Json.write(value));
    assertEquals(
        List.of("z", "a", "m", "b"), List.copyOf(value.asObject("text").members().keySet()));
  }

  @Test
  void readsEveryEscape() {
    assertEquals(
        new JsonString("\"\\/\b\f\n\r\té\uD83D\uDE00"),
        Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83d\\uDe00\""));
  }

  @Test
  void writesOnlyTheEscapesThatAreDemanded() {
    assertEquals(
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé\uD83D\uDE00\"",
        Json.write(Json.of("\"\\/\b\f\n\r\t\0\u001f\u007fé\uD83D\uDE00")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|byte 0: expected a value, found the end",
        "nul|byte 0: expected null, found the end",
        "True|byte 0: expected a value, found 'T'",
        "[1 2]|byte 3: expected ',' or ']', found '2'",
        "[1,]|byte 3: expected a value, found ']'",
        "[|byte 1: expected a value, found the end",
        "{\"a\":1,}|byte 7: expected a string, found '}'",
        "{\"a\" 1}|byte 5: expected ':', found '1'",
        "{\"a\":1,\"a\":2}|byte 7: duplicate key \"a\"",
        "{\"\\u0061\":1,\"a\":2}|byte 12: duplicate key \"a\"",
        "{a:1}|byte 1: expected a string, found 'a'",
        "1 1|byte 2: expected the end, found '1'",
        "01|byte 0: 01 is not a number",
        "+1|byte 0: +1 is not a number",
        "1.|byte 0: 1. is not a number",
        ".5|byte 0: .5 is not a number",
        "1e|byte 0: 1e is not a number",
        "-|byte 0: - is not a number",
        "NaN|byte 0: expected a value, found 'N'",
        "\"abc|byte 4: the string has no end",
        "\"\\x\"|byte 2: expected an escape, found 'x'",
        "\"\\u12g4\"|byte 5: expected a hexadecimal digit, found 'g'",
        "\"\\ud800\"|byte 1: unpaired surrogate",
        "\"\\ud800\\u0041\"|byte 1: unpaired surrogate",
        "\"\\udc00\"|byte 1: unpaired surrogate",
        "// comment|byte 0: expected a value, found '/'",
      })
  void refusesWhatIsNotJsonAndSaysWhere(String text, String message) {
    assertMessage(message, () -> Json.parse(text == null ? "" : text));
  }

  @Test
  void refusesControlCharactersInStrings() {
    assertMessage("byte 2: control character in a string, byte 0x0A", () -> Json.parse("\"a\n\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"C3", "C328", "C0AF", "E0809F", "EDA080", "F0808080", "F4908080", "FF", "80"})
  void refusesWhatIsNotUtf8(String hex) {
    byte[] broken = HexFormat.of().parseHex("2261" + hex + "22");
    assertMessage("byte 102: not UTF-8", () -> new JsonReader(broken, 100).value());
  }

  @Test
  void refusesAByteOrderMark() {
    assertMessage("byte 0: expected a value, found byte 0xEF", () -> Json.parse("\uFEFF{}"));
  }

  @Test
  void nestingIsLimitedInBothDirections() {
    String deepest = "[".repeat(64) + "]".repeat(64);
    assertEquals(deepest, Json.write(Json.parse(deepest)));
    String side = "[" + "[[]],{\"a\":{}},".repeat(100) + "0]";
    assertEquals(side, Json.write(Json.parse(side)));
    assertMessage("byte 64: nested deeper than 64", () -> Json.parse("[" + deepest + "]"));
    assertMessage("byte 320: nested deeper than 64", () -> Json.parse("{\"a\":".repeat(70_000)));
    Json tooDeep = new Json.JsonArray(List.of(Json.parse(deepest)));
    assertMessage("nested deeper than 64", () -> Json.write(tooDeep));
  }

  @Test
  void theNumberOfValuesIsLimitedInBothDirections() {
    String most = "[" + "0,".repeat((1 << 20) - 1) + "0]";
    assertEquals(most, Json.write(Json.parse(most)));
    String more = "[0," + most.substring(1);
    assertMessage("byte 2097153: more than 1048576 values", () -> Json.parse(more));
    Json tooMany = new Json.JsonArray(Collections.nCopies((1 << 20) + 1, Json.of(0)));
    assertMessage("more than 1048576 values", () -> Json.write(tooMany));
  }

  @Test
  void theWriterRefusesWhatJsonCannotHold() {
    assertMessage("NaN is not a JSON number", () -> Json.of(Float.NaN));
    assertMessage("-Infinity is not a JSON number", () -> Json.of(Float.NEGATIVE_INFINITY));
    assertMessage("Infinity is not a JSON number", () -> Json.of(Double.POSITIVE_INFINITY));
    assertMessage(
        "unpaired surrogate U+D800 has no encoding in UTF-8",
        () -> Json.write(Json.of("a\ud800b")));
  }

  @Test
  void accessorsReturnWhatIsThere() {
    JsonObject o =
        Json.parse(
                "{\"s\":\"x\",\"i\":-7,\"l\":9223372036854775807,\"f\":0.1,\"d\":1e300,"
                    + "\"b\":true,\"o\":{},\"a\":[1,2],\"n\":[\"p\",\"q\"]}")
            .asObject("text");
    assertEquals("x", o.string("s"));
    assertEquals(-7, o.integer("i"));
    assertEquals(Long.MAX_VALUE, o.longInteger("l"));
    assertEquals(0.1f, o.float32("f"));
    assertEquals(1e300, o.float64("d"));
    assertTrue(o.bool("b"));
    assertEquals(Map.of(), o.object("o").members());
    assertEquals(2, o.array("a").size());
    assertArrayEquals(new int[] {1, 2}, o.integers("a"));
    assertArrayEquals(new float[] {1, 2}, o.floats("a"));
    assertEquals(List.of("p", "q"), o.strings("n"));
    assertTrue(o.has("s"));
    assertFalse(o.has("t"));
  }

  @Test
  void accessorsSayWhatTheyExpectedAndGot() {
    JsonObject o =
        Json.parse("{\"a\":[1,\"x\"],\"b\":1e99,\"c\":null,\"d\":3000000000,\"e\":1.5,\"f\":{}}")
            .asObject("text");
    assertMessage("\"z\" is missing", () -> o.get("z"));
    assertMessage("\"a\" must be a string, got an array of 2", () -> o.string("a"));
    assertMessage("\"a\"[1] must be a whole number, got \"x\"", () -> o.integers("a"));
    assertMessage(
        "\"a\"[1] must be a number in the range of a float, got \"x\"", () -> o.floats("a"));
    assertMessage("\"a\"[0] must be a string, got 1", () -> o.strings("a"));
    assertMessage("\"b\" must be a number in the range of a float, got 1e99", () -> o.float32("b"));
    assertMessage("\"c\" must be true or false, got null", () -> o.bool("c"));
    assertMessage("\"d\" must be a whole number of 32 bits, got 3000000000", () -> o.integer("d"));
    assertMessage("\"e\" must be a whole number of 64 bits, got 1.5", () -> o.longInteger("e"));
    assertMessage("\"f\" must be an array, got an object of 0", () -> o.array("f"));
    assertMessage("\"c\" must be an object, got null", () -> o.object("c"));
    assertMessage(
        "\"c\" must be a number in the range of a double, got null", () -> o.float64("c"));
  }

  @Test
  void quotedTextInMessagesStaysShortAndOnItsLine() {
    assertEquals("\"a\\nb?c?\"", JsonWriter.quote("a\nb\u0085c\ud800"));
    assertEquals("\"" + "x".repeat(80) + "…\"", JsonWriter.quote("x".repeat(1_000_000)));
  }

  @Test
  void aTreeSharesNothingWithWhatItWasMadeFrom() {
    Map<String, Json> members = new LinkedHashMap<>(Map.of("a", Json.of(1)));
    JsonObject object = new JsonObject(members);
    members.clear();
    assertEquals("{\"a\":1}", Json.write(object));
    byte[] text = "\"abc\"".getBytes(StandardCharsets.UTF_8);
    Json value = new JsonReader(text, 0).value();
    Arrays.fill(text, (byte) 0);
    assertEquals(Json.of("abc"), value);
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(JsonException.class, call::run).getMessage());
  }
}
