package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code neurite evaluate} and {@code neurite convert} on models of both formats. */
class EvaluateAndConvertTest {
  private static final String CANCER = "src/data/breast_cancer.csv";

  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private JsonObject train(String name, String kind) throws JsonParserException {
    Run run =
        Run.of(
            "train",
            "--data",
            CANCER,
            "--model",
            kind,
            "--validation",
            "0",
            "--json",
            "--out",
            path(name));
    assertEquals("", run.err());
    return JsonParser.object().from(run.out());
  }

  private JsonObject evaluate(String name) throws JsonParserException {
    Run run = Run.of("evaluate", "--model", path(name), "--data", CANCER, "--json");
    assertEquals("", run.err());
    return JsonParser.object().from(run.out());
  }

  @Test
  void evaluatingSaysWhatTrainingSaid() throws JsonParserException {
    for (String kind : new String[] {"logistic", "softmax", "svm"}) {
      JsonObject training = train(kind + ".safetensors", kind);
      JsonObject evaluated = evaluate(kind + ".safetensors");
      assertEquals(training.getString("loss"), evaluated.getString("loss"), kind);
      assertEquals("training", training.getString("tested_on"));
      assertEquals(training.getObject("evaluation"), evaluated.getObject("evaluation"), kind);
    }
  }

  @Test
  void aModelConvertedToOnnxIsAsGood() throws JsonParserException {
    train("m.safetensors", "softmax");
    Run run = Run.of("convert", path("m.safetensors"), path("m.onnx"));
    assertEquals("", run.err());
    assertTrue(
        run.out().contains("m.safetensors: 30 features, 2 outputs, 62 parameters\n"), run.out());
    assertTrue(
        run.out().contains("verified  read back: ") && run.out().contains("64 sample rows"),
        run.out());
    double before = evaluate("m.safetensors").getObject("evaluation").getDouble("log_loss");
    double after = evaluate("m.onnx").getObject("evaluation").getDouble("log_loss");
    assertEquals(before, after, 1e-5 * before);
  }

  @Test
  void aModelConvertedThereAndBackGivesTheSameScores() throws JsonParserException {
    train("m.safetensors", "logistic");
    Run there = Run.of("convert", path("m.safetensors"), path("m.onnx"), "--json");
    JsonObject facts = JsonParser.object().from(there.out());
    assertEquals(64, facts.getInt("sample_rows"));
    assertTrue(facts.getDouble("largest_difference") < 1e-5);
    assertEquals("probability", facts.getArray("outputs").getString(0));
    Run back = Run.of("convert", path("m.onnx"), path("back.safetensors"));
    assertTrue(back.out().contains("read back: 64 sample rows give the same bits"), back.out());
    assertEquals(scores("m.onnx"), scores("back.safetensors"));
  }

  private String scores(String name) {
    Run run = Run.of("predict", "--model", path(name), "--data", CANCER);
    assertEquals("", run.err());
    return run.out();
  }

  @Test
  void whatCannotBeConvertedIsSaid() throws Exception {
    Run none = Run.of("convert", path("none.safetensors"), path("m.onnx"));
    assertEquals("neurite: " + path("none.safetensors") + ": no such file\n", none.err());
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");
    Run broken = Run.of("convert", text.toString(), path("m.safetensors"));
    assertTrue(broken.err().startsWith("neurite: " + text + ": "), broken.err());
    assertEquals(1, broken.status());
    Run one = Run.of("convert", path("m.onnx"));
    assertEquals("neurite convert: Missing required parameter: 'OUT'\n", firstLine(one.err()));
    assertEquals(2, one.status());
  }

  private static String firstLine(String text) {
    return text.substring(0, text.indexOf('\n') + 1);
  }

  @Test
  void rowsOfOtherClassesAreRefused() throws Exception {
    train("m.safetensors", "softmax");
    String row = Files.readAllLines(Path.of(CANCER)).get(1).replace("malignant", "unknown");
    Path file = Files.writeString(folder.resolve("rows.csv"), row + "\n");
    Run run = Run.of("evaluate", "--model", path("m.safetensors"), "--data", file.toString());
    assertEquals(
        "neurite: "
            + file
            + ":1: column 31: expected one of the labels [benign, malignant], got \"unknown\"\n",
        run.err());
  }
}
