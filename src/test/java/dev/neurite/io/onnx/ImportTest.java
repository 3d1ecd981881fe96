package dev.neurite.io.onnx;

import static dev.neurite.io.onnx.ModelFixture.INT64;
import static dev.neurite.io.onnx.ModelFixture.STRING;
import static dev.neurite.io.onnx.ModelFixture.attribute;
import static dev.neurite.io.onnx.ModelFixture.reals;
import static dev.neurite.io.onnx.ModelFixture.wholes;
import static dev.neurite.io.onnx.ModelFixture.words;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Gelu;
import dev.neurite.activation.GeluTanh;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Silu;
import dev.neurite.activation.Softplus;
import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.OnnxOutput.Kind;
import dev.neurite.layer.Activate;
import dev.neurite.layer.LayerNorm;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema.Part;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.serve.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as PyTorch and skl2onnx lay them out, with ONNX Runtime as the judge. */
class ImportTest {
  private static final int IN = 4;
  private static final double TOLERANCE = 1e-5; // of max(1, |y|)
  private static final CounterRandom RANDOM = new CounterRandom(8, Purpose.SAMPLE);

  @TempDir Path folder;

  private static float[] random(int number, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) RANDOM.normal(number, i);
    }
    return values;
  }

  private static ModelFixture scoring(int opset) {
    return ModelFixture.opset(opset).input("x", -1, IN).output("y", -1, IN);
  }

  /** x·½·(1 + erf(x/√2)), as PyTorch, TensorFlow and Keras order it. */
  private static Map<String, byte[]> gelus() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "geluOfPyTorch",
        scoring(13)
            .scalar("root", 1.4142135f)
            .scalar("one", 1)
            .scalar("half", 0.5f)
            .node("Div", "x,root", "a")
            .node("Erf", "a", "b")
            .node("Add", "b,one", "c")
            .node("Mul", "x,c", "d")
            .node("Mul", "d,half", "y")
            .bytes());
    files.put(
        "geluOfTensorFlow",
        scoring(13)
            .scalar("root", 0.70710677f)
            .scalar("one", 1)
            .scalar("half", 0.5f)
            .node("Mul", "root,x", "a")
            .node("Erf", "a", "b")
            .node("Add", "one,b", "c")
            .node("Mul", "half,c", "d")
            .node("Mul", "d,x", "y")
            .bytes());
    return files;
  }

  private static byte[] geluTanh(boolean power) {
    ModelFixture file =
        scoring(13)
            .scalar("third", 3)
            .scalar("cubic", 0.044715f)
            .scalar("root", 0.7978846f)
            .scalar("one", 1)
            .scalar("half", 0.5f);
    if (power) {
      file.node("Pow", "x,third", "cube");
    } else {
      file.node("Mul", "x,x", "square").node("Mul", "x,square", "cube");
    }
    return file.node("Mul", "cube,cubic", "a")
        .node("Add", "x,a", "b")
        .node("Mul", "b,root", "c")
        .node("Tanh", "c", "d")
        .node("Add", "d,one", "e")
        .node("Mul", "x,half", "f")
        .node("Mul", "f,e", "y")
        .bytes();
  }

  private static byte[] softplus() {
    return scoring(13)
        .scalar("one", 1)
        .node("Exp", "x", "a")
        .node("Add", "a,one", "b")
        .node("Log", "b", "y")
        .bytes();
  }

  private static byte[] silu() {
    return scoring(13).node("Sigmoid", "x", "a").node("Mul", "x,a", "y").bytes();
  }

  private static byte[] sigmoid() {
    return scoring(13)
        .scalar("one", 1)
        .node("Neg", "x", "a")
        .node("Exp", "a", "b")
        .node("Add", "one,b", "c")
        .node("Div", "one,c", "y")
        .bytes();
  }

  /** The quotient as PyTorch has it. */
  private static byte[] layerNorm() {
    return layerNorm(file -> file.node("Sqrt", "sum", "root").node("Div", "d,root", "n"));
  }

  /** d·(1/√(v + ε)), its factors in either order, its root as one or as a power. */
  private static List<byte[]> layerNormsByReciprocal() {
    return List.of(
        layerNorm(
            f -> f.node("Sqrt", "sum", "r").node("Reciprocal", "r", "i").node("Mul", "d,i", "n")),
        layerNorm(
            f -> f.node("Sqrt", "sum", "r").node("Reciprocal", "r", "i").node("Mul", "i,d", "n")),
        layerNorm(
            f -> f.scalar("half", 0.5f).node("Pow", "sum,half", "r").node("Div", "d,r", "n")));
  }

  private static byte[] layerNorm(UnaryOperator<ModelFixture> quotient) {
    ModelFixture file =
        scoring(13)
            .scalar("two", 2)
            .scalar("epsilon", 1e-5f)
            .floats("gamma", random(1, IN), IN)
            .floats("beta", random(2, IN), IN)
            .node("ReduceMean", "x", "mean", wholes("axes", -1))
            .node("Sub", "x,mean", "d")
            .node("Pow", "d,two", "square")
            .node("ReduceMean", "square", "variance", wholes("axes", -1))
            .node("Add", "variance,epsilon", "sum");
    return quotient.apply(file).node("Mul", "n,gamma", "s").node("Add", "s,beta", "y").bytes();
  }

  @Test
  void whatExportersSpellOutIsOneLayer() {
    Map<String, Activation> expected = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>(gelus());
    files.keySet().forEach(n -> expected.put(n, new Gelu()));
    files.put("power", geluTanh(true));
    expected.put("power", new GeluTanh());
    files.put("products", geluTanh(false));
    expected.put("products", new GeluTanh());
    files.put("softplus", softplus());
    expected.put("softplus", new Softplus());
    files.put("silu", silu());
    expected.put("silu", new Silu());
    files.put("sigmoid", sigmoid());
    expected.put("sigmoid", new Sigmoid());
    expected.forEach((name, f) -> {
      try (OnnxModel model = OnnxFile.load(name, files.get(name), Backend.scalar())) {
        assertEquals(NetworkSpec.chain(IN, new Activate(f)), model.network().spec(), name);
      }
    });
    try (OnnxModel model = OnnxFile.load("norm", layerNorm(), Backend.scalar())) {
      assertEquals(NetworkSpec.chain(IN, new LayerNorm(1e-5f)), model.network().spec());
      assertArrayEquals(random(1, IN), model.network().parameters().get(0).value().toArray());
      assertArrayEquals(random(2, IN), model.network().parameters().get(1).value().toArray());
    }
  }

  @Test
  void aLayerNormIsOneLayerInWhateverWayItDividesByTheRoot() {
    for (byte[] file : layerNormsByReciprocal()) {
      try (OnnxModel model = OnnxFile.load("norm", file, Backend.scalar())) {
        assertEquals(NetworkSpec.chain(IN, new LayerNorm(1e-5f)), model.network().spec());
      }
    }
  }

  @Test
  void anOperatorOfExportersThatIsRefusedComesWithTheNearestWay() {
    for (String type : List.of("Abs", "Greater", "ReduceL2", "Where", "Softsign", "HardSigmoid")) {
      byte[] file = scoring(13).node(type, "x", "y").bytes();
      OnnxException e =
          assertThrows(
              OnnxException.class, () -> OnnxFile.load("refused", file, Backend.scalar()), type);
      assertTrue(e.getMessage().contains(type + " of opset 13 is not supported; nearest: "), type);
    }
  }

  /** A logistic regression of two classes behind a scaler, as skl2onnx writes it. */
  private static byte[] logistic(String transform, int classes) {
    float[] weights = random(3, IN * classes);
    String[] names = {"setosa", "versicolor", "virginica"};
    return ModelFixture.opset(15)
        .opset("ai.onnx.ml", 1)
        .input("x", -1, IN)
        .typedOutput("label", STRING, -1)
        .output("probabilities", -1, classes)
        .learned(
            "Scaler",
            "x",
            "scaled",
            reals("offset", random(4, IN)),
            reals("scale", 1, 0.5f, 2, 0.25f))
        .learned(
            "LinearClassifier",
            "scaled",
            "label,raw",
            reals("coefficients", weights),
            reals("intercepts", random(5, classes)),
            words("classlabels_strings", java.util.Arrays.copyOf(names, classes)),
            attribute("multi_class", 0),
            attribute("post_transform", transform))
        .learned("Normalizer", "raw", "probabilities", attribute("norm", "L1"))
        .bytes();
  }

  private static byte[] regression() {
    return ModelFixture.opset(15)
        .opset("ai.onnx.ml", 1)
        .input("x", -1, IN)
        .output("y", -1, 2)
        .learned("Normalizer", "x", "n", attribute("norm", "L2"))
        .learned(
            "LinearRegressor",
            "n",
            "y",
            reals("coefficients", random(6, 2 * IN)),
            reals("intercepts", 1, -1),
            attribute("targets", 2))
        .bytes();
  }

  /** A multi-layer perceptron of two classes, as skl2onnx writes it. */
  private static byte[] perceptron() {
    return ModelFixture.opset(15)
        .opset("ai.onnx.ml", 1)
        .input("x", -1, IN)
        .typedOutput("label", INT64, -1)
        .output("probabilities", -1, 2)
        .floats("w1", random(7, IN * 5), IN, 5)
        .floats("b1", random(8, 5), 1, 5)
        .floats("w2", random(9, 5), 5, 1)
        .floats("b2", random(10, 1), 1, 1)
        .scalar("one", 1)
        .integers("classes", 7, 9)
        .integers("shape", -1)
        .node("Cast", "x", "cast", attribute("to", 1))
        .node("MatMul", "cast,w1", "m1")
        .node("Add", "m1,b1", "a1")
        .node("Relu", "a1", "r1")
        .node("MatMul", "r1,w2", "m2")
        .node("Add", "m2,b2", "a2")
        .node("Sigmoid", "a2", "p")
        .node("Sub", "one,p", "q")
        .node("Concat", "q,p", "probabilities", attribute("axis", 1))
        .node("ArgMax", "probabilities", "best", attribute("axis", 1))
        .learned("ArrayFeatureExtractor", "classes,best", "picked")
        .node("Reshape", "picked,shape", "flat")
        .node("Cast", "flat", "label", attribute("to", INT64))
        .bytes();
  }

  /** Two inputs, one of two dimensions, and two outputs. */
  private static byte[] twoInputs() {
    return ModelFixture.opset(17)
        .input("a", -1, 1)
        .input("b", -1, 3)
        .output("u", -1, 2)
        .output("v", -1, 4)
        .floats("w", random(11, 8), 2, 4)
        .floats("c", random(12, 3), 3)
        .node("Mul", "b,c", "scaled")
        .node("Concat", "a,scaled", "v", attribute("axis", -1))
        .node("Gemm", "v,w", "u", attribute("transB", 1), attribute("alpha", 0.5f))
        .bytes();
  }

  @Test
  void onnxRuntimeAgrees() throws IOException, InterruptedException {
    Map<String, byte[]> files = new LinkedHashMap<>(gelus());
    files.put("power", geluTanh(true));
    files.put("products", geluTanh(false));
    files.put("softplus", softplus());
    files.put("silu", silu());
    files.put("sigmoid", sigmoid());
    files.put("layerNorm", layerNorm());
    files.put("logistic", logistic("LOGISTIC", 2));
    files.put("oneAgainstRest", logistic("LOGISTIC", 3));
    files.put("softmax", logistic("SOFTMAX", 3));
    files.put("margins", logistic("NONE", 3));
    files.put("regression", regression());
    files.put("perceptron", perceptron());
    files.put("twoInputs", twoInputs());
    float[][] rows = new float[20][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = random(100 + r, IN);
    }
    Runtime runtime = new Runtime(folder);
    for (var file : files.entrySet()) {
      runtime.add(file.getKey(), file.getValue(), rows);
    }
    for (var result : runtime.run().entrySet()) {
      try (OnnxModel model =
              OnnxFile.load(result.getKey(), files.get(result.getKey()), Backend.scalar());
          Predictor predictor = model.predictor()) {
        for (int o = 0; o < model.outputs().size(); o++) {
          for (int r = 0; r < rows.length; r++) {
            assertAgrees(
                result.getKey() + ", row " + r,
                model.outputs().get(o),
                predictor.predict(rows[r]),
                part(result.getValue().get(o), r, rows.length));
          }
        }
      }
    }
  }

  private static List<String> part(List<String> values, int row, int rows) {
    int width = values.size() / rows;
    return values.subList(row * width, (row + 1) * width);
  }

  private static void assertAgrees(
      String where, OnnxOutput output, float[] row, List<String> expected) {
    if (output.kind() != Kind.VALUES) {
      assertEquals(expected, List.of(output.label(row)), where);
      return;
    }
    float[] values = output.values(row);
    assertEquals(expected.size(), values.length, where);
    for (int c = 0; c < values.length; c++) {
      double runtime = Double.parseDouble(expected.get(c));
      double own = values[c];
      assertTrue(
          Math.abs(runtime - own) <= TOLERANCE * Math.max(1, Math.abs(runtime)),
          () -> where + ": ONNX Runtime has " + runtime + ", Neurite " + own);
    }
  }

  @Test
  void inputsAndOutputsKeepTheirNames() {
    try (OnnxModel model = OnnxFile.load("two", twoInputs(), Backend.scalar())) {
      assertEquals(List.of("a", "b"), model.inputs().stream().map(OnnxInput::name).toList());
      assertEquals(1, model.inputs().get(1).from());
      assertEquals(List.of(new Part("a", 1), new Part("b", 3)), model.network().schema().inputs());
      assertEquals(List.of(new Part("u", 2), new Part("v", 4)), model.network().schema().outputs());
      assertEquals(2, model.output("v").from());
    }
  }

  @Test
  void labelsAndMapsComeFromTheOutputsOfTheNetwork() {
    byte[] file =
        ModelFixture.opset(15)
            .opset("ai.onnx.ml", 1)
            .input("x", -1, 3)
            .typedOutput("best", INT64, -1)
            .maps("map")
            .node("Softmax", "x", "p", attribute("axis", -1))
            .node("ArgMax", "p", "a", attribute("axis", 1), attribute("keepdims", 0))
            .learned(
                "LabelEncoder",
                "a",
                "best",
                wholes("keys_int64s", 0, 1, 2),
                words("values_strings", "red", "green", "blue"))
            .learned("ZipMap", "p", "map", words("classlabels_strings", "r", "g", "b"))
            .bytes();
    try (OnnxModel model = OnnxFile.load("colours", file, Backend.scalar())) {
      float[] outputs = model.network().predict(new float[] {1, 3, 2});
      assertEquals("green", model.output("best").label(outputs));
      assertEquals(List.of("red", "green", "blue"), model.network().schema().labels());
      Map<String, Float> map = model.output("map").map(outputs);
      assertEquals(List.of("r", "g", "b"), List.copyOf(map.keySet()));
      assertEquals(outputs[2], map.get("b"));
      float[] nothing = model.network().predict(new float[] {1, Float.NaN, 2});
      assertEquals(-1, model.output("best").index(nothing));
      assertEquals(null, model.output("best").label(nothing));
    }
  }

  @Test
  void aBatchThatIsFixedInTheFileLimitsNothing() {
    byte[] file =
        ModelFixture.opset(13)
            .input("x", 1, 2, 2)
            .output("y", 1, 1)
            .integers("shape", 1, -1)
            .floats("w", new float[] {1, 2, 3, 4}, 4, 1)
            .node("Reshape", "x,shape", "flat")
            .node("MatMul", "flat,w", "y")
            .bytes();
    try (OnnxModel model = OnnxFile.load("one", file, Backend.scalar())) {
      assertEquals(List.of(2, 2), model.inputs().getFirst().dimensions());
      assertEquals(30, model.network().predict(new float[] {1, 2, 3, 4})[0]);
      float[] two = {1, 2, 3, 4, 0, 0, 0, 1};
      float[] y = new float[2];
      try (Predictor predictor = model.predictor()) {
        for (int r = 0; r < 2; r++) {
          y[r] = predictor.predict(java.util.Arrays.copyOfRange(two, 4 * r, 4 * r + 4))[0];
        }
      }
      assertArrayEquals(new float[] {30, 4}, y);
    }
  }

  /** {@code x.view(x.size(0), -1)} of PyTorch. */
  @Test
  void aShapeMayDependOnTheNumberOfRows() {
    byte[] file =
        ModelFixture.opset(13)
            .input("x", -1, 2, 3)
            .output("y", -1, 6)
            .integers("zero", 0)
            .integers("rest", -1)
            .node("Shape", "x", "shape")
            .node("Gather", "shape,zero", "rows", attribute("axis", 0))
            .node("Concat", "rows,rest", "target", attribute("axis", 0))
            .node("Reshape", "x,target", "flat")
            .node("Relu", "flat", "y")
            .bytes();
    try (OnnxModel model = OnnxFile.load("view", file, Backend.scalar())) {
      assertEquals(List.of(6), model.output("y").dimensions());
    }
  }

  @Test
  void constantsAreStretchedAlongDimensionsOfOne() {
    byte[] file =
        ModelFixture.opset(13)
            .input("x", -1, 2, 3)
            .output("y", -1, 2, 3)
            .floats("rows", new float[] {10, 20}, 2, 1)
            .floats("columns", new float[] {1, 2, 3}, 3)
            .node("Add", "x,rows", "a")
            .node("Add", "columns,a", "y")
            .bytes();
    try (OnnxModel model = OnnxFile.load("stretched", file, Backend.scalar())) {
      assertArrayEquals(
          new float[] {11, 12, 13, 21, 22, 23}, model.network().predict(new float[6]));
    }
  }
}
