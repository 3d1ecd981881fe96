package dev.neurite.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;

/**
 * The columns of a data set that a model reads, checked on the driver.
 *
 * @param features in the model's order
 */
record Columns(Seq<Attribute> features) {

  /** Finds them, or says in one sentence why they don't fit. */
  static Columns of(Model model, List<String> features, List<String> added, Dataset<Row> rows) {
    StructType schema = rows.schema();
    if (features.isEmpty()) {
      throw problem(
          "%s has no names of features; say which columns of %s they are in",
          model.name(), names(schema));
    }
    for (String name : added) {
      if (names(schema).stream().anyMatch(name::equalsIgnoreCase)) {
        throw problem(
            "there is a column \"%s\" already; drop it, or call the answer something else", name);
      }
    }
    List<Attribute> attributes = new ArrayList<>();
    for (String name : features) {
      attributes.add(find(name, rows));
    }
    check(model, features, attributes);
    return new Columns(Plans.seq(attributes));
  }

  private static Attribute find(String name, Dataset<Row> rows) {
    Attribute found = null;
    Seq<Attribute> output = Plans.output(rows);
    for (int i = 0; i < output.size(); i++) {
      if (output.apply(i).name().equalsIgnoreCase(name)) {
        if (found != null) {
          throw problem("there are two columns \"%s\"", name);
        }
        found = output.apply(i);
      }
    }
    if (found == null) {
      throw problem("there is no column \"%s\"; the columns are %s", name, names(rows.schema()));
    }
    return found;
  }

  private static void check(Model model, List<String> names, List<Attribute> features) {
    if (features.size() == 1 && ArrayReader.reads(features.getFirst().dataType())) {
      return;
    }
    for (Attribute feature : features) {
      if (!ColumnsReader.reads(feature.dataType())) {
        throw problem(
            "column \"%s\" is %s; features are one array<float> or array<double>, or a column of"
                + " numbers each%s",
            feature.name(), feature.dataType().simpleString(), remedy(feature.dataType()));
      }
    }
    if (features.size() != model.in()) {
      throw problem(
          "%s takes %d features, got %d columns: %s",
          model.name(), model.in(), features.size(), names);
    }
    for (int i = 0; i < model.featureNames().size(); i++) {
      if (!model.featureNames().get(i).equalsIgnoreCase(names.get(i))) {
        throw problem(
            "feature %d of %s is \"%s\", got column \"%s\"; give the columns in the model's order"
                + " and under its names, or an array",
            i, model.name(), model.featureNames().get(i), names.get(i));
      }
    }
  }

  private static String remedy(DataType type) {
    return switch (type.simpleString()) {
      case "string" -> "; cast it, or turn words into numbers first";
      case "boolean" -> "; cast it to int";
      default -> "";
    };
  }

  private static List<String> names(StructType schema) {
    return List.of(schema.fieldNames());
  }

  private static IllegalArgumentException problem(String format, Object... values) {
    return new IllegalArgumentException(SparkPredictor.NAME + ": " + format.formatted(values));
  }
}
