package dev.neurite.io.onnx;

import dev.neurite.activation.Sigmoid;
import dev.neurite.io.onnx.Value.Choice;
import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.Normalise;
import dev.neurite.layer.Normalise.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operators of scikit-learn's models, in {@code ai.onnx.ml}; and {@code ArgMax}. */
final class MachineLearningOperators {
  private static final int MOST_COLUMNS = 4096; // that are picked one by one

  private MachineLearningOperators() {}

  static void apply(Op op) {
    switch (op.type()) {
      case "Scaler" -> scaler(op);
      case "Normalizer" -> normalizer(op);
      case "LinearRegressor" -> regressor(op);
      case "LinearClassifier" -> classifier(op);
      case "ArrayFeatureExtractor" -> extractor(op);
      case "LabelEncoder" -> encoder(op);
      case "ZipMap" -> zipMap(op);
      default -> throw Operators.unsupported(op);
    }
  }

  /** (x − offset)·scale, one of each for all columns or for each. */
  private static void scaler(Op op) {
    Flow x = op.flow(0);
    float[] offset = forColumns(op, "offset", x.width(), 0);
    float[] scale = forColumns(op, "scale", x.width(), 1);
    op.out(op.drafts().affine(x, offset, scale));
  }

  private static float[] forColumns(Op op, String name, int width, float otherwise) {
    float[] given = op.hasAttribute(name) ? op.reals(name) : new float[] {otherwise};
    if (given.length != 1 && given.length != width) {
      throw op.fail("has " + given.length + " numbers for " + name + ", for " + width + " columns");
    }
    op.budget().take(width, op.node().title());
    float[] all = Arrays.copyOf(given, width);
    if (given.length == 1) {
      Arrays.fill(all, given[0]);
    }
    return all;
  }

  private static void normalizer(Op op) {
    Norm norm =
        switch (op.text("norm", "MAX")) {
          case "L1" -> Norm.L1;
          case "L2" -> Norm.L2;
          case "MAX" -> Norm.MAX;
          default -> throw op.fail("has the norm " + op.text("norm", "") + "; known: MAX, L1, L2");
        };
    op.out(op.drafts().add(new Normalise(norm), op.flow(0)));
  }

  private static void regressor(Op op) {
    long targets = op.integer("targets", 1);
    Flow x = op.flow(0);
    op.out(transformed(op, linear(op, x, op.size(targets, "targets"))));
  }

  /** Y = X·Wᵀ + b with the coefficients as W. */
  private static Flow linear(Op op, Flow x, int out) {
    float[] weights = op.reals("coefficients");
    float[] bias = op.reals("intercepts");
    if (out < 1 || weights.length != (long) out * x.width()) {
      throw op.fail(
          "has "
              + weights.length
              + " coefficients; "
              + out
              + " outputs of "
              + x.width()
              + " columns need "
              + (long) out * x.width());
    }
    if (bias.length != 0 && bias.length != out) {
      throw op.fail("has " + bias.length + " intercepts for " + out + " outputs");
    }
    return op.drafts().dense(x, weights, out, bias.length == 0 ? null : bias, out);
  }

  private static Flow transformed(Op op, Flow scores) {
    return switch (op.text("post_transform", "NONE")) {
      case "NONE" -> scores;
      case "LOGISTIC" -> op.drafts().activate(new Sigmoid(), scores);
      case "SOFTMAX" -> op.drafts().add(new GroupSoftmax(1, false), scores);
      default ->
          throw op.fail(
              "has the post_transform "
                  + op.text("post_transform", "")
                  + "; supported are NONE, LOGISTIC and SOFTMAX");
    };
  }

  /**
   * Scores of each class, and the class of the largest. It is decided from the scores before they
   * become probabilities: several probabilities may round to 1. Of two classes both can only round
   * to ½, where scores are within 10⁻⁷ of 0: that is the first class; a softmax keeps the order.
   */
  private static void classifier(Op op) {
    List<String> labels = labels(op, "classlabels_strings", "classlabels_ints");
    Flow x = op.flow(0);
    int classes = Math.max(1, op.reals("intercepts").length);
    if (labels.size() != classes || classes < 2) {
      throw op.fail(
          "has "
              + labels.size()
              + " labels and "
              + classes
              + " intercepts; supported is one for each class, of two or more");
    }
    Flow scores = linear(op, x, classes);
    Flow y = transformed(op, scores);
    boolean rounds = op.text("post_transform", "NONE").equals("LOGISTIC") && classes > 2;
    op.out(0, new Choice(rounds ? scores : y, Float.NaN, labels, false));
    op.out(1, y);
  }

  private static List<String> labels(Op op, String texts, String integers) {
    return op.hasAttribute(texts)
        ? op.texts(texts)
        : Arrays.stream(op.integers(integers)).mapToObj(Long::toString).toList();
  }

  /** Labels picked by a class, or columns picked by constant numbers. */
  private static void extractor(Op op) {
    if (op.in(0) instanceof Constant c && op.in(1) instanceof Choice choice) {
      if (c.elements() != choice.scores().width() || !choice.labels().isEmpty()) {
        throw op.fail(
            "picks from " + c.elements() + " labels by a class of " + choice.scores().width());
      }
      op.out(choice.named(c.labels()));
      return;
    }
    Flow x = op.flow(0);
    long[] indices = op.integers(1);
    if (x.dimensions().length != 1 || indices.length == 0 || indices.length > MOST_COLUMNS) {
      throw op.fail(
          "picks "
              + indices.length
              + " columns of rows "
              + x
              + "; supported are 1 to "
              + MOST_COLUMNS
              + " of one dimension");
    }
    List<Flow> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= indices.length; i++) {
      if (i == indices.length || indices[i] != indices[i - 1] + 1) {
        runs.add(run(op, x, indices[start], i - start));
        start = i;
      }
    }
    op.out(
        runs.size() == 1
            ? runs.getFirst()
            : op.drafts().add(new Concat(), List.of(), runs, indices.length));
  }

  private static Flow run(Op op, Flow x, long first, int count) {
    if (first < 0 || first > x.width() - count) {
      throw op.fail("picks columns " + first + " and on, " + count + " of " + x.width());
    }
    Columns columns = new Columns((int) first, (int) first + count);
    return op.drafts().add(columns, List.of(), List.of(x), count);
  }

  /** From numbers of classes, or names, to names. */
  private static void encoder(Op op) {
    if (!(op.in(0) instanceof Choice choice)) {
      throw op.fail("encodes inputs; supported is naming classes. Encode before the model");
    }
    Map<String, String> names = new HashMap<>();
    String otherwise;
    if (op.hasAttribute("classes_strings")) { // before version 2: the place in the list
      List<String> classes = op.texts("classes_strings");
      for (int i = 0; i < classes.size(); i++) {
        names.put(Integer.toString(i), classes.get(i));
      }
      otherwise = op.text("default_string", "_Unused");
    } else {
      List<String> keys = labels(op, "keys_strings", "keys_int64s");
      List<String> values = labels(op, "values_strings", "values_int64s");
      if (keys.size() != values.size() || keys.isEmpty()) {
        throw op.fail(
            "has "
                + keys.size()
                + " keys and "
                + values.size()
                + " values; supported are texts and whole numbers, one for each");
      }
      for (int i = 0; i < keys.size(); i++) {
        names.put(keys.get(i), values.get(i));
      }
      otherwise =
          op.hasAttribute("values_strings")
              ? op.text("default_string", "_Unused")
              : Long.toString(op.integer("default_int64", -1));
    }
    List<String> labels = new ArrayList<>();
    int classes = choice.labels().isEmpty() ? choice.scores().width() : choice.labels().size();
    op.budget().take(classes, op.node().title());
    for (int i = 0; i < classes; i++) {
      String before = choice.labels().isEmpty() ? Integer.toString(i) : choice.labels().get(i);
      labels.add(names.getOrDefault(before, otherwise));
    }
    op.out(choice.named(labels));
  }

  private static void zipMap(Op op) {
    Flow x = op.flow(0);
    List<String> labels = labels(op, "classlabels_strings", "classlabels_int64s");
    if (labels.size() != x.width()) {
      throw op.fail("has " + labels.size() + " labels for " + x.width() + " columns");
    }
    op.out(new Choice(x, Float.NaN, labels, true));
  }

  /** The number of the largest column. */
  static void argMax(Op op) {
    Flow x = op.flow(0);
    if (op.integer("select_last_index", 0) != 0) {
      throw op.fail("selects the last of equals; supported is the first");
    }
    int axis = op.rowAxis(op.integer("axis", 0), x);
    if (x.dimensions()[axis] != x.width()) {
      throw op.fail("decides along a part of rows " + x + "; supported is the whole row");
    }
    int[] dimensions = x.dimensions().clone();
    if (op.integer("keepdims", 1) != 0) {
      dimensions[axis] = 1;
    } else {
      dimensions = Arrays.copyOf(dimensions, dimensions.length - 1);
      Arrays.fill(dimensions, 1);
    }
    op.out(new Choice(x, Float.NaN, List.of(), false, dimensions));
  }
}
