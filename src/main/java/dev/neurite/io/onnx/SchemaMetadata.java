package dev.neurite.io.onnx;

import dev.neurite.network.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names of features and labels as entries of the metadata: {@code label.0}, {@code label.1}, … */
final class SchemaMetadata {
  private static final String FEATURE = "feature.";
  private static final String LABEL = "label.";

  private SchemaMetadata() {}

  static void write(Schema schema, Map<String, String> metadata) {
    write(schema.featureNames(), FEATURE, metadata);
    write(schema.labels(), LABEL, metadata);
  }

  private static void write(List<String> names, String prefix, Map<String, String> metadata) {
    for (int i = 0; i < names.size(); i++) {
      metadata.put(prefix + i, names.get(i));
    }
  }

  /** One name per feature, or none. */
  static List<String> features(Map<String, String> metadata, int in) {
    List<String> names = read(metadata, FEATURE);
    return names.size() == in ? names : List.of();
  }

  /** The names of all classes, or none. */
  static List<String> labels(Map<String, String> metadata, int out) {
    List<String> names = read(metadata, LABEL);
    return Schema.fits(names, out) ? names : List.of();
  }

  private static List<String> read(Map<String, String> metadata, String prefix) {
    List<String> names = new ArrayList<>();
    while (metadata.containsKey(prefix + names.size())) {
      names.add(metadata.get(prefix + names.size()));
    }
    return names;
  }
}
