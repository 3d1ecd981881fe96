package dev.neurite.io.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.neurite.io.safetensors.Json.JsonArray;
import dev.neurite.io.safetensors.Json.JsonBool;
import dev.neurite.io.safetensors.Json.JsonNull;
import dev.neurite.io.safetensors.Json.JsonNumber;
import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.testing.FileGenerators;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class JsonRoundTripTest {

  @Property(tries = 500)
  void whatIsWrittenIsRead(@ForAll("jsonTrees") Object tree) {
    Json value = json(tree);
    String text = Json.write(value);
    assertEquals(value, Json.parse(text));
    assertEquals(text, Json.write(Json.parse(text)));
  }

  @Property
  void textsComeBackWrittenRawOrAllInEscapes(@ForAll("texts") String text) {
    assertEquals(Json.of(text), Json.parse(Json.write(Json.of(text))));
    StringBuilder escaped = new StringBuilder("\"");
    text.chars().forEach(unit -> escaped.append("\\u%04X".formatted(unit)));
    assertEquals(Json.of(text), Json.parse(escaped + "\""));
  }

  @Property
  void floatsComeBackBitForBit(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      float back = Json.parse(Json.write(Json.of(value))).asFloat("value");
      assertEquals(bits, Float.floatToRawIntBits(back));
    }
  }

  @Property
  void doublesComeBackBitForBit(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      double back = Json.parse(Json.write(Json.of(value))).asDouble("value");
      assertEquals(bits, Double.doubleToRawLongBits(back));
    }
  }

  @Property
  void longsComeBack(@ForAll long value) {
    assertEquals(value, Json.parse(Json.write(Json.of(value))).asLong("value"));
  }

  @Property(tries = 20_000)
  void anyBytesAreJsonOrAJsonException(@ForAll("jsonLikeBytes") byte[] bytes) {
    JsonReader reader = new JsonReader(bytes, 0);
    Json value;
    try {
      value = reader.value();
      reader.end();
    } catch (JsonException expected) {
      return;
    }
    assertEquals(value, Json.parse(new String(bytes, StandardCharsets.UTF_8)));
    assertEquals(value, Json.parse(Json.write(value)));
  }

  @Provide
  Arbitrary<Object> jsonTrees() {
    return FileGenerators.jsonTrees();
  }

  @Provide
  Arbitrary<String> texts() {
    return FileGenerators.texts();
  }

  @Provide
  Arbitrary<byte[]> jsonLikeBytes() {
    return FileGenerators.jsonLikeBytes();
  }

  private static Json json(Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        Map<String, Json> members = new LinkedHashMap<>();
        map.forEach((key, value) -> members.put((String) key, json(value)));
        yield new JsonObject(members);
      }
      case List<?> list -> new JsonArray(list.stream().map(JsonRoundTripTest::json).toList());
      case String text -> Json.of(text);
      case Long number -> Json.of(number);
      case Float number -> Json.of(number);
      case Double number -> new JsonNumber(number.toString());
      case Boolean truth -> new JsonBool(truth);
      default -> {
        assertSame(FileGenerators.NULL, tree);
        yield new JsonNull();
      }
    };
  }
}
