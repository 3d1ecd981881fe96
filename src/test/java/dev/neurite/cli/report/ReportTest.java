package dev.neurite.cli.report;

import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.testing.TestBackend;
import dev.neurite.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of run makes a page with what there is to say of it. */
class ReportTest {
  private static final Pattern DATA = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL);

  private static JsonObject data(String page) throws JsonParserException {
    Matcher matcher = DATA.matcher(page);
    assertTrue(matcher.find());
    return JsonParser.object().from(matcher.group(1));
  }

  private static void assertHas(JsonObject data, String... names) {
    for (String name : List.of("classes", "regression", "plane", "mistakes", "filters")) {
      assertEquals(List.of(names).contains(name), !data.isNull(name), name);
    }
    for (String name : List.of("learning", "layers", "network")) {
      assertFalse(data.isNull(name), name);
    }
  }

  @Test
  void digitsHavePicturesAndTenCurves() throws JsonParserException {
    JsonObject data = data(Runs.DIGITS.page(true));
    assertHas(data, "classes", "mistakes", "filters");
    assertEquals(10, data.getObject("classes").getObject("curves").getArray("shown").size());
    JsonObject mistakes = data.getObject("mistakes");
    assertEquals(8, mistakes.getInt("height"));
    assertEquals(64, decoded(mistakes.getArray("rows").getObject(0).getString("picture")));
    int wrong = 0;
    var counts = data.getObject("classes").getObject("confusion").getArray("counts");
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        wrong += i == j ? 0 : counts.getArray(i).getInt(j);
      }
    }
    assertEquals(wrong, mistakes.getInt("count"));
  }

  private static int decoded(String base64) {
    return java.util.Base64.getDecoder().decode(base64).length;
  }

  @Test
  void twoClassesHaveOneCurveAndTheGraphItsBranches() throws JsonParserException {
    JsonObject data = data(Runs.BINARY.page(true));
    assertHas(data, "classes", "mistakes");
    assertEquals(1, data.getObject("classes").getObject("curves").getArray("shown").size());
    assertEquals(8, data.getObject("network").getArray("nodes").size());
    assertEquals(9, data.getObject("network").getArray("edges").size());
  }

  @Test
  void twoFeaturesHaveABoundaryPerEpoch() throws JsonParserException {
    JsonObject data = data(Runs.SPIRALS.page(true));
    assertHas(data, "classes", "plane", "mistakes");
    assertEquals(4, data.getObject("plane").getArray("frames").size(), "three epochs, and now");
    JsonObject moons = data(Runs.MOONS.page(true));
    assertFalse(moons.getBoolean("heldOut"));
  }

  @Test
  void valuesHaveResiduals() throws JsonParserException {
    assertHas(data(Runs.REGRESSION.page(true)), "regression");
    JsonObject curve = data(Runs.CURVE.page(true));
    assertHas(curve, "regression", "plane");
    assertEquals(1, curve.getObject("plane").getInt("features"));
  }

  @Test
  void scaledTargetsAreShownInTheirUnits() throws JsonParserException {
    Dataset rows = Dataset.regression(new float[][] {{1}, {2}}, new float[][] {{0}, {1}});
    try (Network network = Network.of(NetworkSpec.chain(1, dense(1)), TestBackend.expected())) {
      Report report =
          Report.of(network, new SquaredError(), rows).units(new double[] {10}, new double[] {300});
      JsonObject output =
          data(report.page()).getObject("regression").getArray("outputs").getObject(0);
      assertEquals(List.of(300, 310), List.copyOf(output.getArray("actual")));
      assertEquals(List.of(300, 300), List.copyOf(output.getArray("predicted")));
      assertEquals(7.0711, output.getDouble("rmse"));
      assertTrue(report.page().contains(">7.071<"), "the tile");
      String message =
          messageOf(
              IllegalArgumentException.class,
              () ->
                  Report.of(network, new SquaredError(), rows).units(new double[2], new double[2]));
      assertEquals("report: factor must have 1 elements, got 2", message);
    }
  }

  @Test
  void aLongRunMakesNoLargerPage() {
    int first = longRun(60).length();
    int second = longRun(1500).length();
    assertTrue(second < 2 * first, first + " characters of 60 epochs, of 1500 " + second);
    assertTrue(second < 600_000, second + " characters");
  }

  private static String longRun(int epochs) {
    Dataset rows =
        Dataset.regression(new float[][] {{1, 2}, {2, 1}, {3, 5}}, new float[][] {{0}, {1}, {4}});
    NetworkSpec spec = NetworkSpec.chain(2, dense(3), dense(1));
    try (Network network = Network.of(spec, TestBackend.expected()).initialise(1)) {
      RunSettings settings = new RunSettings(new SquaredError(), new Adam(1e-3f), epochs, 2);
      RunRecorder recorder = new RunRecorder(network, settings, rows);
      var history =
          Trainer.of(network, settings.loss())
              .optimiser(settings.optimiser())
              .epochs(epochs)
              .batch(2)
              .listener(recorder)
              .fit(rows);
      return Report.of(recorder, history).page();
    }
  }

  @Test
  void anOutputThatIsNoNumberIsNoError() throws JsonParserException {
    Dataset rows = Dataset.classification(new float[][] {{1, 2}, {2, 1}}, new int[] {0, 1});
    NetworkSpec spec = NetworkSpec.chain(2, dense(2));
    try (Network network = Network.of(spec, TestBackend.expected())) {
      network.parameters().getFirst().value().set(0, Float.NaN);
      JsonObject data =
          data(Report.of(network, new dev.neurite.loss.SoftmaxCrossEntropy(), rows).page());
      assertEquals(2, data.getObject("classes").getObject("confusion").getInt("none"));
    }
  }

  @Test
  void theFileIsWrittenWhole(@TempDir Path folder) throws IOException {
    Dataset rows = Dataset.regression(new float[][] {{1}, {2}}, new float[][] {{0}, {1}});
    try (Network network = Network.of(NetworkSpec.chain(1, dense(1)), TestBackend.expected())) {
      Report report = Report.of(network, new SquaredError(), rows).title("A line");
      report.write(folder.resolve("a.html"));
      assertEquals(report.page(), Files.readString(folder.resolve("a.html")));
      assertEquals(1, Files.list(folder).toList().size());
      String message =
          messageOf(IOException.class, () -> report.write(folder.resolve("none/a.html")));
      assertTrue(message.startsWith("there is no folder "), message);
    }
  }
}
