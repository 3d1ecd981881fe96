package dev.neurite.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.data.Split;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.AmsGrad;
import dev.neurite.optim.NAdam;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.ReduceOnPlateau;
import dev.neurite.optim.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run with everything that remembers something, cut at many places, ends with the same bits. */
class ResumedRunTest {
  private static final Split DATA = Trainings.DATA.split(0.7, 5);
  private static final int EPOCHS = 8;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("run.safetensors");
  }

  private static Network network() {
    NetworkSpec spec = NetworkSpec.chain(30, dense(12, RELU), batchNorm(), dropout(0.3f), dense(2));
    return Network.of(spec, Backend.scalar()).initialise(2);
  }

  private static Sharding sharding() {
    long[] keys = LongStream.range(0, DATA.train().rows()).map(r -> 31 * r + 5).toArray();
    return new Sharding(4, keys);
  }

  private static Trainer trainer(Network network, Optimiser optimiser, boolean sharded) {
    Trainer trainer =
        Trainer.of(network, new SoftmaxCrossEntropy(0.1f))
            .optimiser(optimiser)
            .schedule(new Schedule.WarmUp(7, 0.1f, new Schedule.Cosine(0.01f)))
            .reduceOnPlateau(new ReduceOnPlateau(0.5f, 0, 0.02f, 0.01f))
            .elasticNet(1e-3f, 0.3f)
            .maxNorm(1.5f)
            .clipNorm(0.7f)
            .clipValue(0.2f)
            .classWeights(3, 1)
            .batch(32)
            .seed(9)
            .epochs(EPOCHS)
            .scaling(Scaling::standard)
            .validation(DATA.test())
            .earlyStopping(new EarlyStopping(2, 0.01f));
    return sharded ? trainer.sharding(sharding()) : trainer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nadam", "amsgrad", "nadam sharded", "amsgrad sharded"})
  void aRunWithEverythingEndsWithTheSameBitsWhereverItIsCut(String what) {
    Optimiser optimiser = what.startsWith("nadam") ? new NAdam(0.05f) : new AmsGrad(0.05f);
    boolean sharded = what.endsWith("sharded");
    String expected;
    try (Network network = network()) {
      History whole = trainer(network, optimiser, sharded).fit(DATA.train());
      assertEquals(Stop.EARLY, whole.stop(), "the rule is part of what is tested");
      assertTrue(whole.bestEpoch() < whole.epochs().size());
      expected = Trainings.bits(network, whole);
    }
    for (int i = 0; ; i++) {
      try (Network network = network()) {
        History history =
            trainer(network, optimiser, sharded)
                .checkpoint(file())
                .checkpointEvery(3)
                .listener(new Cancelling(4 + 9 * i))
                .fit(DATA.train());
        if (history.stop() != Stop.CANCELLED) {
          assertTrue(i > 1, "it was cut");
          assertEquals(expected, Trainings.bits(network, history));
          return;
        }
      }
    }
  }

  @Test
  void anInterruptedRunWritesItsFileAndStaysInterrupted() throws Exception {
    String expected;
    try (Network network = Trainings.network()) {
      expected = Trainings.bits(network, Trainings.trainer(network, 2).fit(Trainings.DATA));
    }
    for (int i = 0; i < 3; i++) {
      try (Network network = Trainings.network()) {
        Thread.currentThread().interrupt();
        History history = Trainings.trainer(network, 2).checkpoint(file()).fit(Trainings.DATA);
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertEquals(Stop.INTERRUPTED, history.stop());
        assertTrue(Files.size(file()) > 0);
      }
    }
    try (Network network = Trainings.network()) {
      History history = Trainings.trainer(network, 2).checkpoint(file()).fit(Trainings.DATA);
      assertEquals(expected, Trainings.bits(network, history));
    }
  }

  @Test
  void theFileOfARunWithOtherRowsToValidateOnOrAnotherScalingIsRefused() {
    try (Network network = Trainings.network()) {
      plain(network).validation(DATA.test()).checkpoint(file()).fit(DATA.train());
    }
    try (Network network = Trainings.network()) {
      Dataset other = DATA.test().shuffled(1);
      String message = refusal(plain(network).validation(other));
      assertTrue(message.contains("its validation is Dataset["), message);
    }
    try (Network network = Trainings.network()) {
      String message = refusal(plain(network).validation(DATA.test()).scaling(Scaling::minMax));
      assertTrue(message.contains("its scaling is "), message);
    }
  }

  private static Trainer plain(Network network) {
    return Trainer.of(network, new SoftmaxCrossEntropy()).epochs(1).scaling(Scaling::standard);
  }

  private String refusal(Trainer trainer) {
    return messageOf(TrainingException.class, () -> trainer.checkpoint(file()).fit(DATA.train()));
  }

  @Test
  void aShardedStepWhoseLossIsNotFiniteChangesNothing() {
    int rows = 64;
    float[][] x = new float[rows][];
    float[][] y = new float[rows][];
    for (int r = 0; r < rows; r++) {
      x[r] = new float[] {r % 7 - 3, r % 5};
      y[r] = new float[] {r == 41 ? 1e30f : r % 3}; // its square is not finite
    }
    long[] keys = LongStream.range(0, rows).toArray();
    for (int seed = 0; seed < 4; seed++) {
      NetworkSpec spec = NetworkSpec.chain(2, dense(4, RELU), batchNorm(), dense(1));
      try (Network network = Network.of(spec, Backend.scalar()).initialise(seed)) {
        String before = hashOfParameters(network);
        Trainer trainer =
            Trainer.of(network, new SquaredError())
                .batch(rows)
                .seed(seed)
                .sharding(new Sharding(4, keys));
        String message =
            messageOf(TrainingException.class, () -> trainer.fit(Dataset.regression(x, y)));
        assertTrue(message.startsWith("training: the loss is "), message);
        assertEquals(before, hashOfParameters(network));
      }
    }
  }

  @Test
  void theBestWeightsComeWithTheirRunningStatistics() {
    List<String> bits = new ArrayList<>();
    try (Network network = network()) {
      History history =
          trainer(network, new NAdam(0.05f), false)
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                      bits.add(hashOfParameters(network));
                    }
                  })
              .fit(DATA.train());
      assertTrue(history.bestEpoch() < bits.size());
      String now = hashOfParameters(network);
      assertEquals(bits.get(history.bestEpoch() - 1), now);
      assertFalse(bits.getLast().equals(now));
    }
  }

  @Test
  void aDeadlineBeyondAllNanosecondsIsNone() {
    try (Network network = Trainings.network()) {
      Trainer trainer = Trainings.trainer(network, 1).deadline(Duration.ofDays(365_000));
      assertEquals(Stop.COMPLETED, trainer.fit(Trainings.DATA).stop());
    }
  }

  @Test
  void aWeightOfAClassThatIsNoneIsCalledByItsPlace() {
    try (Network network = Trainings.network()) {
      Trainer trainer = Trainings.trainer(network, 1);
      for (float bad : new float[] {-1, Float.NaN}) {
        assertEquals(
            "trainer: classWeights[1] must be a finite number of 0 or more, got " + bad,
            messageOf(IllegalArgumentException.class, () -> trainer.classWeights(1, bad)));
      }
    }
  }
}
