package dev.neurite.io.safetensors;

import dev.neurite.data.Scaling;
import dev.neurite.io.safetensors.Json.JsonArray;
import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema as entries of the metadata: {@code scaling}, {@code feature_names}, {@code labels},
 * {@code inputs} and {@code outputs}, the named parts of rows.
 */
final class SchemaJson {
  private SchemaJson() {}

  /** What there is; a key is left out where the schema has nothing. */
  static Map<String, Json> write(Schema schema) {
    Map<String, Json> entries = new LinkedHashMap<>();
    schema
        .scaling()
        .ifPresent(s -> {
          Map<String, Json> members = new LinkedHashMap<>();
          members.put("shift", Json.ofFloats(s.shift()));
          members.put("factor", Json.ofFloats(s.factor()));
          entries.put("scaling", new JsonObject(members));
        });
    if (!schema.featureNames().isEmpty()) {
      entries.put("feature_names", Json.ofStrings(schema.featureNames()));
    }
    if (!schema.labels().isEmpty()) {
      entries.put("labels", Json.ofStrings(schema.labels()));
    }
    if (!schema.inputs().isEmpty()) {
      entries.put("inputs", parts(schema.inputs()));
    }
    if (!schema.outputs().isEmpty()) {
      entries.put("outputs", parts(schema.outputs()));
    }
    return entries;
  }

  private static Json parts(List<Part> parts) {
    List<Json> elements = new ArrayList<>();
    for (Part part : parts) {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("name", Json.of(part.name()));
      members.put("width", Json.of(part.width()));
      elements.add(new JsonObject(members));
    }
    return new JsonArray(elements);
  }

  static Schema read(Map<String, String> metadata) {
    return new Schema(
        scaling(metadata.get("scaling")),
        strings(metadata, "feature_names"),
        strings(metadata, "labels"),
        parts(metadata, "inputs"),
        parts(metadata, "outputs"));
  }

  private static Optional<Scaling> scaling(String text) {
    if (text == null) {
      return Optional.empty();
    }
    JsonObject json = Json.parse(text).asObject("scaling");
    return Optional.of(Scaling.of(json.floats("shift"), json.floats("factor")));
  }

  private static List<Part> parts(Map<String, String> metadata, String key) {
    String text = metadata.get(key);
    return text == null
        ? List.of()
        : Json.parse(text).asArray(key).elements().stream()
            .map(e -> e.asObject("an element of " + key))
            .map(o -> new Part(o.string("name"), o.integer("width")))
            .toList();
  }

  private static List<String> strings(Map<String, String> metadata, String key) {
    String text = metadata.get(key);
    return text == null ? List.of() : Json.parse(text).asArray(key).strings(key);
  }
}
