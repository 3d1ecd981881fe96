package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What features add to a score: exact where it can be, complete where it can't. */
class ExplainCommandTest {
  private static final float[] ROW = {2, -1, 0.5f};
  private static final float[] FAR = {3, -2, 4};

  @TempDir Path folder;

  private static Network network(LayerSpec... layers) {
    Network network = Network.of(NetworkSpec.chain(3, layers), Backend.scalar()).initialise(4);
    Scaling scaling = Scaling.of(new float[] {1, 0, -1}, new float[] {2, 1, 0.5f});
    return network.schema(new Schema(Optional.of(scaling), List.of("a", "b", "c"), List.of()));
  }

  /** A logistic model: w = (1, −2, 4), b = 0.5. */
  private Path logistic() {
    Path path = folder.resolve("m.safetensors");
    try (Network network = network(Layers.dense(1, Activations.SIGMOID))) {
      network.parameters().get(0).value().copyFrom(new float[] {1, -2, 4});
      network.parameters().get(1).value().copyFrom(new float[] {0.5f});
      ModelFile.save(network, path);
    }
    return path;
  }

  @Test
  void aLinearModelIsExplainedExactlyByNames() {
    byte[] rows = "c,extra,b,a\n0.5,9,-1,2\n".getBytes(StandardCharsets.UTF_8);
    Run run = Run.withInput(rows, "explain", "--model", logistic().toString(), "--data", "-");
    assertEquals("", run.err());
    // scaled: (2 − 1)·2 = 2, −1, (0.5 + 1)·0.5 = 0.75
    assertEquals("row,output,score,base,a,b,c,residual\n1,output,7.5,0.5,2,2,3,0\n", run.out());
    assertEquals(0, run.status());
  }

  @Test
  void anotherRowCanBeComparedWith() throws IOException {
    Path rows = Files.writeString(folder.resolve("r.csv"), "a,b,c\n2,-1,0.5\n");
    Path other = Files.writeString(folder.resolve("o.csv"), "a,b,c\n1,0,-2\n2,0,0\n");
    Run run =
        Run.of(
            "explain",
            "--model",
            logistic().toString(),
            "--data",
            rows.toString(),
            "--baseline",
            other.toString(),
            "--json");
    assertEquals("", run.err());
    // the mean row is 1.5, 0, −1, scaled 1, 0, 0: its score is 1.5
    assertTrue(run.out().contains("\"score\":7.5,\"base\":1.5,"), run.out());
    assertTrue(run.out().contains("{\"a\":1.0,\"b\":2.0,\"c\":3.0}"), run.out());
  }

  @Test
  void integratedGradientsOfALinearNetworkAreItsContributions() {
    try (Network network = network(Layers.dense(2));
        Attribution exact = Attribution.of(network, null, 1, Backend.scalar());
        Attribution path = new IntegratedGradients(network, null, 5, Backend.scalar())) {
      for (int output = 0; output < 2; output++) {
        Attribution.Shares expected = exact.of(ROW, output);
        Attribution.Shares got = path.of(ROW, output);
        // a product of two floats in double, against 5 rounded gradients: a few units of 2⁻²⁴
        assertArrayEquals(expected.parts(), got.parts(), 1e-6);
        assertEquals(expected.score(), got.score(), 1e-6);
        assertEquals(expected.base(), got.base(), 1e-6);
      }
    }
  }

  @Test
  void integratedGradientsAddUpToTheDifference() {
    complete(Layers.dense(8, Activations.TANH), Layers.dense(2));
    complete(Layers.dense(8, Activations.RELU), Layers.dropout(0.5f), Layers.dense(2));
    complete(Layers.dense(8), Layers.batchNorm(), Layers.dense(2, Activations.GELU));
  }

  private static void complete(LayerSpec... layers) {
    try (Network network = network(layers);
        Attribution attribution = Attribution.of(network, null, 64, Backend.scalar())) {
      Attribution.Shares shares = attribution.of(FAR, 1);
      assertEquals(network.predict(FAR)[1], shares.score(), 1e-5);
      assertTrue(Math.abs(shares.score() - shares.base()) > 0.02, "too near to tell anything");
      assertTrue(shares.isComplete(), () -> shares + ": residual " + shares.residual());
    }
  }

  @Test
  void outputsAreChosenByLabelNumberOrAll() throws IOException {
    Path path = folder.resolve("m.safetensors");
    try (Network network = network(Layers.dense(3, Activations.SOFTMAX))) {
      network.schema(new Schema(Optional.empty(), List.of(), List.of("x", "y", "z")));
      ModelFile.save(network, path);
    }
    Path rows = Files.writeString(folder.resolve("r.csv"), "1,2,3\n");
    List<String> command =
        List.of("explain", "--model", path.toString(), "--data", rows.toString(), "--output");
    assertEquals(List.of("y"), outputs(command, "y"));
    assertEquals(List.of("z"), outputs(command, "2"));
    assertEquals(List.of("x", "y", "z"), outputs(command, "all"));
    Run wrong = run(command, "w");
    assertEquals(1, wrong.status());
    assertTrue(wrong.err().contains("--output: expected one of [x, y, z], a number"), wrong.err());
  }

  private static List<String> outputs(List<String> command, String output) {
    return run(command, output).out().lines().skip(1).map(line -> line.split(",")[1]).toList();
  }

  private static Run run(List<String> command, String output) {
    String[] arguments = new String[command.size() + 1];
    command.toArray(arguments);
    arguments[command.size()] = output;
    return Run.of(arguments);
  }

  @Test
  void rowsAreNeeded() {
    Run run = Run.of("explain", "--model", logistic().toString());
    assertEquals(2, run.status());
    assertTrue(run.err().contains("--data FILE is needed"), run.err());
  }
}
