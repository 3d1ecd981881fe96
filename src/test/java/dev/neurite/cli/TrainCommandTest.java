package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code neurite train} as a user meets it. */
class TrainCommandTest {
  private static final String CANCER = "src/data/breast_cancer.csv";

  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static JsonObject json(Run run) throws JsonParserException {
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return JsonParser.object().from(run.out());
  }

  @Test
  void aModelIsTrainedTestedAndSaved() throws JsonParserException {
    Run run = Run.of("train", "--data", CANCER, "--epochs", "3", "--out", path("m.safetensors"));
    assertEquals("", run.err());
    assertEquals(0, run.status());
    String out = run.out();
    assertTrue(out.contains("569 rows, 30 features, classes benign: 357, malignant: 212"), out);
    assertTrue(out.contains("split     512 rows to train on, 57 held out, seed 1"), out);
    assertTrue(out.contains("epoch   3/3  loss 0.1293  accuracy 95.31 %"), out);
    assertTrue(out.contains(" rows/s, 0 s left"), out);
    assertTrue(out.contains("tested    on held-out rows"), out);
    assertFalse(out.contains("\r") || out.contains("\033"), "bars and escapes without a terminal");
    try (Network network = ModelFile.load(folder.resolve("m.safetensors"))) {
      assertEquals(List.of("benign", "malignant"), network.schema().labels());
      assertEquals("mean radius", network.schema().featureNames().getFirst());
      assertTrue(network.schema().scaling().isPresent());
      assertEquals("probability", network.schema().outputs().getFirst().name());
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyKernels() throws IOException {
    for (String name : List.of("scalar", "automatic")) {
      String[] command = {
        "train", "--data", CANCER, "--hidden", "8", "--epochs", "2", "--seed", "5", "--kernels"
      };
      String[] all = Arrays.copyOf(command, command.length + 3);
      all[command.length] = name;
      all[command.length + 1] = "--out";
      all[command.length + 2] = path(name + ".safetensors");
      assertEquals(0, Run.of(all).status());
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("scalar.safetensors")),
        Files.readAllBytes(folder.resolve("automatic.safetensors")));
  }

  @Test
  void linearKindsAreSolvedToTheirOptimum() throws JsonParserException {
    for (String kind : List.of("logistic", "softmax", "svm")) {
      JsonObject result =
          json(
              Run.of(
                  "train",
                  "--data",
                  CANCER,
                  "--model",
                  kind,
                  "--json",
                  "--out",
                  path("m.safetensors")));
      assertTrue(result.getBoolean("optimum_reached"), kind);
      double accuracy = result.getObject("evaluation").getDouble("accuracy");
      assertTrue(accuracy >= 0.96, kind + ": " + accuracy);
      assertEquals(kind.equals("softmax") ? 2 : 1, result.getInt("outputs"), kind);
    }
  }

  @Test
  void linearKindsCanBeTrainedByEpochsToo() throws JsonParserException {
    for (String kind : List.of("logistic", "softmax", "svm")) {
      JsonObject result =
          json(
              Run.of(
                  "train",
                  "--data",
                  CANCER,
                  "--model",
                  kind,
                  "--epochs",
                  "5",
                  "--json",
                  "--learning-rate",
                  "0.01",
                  "--schedule",
                  "cosine",
                  "--out",
                  path("m.safetensors")));
      assertEquals(5, result.getArray("epochs").size(), kind);
      double accuracy = result.getObject("evaluation").getDouble("accuracy");
      assertTrue(accuracy >= 0.9, kind + ": " + accuracy);
    }
  }

  @Test
  void numbersAreLearnedAsNumbersWhateverTheirSize() throws Exception {
    Path houses = houses();
    Run run =
        Run.of(
            "train",
            "--data",
            houses.toString(),
            "--categorical",
            "colour",
            "--ignore",
            "id",
            "--hidden",
            "16",
            "--learning-rate",
            "0.01",
            "--json",
            "--out",
            path("m.safetensors"));
    JsonObject result = json(run);
    assertEquals("squared", result.getString("loss"));
    double r2 = result.getObject("evaluation").getDouble("r2");
    assertTrue(r2 > 0.97, "r2 " + r2);
    try (Network network = ModelFile.load(folder.resolve("m.safetensors"))) {
      assertEquals(
          List.of("area, m2", "colour=blue", "colour=red"), network.schema().featureNames());
    }
  }

  /** With a byte order mark, CRLF, quotes, and prices around 200,000. */
  private Path houses() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder text = new StringBuilder("\ufeffid,\"area, m2\",colour,price\r\n");
    for (int i = 0; i < 300; i++) {
      double area = 30 + random.nextInt(170);
      boolean red = random.nextBoolean();
      double price = 2000 * area + (red ? 10_000 : -30_000) + random.nextDouble();
      text.append(i).append(",").append(area).append(red ? ",\"red\"," : ",blue,");
      text.append(price).append("\r\n");
    }
    return Files.writeString(folder.resolve("houses.csv"), text);
  }

  @Test
  void aRunIsTakenUpWhereItWasLeft() throws IOException {
    String[] whole = {
      "train",
      "--data",
      CANCER,
      "--hidden",
      "8",
      "--epochs",
      "4",
      "--resume",
      "--out",
      path("whole.safetensors")
    };
    String[] parts = whole.clone();
    parts[9] = path("parts.safetensors");
    assertEquals(0, Run.of(whole).status());
    parts[6] = "2";
    assertTrue(Run.of(parts).out().contains("resume    none: there is no "));
    parts[6] = "4";
    Run second = Run.of(parts);
    assertTrue(second.out().contains("resume    from "), second.out());
    assertTrue(second.out().contains("epoch   3/4 "), second.out());
    assertFalse(second.out().contains("epoch   2/4 "), second.out());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole.safetensors")),
        Files.readAllBytes(folder.resolve("parts.safetensors")));
  }

  @Test
  void earlyStoppingKeepsTheBestEpoch() throws JsonParserException {
    JsonObject result =
        json(
            Run.of(
                "train",
                "--data",
                CANCER,
                "--patience",
                "2",
                "--epochs",
                "200",
                "--learning-rate",
                "0.05",
                "--hidden",
                "8",
                "--json",
                "--out",
                path("m.safetensors")));
    assertEquals("early", result.getString("stop"));
    assertEquals(result.getInt("best_epoch") + 2, result.getArray("epochs").size());
  }

  @Test
  void libsvmAndIdxAreRecognised() throws IOException {
    StringBuilder libsvm = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      libsvm.append(i % 2 == 0 ? "+1 1:0.5 3:2\n" : "-1 2:1 # a comment\n");
    }
    Path file = Files.writeString(folder.resolve("rows"), libsvm);
    Run run = Run.of("train", "--data", file.toString(), "--model", "svm", "--out", path("m.onnx"));
    assertTrue(run.out().contains("60 rows, 3 features, classes -1: 30, 1: 30"), run.err());
    byte[] images = new byte[16 + 60 * 4];
    images[2] = 8;
    images[3] = 3;
    images[7] = 60;
    images[11] = 2;
    images[15] = 2;
    byte[] labels = new byte[8 + 60];
    labels[2] = 8;
    labels[3] = 1;
    labels[7] = 60;
    for (int i = 0; i < 60; i++) {
      images[16 + 4 * i + i % 3] = 100;
      labels[8 + i] = (byte) (i % 3);
    }
    Path pixels = Files.write(folder.resolve("images"), images);
    Run idx =
        Run.of(
            "train",
            "--data",
            pixels.toString(),
            "--labels",
            Files.write(folder.resolve("labels"), labels).toString(),
            "--epochs",
            "1",
            "--out",
            path("idx.safetensors"));
    assertTrue(idx.out().contains("60 rows, 4 features, classes 0: 20, 1: 20, 2: 20"), idx.err());
    Run without = Run.of("train", "--data", pixels.toString(), "--out", path("idx.safetensors"));
    assertEquals(2, without.status());
    assertTrue(without.err().startsWith("neurite train: --labels FILE is needed with idx"));
  }

  @Test
  void whatDoesNotGoTogetherIsWrongUsage() {
    usage("--epochs: expected a number above 0, got 0", "--epochs", "0");
    usage("--dropout: expected a share in [0, 1), got 1.0", "--dropout", "1");
    usage("--hidden: expected 1 neuron or more, got 0", "--hidden", "64,0");
    usage("--validation: expected a share in [0, 1), got 1.0", "--validation", "1");
    usage(
        "--loss squared: --model logistic has another; mlp takes any",
        "--model",
        "logistic",
        "--loss",
        "squared");
    usage("--schedule: expected one of ", "--schedule", "sometimes");
    usage("Invalid value for option '--optimiser'", "--optimiser", "adan");
    usage(
        "--task regression: --model and --loss are for classification",
        "--task",
        "regression",
        "--loss",
        "hinge");
  }

  private void usage(String message, String... options) {
    String[] all = Arrays.copyOf(options, options.length + 5);
    String[] rest = {"train", "--data", CANCER, "--out", path("m.safetensors")};
    System.arraycopy(options, 0, all, 1, options.length);
    all[0] = rest[0];
    System.arraycopy(rest, 1, all, options.length + 1, 4);
    Run run = Run.of(all);
    assertTrue(run.err().startsWith("neurite train: " + message), run.err());
    assertEquals(2, run.status());
    assertEquals(2, run.err().lines().count());
  }

  @Test
  void whatIsWrongWithFilesIsSaidInOneSentence() throws IOException {
    fails(path("none.csv") + ": no such file", "--data", path("none.csv"));
    fails(folder + ": is a directory", "--data", folder.toString());
    fails(
        CANCER + ": no column is called \"kind\"; the header has \"mean radius\"",
        "--data",
        CANCER,
        "--label",
        "kind");
    fails(
        CANCER + ": column 99 was asked for, but there are 31", "--data", CANCER, "--label", "99");
    Path gap = Files.writeString(folder.resolve("gap.csv"), "a,b\n1,x\n,y\n");
    fails(
        gap
            + ":3: column 1 (\"a\"): expected a number, got \"\"; the value is missing, which is refused",
        "--data",
        gap.toString());
    fails(
        "--loss sigmoid-cross-entropy: expected 2 classes, got 10",
        "--data",
        "src/data/digits.csv.gz",
        "--model",
        "logistic");
  }

  private void fails(String message, String... options) {
    String[] all = Arrays.copyOf(options, options.length + 3);
    System.arraycopy(options, 0, all, 1, options.length);
    all[0] = "train";
    all[options.length + 1] = "--out";
    all[options.length + 2] = path("m.safetensors");
    Run run = Run.of(all);
    assertTrue(run.err().startsWith("neurite: " + message), run.err());
    assertEquals(1, run.status());
    assertEquals(1, run.err().lines().count());
    assertFalse(Files.exists(folder.resolve("m.safetensors")));
  }

  @Test
  void whereTheModelGoesIsCheckedBeforeAnyWork() {
    Run name = Run.of("train", "--data", CANCER, "--out", path("model.bin"));
    assertEquals(
        "neurite: " + path("model.bin") + ": the name of a model ends in .safetensors or .onnx\n",
        name.err());
    assertEquals("", name.out());
    Run place = Run.of("train", "--data", CANCER, "--out", path("no/m.onnx"));
    assertTrue(place.err().contains("cannot be written: no writable folder"), place.err());
    assertEquals("", place.out());
  }
}
