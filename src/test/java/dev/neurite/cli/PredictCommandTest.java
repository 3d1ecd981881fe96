package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import dev.neurite.serve.Predictor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code neurite predict} as a user meets it. */
class PredictCommandTest {
  private static final List<String> FEATURES = List.of("age", "colour=blue", "colour=red");

  @TempDir Path folder;
  private Path model;
  private Network network;

  /** Three features, of which two are words of a column, and two classes. */
  @BeforeEach
  void makeAModel() {
    NetworkSpec spec =
        NetworkSpec.chain(
            3, Layers.dense(4, Activations.TANH), Layers.dense(2, Activations.SOFTMAX));
    network = Network.of(spec, Backend.scalar()).initialise(3);
    network.schema(
        new Schema(
            Optional.of(Scaling.of(new float[] {40, 0.5f, 0.5f}, new float[] {0.1f, 2, 2})),
            FEATURES,
            List.of("no", "yes, or \"so\""),
            List.of(),
            List.of(new Part("probability", 2))));
    model = folder.resolve("model.safetensors");
    ModelFile.save(network, model);
  }

  private Run predict(String rows, String... options) {
    String[] all = new String[options.length + 5];
    all[0] = "predict";
    all[1] = "--model";
    all[2] = model.toString();
    all[3] = "--data";
    all[4] = "-";
    System.arraycopy(options, 0, all, 5, options.length);
    return Run.withInput(rows.getBytes(StandardCharsets.UTF_8), all);
  }

  private String line(float... features) {
    float[] y = new float[2];
    Predictor.of(network, Backend.scalar()).predict(features, y);
    return NineDigits.of(y[0]) + "," + NineDigits.of(y[1]) + "\n";
  }

  @Test
  void columnsAreMatchedByNameAndScoresHaveNames() {
    Run run = predict("colour,id,age\r\nred,1,30\r\n\"blue\",2,50\r\n");
    assertEquals("", run.err());
    assertEquals(
        "probability[no],\"probability[yes, or \"\"so\"\"]\"\n" + line(30, 0, 1) + line(50, 1, 0),
        run.out());
    assertEquals(0, run.status());
  }

  @Test
  void withoutAHeaderTheirOrderCounts() {
    assertEquals(line(30, 0, 1), lastLine(predict("30,red\n")));
    assertEquals(line(30, 0, 1), lastLine(predict("30,0,1\n")));
    assertEquals(line(30, 0, 1), lastLine(predict("30,red,no\n", "--label", "3")));
    assertEquals(
        line(30, 0, 1), lastLine(predict("\ufeffage;colour\n30;red\n", "--separator", ";")));
  }

  private static String lastLine(Run run) {
    assertEquals("", run.err());
    return run.out().substring(run.out().indexOf('\n') + 1);
  }

  @Test
  void classesAreWrittenAsLabels() {
    StringBuilder expected = new StringBuilder("class\n");
    for (float age : new float[] {0, 40, 90}) {
      int index = network.predictClass(new float[] {age, 0, 1});
      expected.append(index == 0 ? "no\n" : "\"yes, or \"\"so\"\"\"\n");
    }
    assertEquals(expected.toString(), predict("0,red\n40,red\n90,red\n", "--classes").out());
  }

  @Test
  void programsGetAnObjectPerLine() {
    String[] y = line(30, 0, 1).strip().split(",");
    assertEquals(
        "{\"probability[no]\":" + y[0] + ",\"probability[yes, or \\\"so\\\"]\":" + y[1] + "}\n",
        predict("30,red\n", "--json").out());
  }

  @Test
  void anOnnxModelGivesTheSameLines() {
    network.schema(new Schema(Optional.empty(), FEATURES, network.schema().labels()));
    ModelFile.save(network, model); // without scaling, which a predictor folds into weights
    String before = predict("colour,age\nred,30\nblue,50\n").out();
    model = folder.resolve("model.onnx");
    OnnxFile.save(network, model);
    // encoded by the reader: an ONNX file keeps the names, and so the words
    assertEquals(before, predict("colour,age\nred,30\nblue,50\n").out());
  }

  @Test
  void manyRowsComeInTheirOrder() {
    StringBuilder rows = new StringBuilder("age,colour\n");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      rows.append(i % 100).append(i % 3 == 0 ? ",red\n" : ",blue\n");
      expected.append(line(i % 100, i % 3 == 0 ? 0 : 1, i % 3 == 0 ? 1 : 0));
    }
    assertEquals(expected.toString(), lastLine(predict(rows.toString())));
  }

  @Test
  void missingValuesTakeTheMeanOfTheTrainingRows() {
    assertEquals(line(40, 0, 1), lastLine(predict("age,colour\n,red\n", "--missing", "mean")));
    assertEquals(
        line(0, 0, 0),
        lastLine(predict("age,colour\nNA,NA\n", "--missing", "zero", "--missing-marker", "NA")));
    Run refused = predict("age,colour\n,red\n");
    assertTrue(
        refused
            .err()
            .startsWith("neurite: standard input:2: column 1 (\"age\"): expected a number"),
        refused.err());
    assertEquals(1, refused.status());
  }

  @Test
  void aFileIsWrittenAsAWholeOrNotAtAll() throws IOException {
    Path out = folder.resolve("scores.csv");
    Files.writeString(out, "old");
    Run bad = predict("age,colour\n30,red\n30,pink\n", "--out", out.toString());
    assertEquals(
        "neurite: standard input:3: column 2 (\"colour\"): expected one of [blue, red], got"
            + " \"pink\"\n",
        bad.err());
    assertEquals("old", Files.readString(out));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "the model and the old file, nothing half-written");
    }
    Run good = predict("age,colour\n30,red\n", "--out", out.toString());
    assertEquals("", good.out());
    assertTrue(Files.readString(out).endsWith(line(30, 0, 1)));
  }

  @Test
  void columnsThatDoNotFitAreNamed() {
    assertEquals(
        "neurite: standard input: no column is called \"age\"; the header has \"colour\","
            + " \"years\"\n",
        predict("colour,years\nred,3\n").err());
    assertEquals(
        "neurite: standard input: expected 2 columns with features, got 4; the file has no header"
            + " to choose them by\n",
        predict("1,2,3,4\n").err());
    assertEquals("neurite: standard input: the file is empty\n", predict("").err());
  }

  @Test
  void severalInputsHaveAFileEach() throws IOException {
    network.schema(
        new Schema(
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(new Part("a", 1), new Part("b", 2)),
            List.of(new Part("left", 1), new Part("right", 1))));
    ModelFile.save(network, model);
    Path a = Files.writeString(folder.resolve("a.csv"), "1\n2\n");
    Path b = Files.writeString(folder.resolve("b.csv"), "x,y\n3,4\n5,6\n");
    Run run =
        Run.of("predict", "--model", model.toString(), "--input", "b=" + b, "--input", "a=" + a);
    assertEquals("", run.err());
    assertEquals("left,right\n" + line(1, 3, 4) + line(2, 5, 6), run.out());
    Run one = Run.of("predict", "--model", model.toString(), "--input", "b=" + b);
    assertEquals(2, one.status());
    assertTrue(one.err().startsWith("neurite predict: --input a=FILE is missing; "), one.err());
    Files.writeString(b, "x,y\n3,4\n");
    Run ragged =
        Run.of("predict", "--model", model.toString(), "--input", "b=" + b, "--input", "a=" + a);
    assertEquals(
        "neurite: "
            + b
            + ": has fewer or more rows than "
            + a
            + "; the files of several inputs need a row each for every row\n",
        ragged.err());
  }

  @Test
  void eitherDataOrInputsAreNeeded() {
    Run run = Run.of("predict", "--model", model.toString());
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("neurite predict: either --data FILE is needed"), run.err());
    assertEquals(2, Run.of("predict", "--data", "x.csv").status());
  }

  @Test
  void aFullDiskIsAFailureAndALeftReaderIsNone() {
    assertEquals(
        new Ending(1, "neurite: standard output: No space left on device\n"),
        ending("No space left on device"));
    assertEquals(new Ending(0, ""), ending("Broken pipe"));
  }

  private record Ending(int status, String err) {}

  private Ending ending(String message) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        };
    var err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream("30,red\n".getBytes(StandardCharsets.UTF_8));
    int status =
        Main.run(
            Streams.of(in, broken, err), "predict", "--model", model.toString(), "--data", "-");
    assertFalse(err.toString(StandardCharsets.UTF_8).contains("\tat "));
    return new Ending(status, err.toString(StandardCharsets.UTF_8));
  }
}
