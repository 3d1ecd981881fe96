package dev.neurite.cli.report;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.ReduceOnPlateau;
import dev.neurite.optim.Schedule;
import dev.neurite.optim.Sgd;
import dev.neurite.testing.TestBackend;
import dev.neurite.train.EpochResult;
import dev.neurite.train.Stop;
import dev.neurite.train.Trainer;
import dev.neurite.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a recorder sees is what was, and it changes nothing. */
class RunRecorderTest {
  private static final Dataset ROWS =
      Csv.read(Path.of("src/data/digits.csv.gz")).select(IntStream.range(0, 300).toArray());
  private static final NetworkSpec SPEC =
      NetworkSpec.chain(
          64, dense(20, RELU), batchNorm(), dropout(0.3f), dense(16, TANH), dense(10));

  private static RunSettings settings(Optimiser optimiser, int batch) {
    return new RunSettings(new SoftmaxCrossEntropy(), optimiser, 4, batch);
  }

  private static Trainer trainer(Network network, RunSettings settings) {
    return Trainer.of(network, settings.loss())
        .optimiser(settings.optimiser())
        .epochs(settings.epochs())
        .batch(settings.batch())
        .seed(1)
        .scaling(Scaling::standard)
        .validation(0.1);
  }

  @Tag("kernel")
  @Test
  void recordingChangesNoBitOfTheModel() {
    RunSettings settings = settings(new Adam(1e-3f), 32);
    String plain;
    try (Network network = Network.of(SPEC, TestBackend.expected()).initialise(1)) {
      trainer(network, settings).fit(ROWS);
      plain = hashOfParameters(network);
    }
    try (Network network = Network.of(SPEC, TestBackend.expected()).initialise(1)) {
      RunRecorder recorder = new RunRecorder(network, settings, ROWS);
      var history = trainer(network, settings).listener(recorder).fit(ROWS);
      Report.of(recorder, history).page();
      assertEquals(plain, hashOfParameters(network));
      assertEquals(4, recorder.snapshots().entries().size());
    }
  }

  /** Against copies of all weights, taken around the last step of each epoch. */
  @Test
  void ratiosAreThoseOfTheLastStepOfEachEpoch() {
    for (int batch : new int[] {64, 300}) { // several steps, and one
      try (Network network = Network.of(SPEC, TestBackend.expected()).initialise(1)) {
        RunSettings settings = settings(new Sgd(0.1f), batch);
        RunRecorder recorder = new RunRecorder(network, settings, ROWS);
        List<Double> expected = new ArrayList<>();
        Parameter weight = network.parameters().getFirst();
        TrainingListener around =
            new TrainingListener() {
              private float[] before = weight.value().toArray();

              @Override
              public void batchDone(int epoch, int batch, int batches, double loss) {
                recorder.batchDone(epoch, batch, batches, loss);
                float[] after = weight.value().toArray();
                if (batch == batches) {
                  expected.add(ratio(before, after));
                }
                before = after;
              }

              @Override
              public void epochDone(EpochResult result) {
                recorder.epochDone(result);
              }
            };
        trainer(network, settings).listener(around).fit(ROWS);
        assertEquals(expected, recorder.steps().entries().stream().map(e -> e.value()[0]).toList());
      }
    }
  }

  private static double ratio(float[] before, float[] after) {
    double change = 0;
    double length = 0;
    for (int i = 0; i < before.length; i++) {
      change += Math.pow((double) after[i] - before[i], 2);
      length += Math.pow(before[i], 2);
    }
    return Math.sqrt(change / length);
  }

  @Test
  void deadUnitsAreThoseThatAnswerNothing() {
    NetworkSpec spec = NetworkSpec.chain(64, dense(4, RELU), dense(10));
    try (Network network = Network.of(spec, TestBackend.expected()).initialise(1)) {
      network.parameters().get(1).value().set(2, -1e9f); // the bias of one of four
      Probe probe = new Probe(network, ROWS);
      assertEquals(0.25, probe.look().getFirst().idle());
      assertEquals(0, probe.activity().getFirst()[2]);
      assertTrue(Double.isNaN(probe.look().get(1).idle()), "no activation, nothing idle");
    }
  }

  @Test
  void saturatedOutputsAreCounted() {
    NetworkSpec spec = NetworkSpec.chain(64, dense(2, TANH), dense(10));
    try (Network network = Network.of(spec, TestBackend.expected())) { // weights of 0
      network.parameters().get(1).value().copyFrom(new float[] {9, 0.1f});
      assertEquals(0.5, new Probe(network, ROWS).look().getFirst().idle());
    }
  }

  @Test
  void theNextListenerHearsEverythingAndMayCancel() {
    List<Integer> heard = new ArrayList<>();
    TrainingListener next =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int batch, int batches, double loss) {
            heard.add(batch);
          }

          @Override
          public boolean isCancelled() {
            return heard.size() == 3;
          }
        };
    try (Network network = Network.of(SPEC, TestBackend.expected()).initialise(1)) {
      RunSettings settings = settings(new Adam(1e-3f), 32);
      RunRecorder recorder = new RunRecorder(network, settings, ROWS, next);
      var history = trainer(network, settings).listener(recorder).fit(ROWS);
      assertEquals(Stop.CANCELLED, history.stop());
      assertEquals(List.of(1, 2, 3), heard);
      assertTrue(Report.of(recorder, history).page().contains("it was cancelled"));
    }
  }

  @Test
  void learningRatesFollowScheduleAndPlateau() {
    RunSettings settings =
        new RunSettings(
            new SoftmaxCrossEntropy(),
            new Adam(0.1f),
            new Schedule.Steps(2, 0.5f),
            Optional.of(new ReduceOnPlateau(0.1f, 0, 0, 0)),
            4,
            32);
    assertEquals(0.1f, settings.learningRate(1, 10, List.of()), 1e-9);
    assertEquals(0.05f, settings.learningRate(21, 10, List.of(3.0, 2.0)), 1e-9);
    assertEquals(0.005f, settings.learningRate(21, 10, List.of(3.0, 3.0)), 1e-9);
  }

  @Test
  void aLargeLayerIsLookedAtThroughASample() {
    NetworkSpec spec = NetworkSpec.chain(64, dense(300, RELU), dense(10));
    try (Network network = Network.of(spec, TestBackend.expected()).initialise(1)) {
      WeightSample sample = new WeightSample(network.parameters().getFirst().value());
      assertEquals(WeightSample.MOST, sample.values().length);
      sample.keep();
      float[] all = network.parameters().getFirst().value().toArray();
      for (int i = 0; i < all.length; i++) {
        all[i] *= 1.5f;
      }
      network.parameters().getFirst().value().copyFrom(all);
      assertEquals(0.5, sample.change(), 1e-6);
      float[] small = network.parameters().getLast().value().toArray();
      assertArrayEquals(small, new WeightSample(network.parameters().getLast().value()).values());
    }
  }
}
