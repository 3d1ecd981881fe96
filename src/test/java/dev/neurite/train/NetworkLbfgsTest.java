package dev.neurite.train;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Lbfgs;
import dev.neurite.optim.Schedule;
import dev.neurite.optim.Sgd;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.AllocationMeter;
import dev.neurite.testing.TestBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L-BFGS on all rows as the optimiser of a network. */
class NetworkLbfgsTest {
  private static final int ROWS = 40;
  private static final float L2 = 1f / 1024;
  private static final Lbfgs EXACT = new Lbfgs(10, 1000, 0, 0);

  @TempDir Path folder;

  /** The rows of network_lbfgs.py. */
  private static Dataset data() {
    float[][] x = new float[ROWS][3];
    int[] classes = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < 3; j++) {
        x[r][j] = ((r * (7 + 4 * j) + 3 * j) % 19 - 9) / 8f;
      }
      classes[r] = r * r % 3;
    }
    return Dataset.classification(x, classes, List.of("a", "b", "c"));
  }

  /** The network of network_lbfgs.py, with its weights. */
  private static Network network(Backend backend) {
    Network network = Network.of(NetworkSpec.chain(3, dense(5, TANH), dense(3)), backend);
    int at = 0;
    for (Parameter p : network.parameters()) {
      for (int i = 0; i < p.value().elements(); i++) {
        p.value().set(i, (at++ * 37 % 101 - 50) / 128f);
      }
    }
    return network;
  }

  private static Trainer trainer(Network network) {
    return Trainer.of(network, new SoftmaxCrossEntropy()).l2(L2).lbfgs(EXACT);
  }

  @Test
  void itTakesTheStepsOfPyTorch() throws IOException {
    var stream = NetworkLbfgsTest.class.getResourceAsStream("lbfgs.csv");
    try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line : in.lines().toList()) {
        double[] f = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        int iterations = (int) f[0];
        try (Network network = network(Backend.scalar())) {
          History history = trainer(network).epochs(iterations).fit(data());
          // roundings of 2⁻²⁴ in the gradients, which the steps carry on and amplify
          double bound = iterations <= 12 ? 2e-6 * iterations : 2e-3;
          assertWithin(f[1], history.last().loss(), bound, "objective after " + iterations);
          for (int i = 0; i < 4 && iterations <= 12; i++) {
            double got = network.parameters().get(i).value().get(0);
            assertWithin(f[2 + i], got, 50 * bound, "parameter " + i + " after " + iterations);
          }
        }
      }
    }
  }

  /** (w·x + b − y)² over a line: the minimum is the line. */
  @Test
  void itEndsAtTheOptimumOfAQuadratic() {
    float[][] x = new float[20][];
    float[][] y = new float[20][];
    for (int r = 0; r < 20; r++) {
      x[r] = new float[] {r / 8f - 1, (r * 7 % 5) / 4f};
      y[r] = new float[] {3 * x[r][0] - 2 * x[r][1] + 0.5f};
    }
    try (Network network = Network.of(NetworkSpec.chain(2, dense(1)), Backend.scalar())) {
      History history =
          Trainer.of(network, new SquaredError())
              .lbfgs(new Lbfgs(10, 1000, 1e-6, 1e-16))
              .fit(Dataset.regression(x, y));
      assertEquals(Stop.OPTIMUM, history.stop());
      assertEquals(history.epochs().size(), history.bestEpoch());
      assertTrue(history.epochs().size() < 20, history::toString);
      assertWithin(3, network.parameters().get(0).value().get(0), 1e-5, "w0");
      assertWithin(-2, network.parameters().get(0).value().get(1), 1e-5, "w1");
      assertWithin(0.5, network.parameters().get(1).value().get(0), 1e-5, "b");
    }
  }

  @Test
  void theLossOfAnEpochIsThatOfItsWeights() {
    List<Double> losses = new ArrayList<>();
    try (Network network = network(Backend.scalar())) {
      trainer(network)
          .listener(
              new TrainingListener() {
                @Override
                public void epochDone(EpochResult result) {
                  Evaluation now = Evaluation.of(network, new SoftmaxCrossEntropy(), data());
                  double penalty =
                      new Objective(new SoftmaxCrossEntropy(), L2, false)
                          .penalty(network.kernels(), network.parameters());
                  assertEquals(now.loss() + penalty, result.loss(), "epoch " + result.epoch());
                  assertEquals(now.accuracy(), result.accuracy());
                  losses.add(result.loss());
                }
              })
          .fit(data());
    }
    assertTrue(losses.size() > 100, losses::toString);
    for (int i = 1; i < losses.size(); i++) {
      assertTrue(losses.get(i) < losses.get(i - 1) + 1e-7, losses::toString);
    }
  }

  /** Also where a line search gives up and returns to a trial before its last. */
  @Test
  void theNetworkIsWhereTheSearchIs() {
    for (double smallestChange : new double[] {0, 0.01, 0.03, 0.1, 0.3, 1}) {
      try (Network network = network(Backend.scalar());
          Arena arena = Arena.ofShared()) {
        WholeData whole = wholeData(new Lbfgs(10, 1000, 0, smallestChange), network, arena);
        for (int step = 0; !whole.isOver() && step < 100; step++) {
          whole.step();
          whole.forEachArray((name, array) -> checkWhere(network, name, array));
        }
        assertTrue(whole.isOver());
      }
    }
  }

  /**
   * (30·w + b − 3)²: the first trial, of length 1 in all, goes far beyond w = 0.1, and nothing
   * shorter than the smallest change is tried after it. So the search stays where it began.
   */
  @Test
  void aSearchThatGivesItsLastTrialUpTakesTheNetworkBack() {
    Dataset data = Dataset.regression(new float[][] {{30}}, new float[][] {{3}});
    try (Network network = Network.of(NetworkSpec.chain(1, dense(1)), Backend.scalar())) {
      History history =
          Trainer.of(network, new SquaredError()).lbfgs(new Lbfgs(10, 1000, 0, 1)).fit(data);
      assertEquals(1, history.epochs().size());
      assertEquals(9, history.last().loss());
      assertEquals(0, network.parameters().get(0).value().get(0));
      assertEquals(0, network.parameters().get(1).value().get(0));
    }
  }

  private static WholeData wholeData(Lbfgs rule, Network network, Arena arena) {
    Objective objective = new Objective(new SoftmaxCrossEntropy());
    CounterRandom random = new CounterRandom(0, Purpose.SHUFFLE);
    return new WholeData(
        rule,
        network,
        objective,
        new RowsInMemory(data(), ROWS, random),
        new Batch(arena, data(), ROWS),
        new Descent(arena, network, objective, new Sgd(1), Limits.NONE, 0),
        new Tally(objective.loss(), network));
  }

  private static void checkWhere(Network network, String name, double[] array) {
    if (name.equals("x")) {
      int at = 0;
      for (Parameter p : network.parameters()) {
        for (float value : p.value().toArray()) {
          assertEquals((float) array[at++], value);
        }
      }
    }
  }

  @Tag("kernel")
  @Test
  void threadsAndWidthsDoNotChangeTheBits() {
    String expected = bits(Backend.scalar(), t -> t);
    for (int threads : new int[] {1, 2, 3}) {
      Backend backend = TestBackend.expected().withThreads(threads);
      assertEquals(expected, bits(backend, t -> t), threads + " threads");
    }
  }

  private static String bits(Backend backend, UnaryOperator<Trainer> more) {
    try (Network network = network(backend)) {
      Trainer trainer = trainer(network).batch(16).epochs(25).classWeights(1, 2, 3);
      return Trainings.bits(network, more.apply(trainer).fit(data()));
    }
  }

  @Test
  void aRunThatIsCutIsTakenUpWithTheSameBits() {
    Path file = folder.resolve("run.safetensors");
    Dataset few = data().select(new int[] {0, 1, 2, 3, 4});
    UnaryOperator<Trainer> cut =
        t -> t.checkpoint(file).validation(few).listener(new Cancelling(4));
    for (int i = 0; i < 6; i++) {
      bits(Backend.scalar(), cut);
    }
    assertEquals(
        bits(Backend.scalar(), t -> t.validation(few)),
        bits(Backend.scalar(), t -> t.validation(few).checkpoint(file)));
  }

  @Test
  void aRunThatIsAtItsOptimumTakesNoFurtherStep() {
    Path file = folder.resolve("run.safetensors");
    Dataset data = Csv.read(Path.of("src/data/breast_cancer.csv"));
    for (int i = 0; i < 2; i++) {
      try (Network network = Network.of(NetworkSpec.chain(30, dense(2)), Backend.scalar())) {
        Trainer trainer = trainer(network).lbfgs(new Lbfgs(10, 1000, 1e-2, 0)).checkpoint(file);
        List<Integer> seen = new ArrayList<>();
        History history =
            trainer
                .scaling(Scaling::standard)
                .listener(
                    new TrainingListener() {
                      @Override
                      public void epochDone(EpochResult result) {
                        seen.add(result.epoch());
                      }
                    })
                .fit(data);
        assertEquals(Stop.OPTIMUM, history.stop());
        assertEquals(i == 0 ? history.epochs().size() : 0, seen.size());
      }
    }
  }

  @Test
  void itStopsInTimeAndRestoresTheBestWeights() {
    try (Network network = network(Backend.scalar())) {
      Dataset few = data().select(new int[] {7, 8, 9, 10, 11, 12});
      Trainer trainer = trainer(network).validation(few);
      List<String> bits = new ArrayList<>();
      History history =
          trainer
              .earlyStopping(new EarlyStopping(3, 0))
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                      bits.add(hashOfParameters(network));
                    }
                  })
              .fit(data());
      assertEquals(Stop.EARLY, history.stop());
      assertEquals(bits.get(history.bestEpoch() - 1), hashOfParameters(network));
      assertTrue(history.bestEpoch() < bits.size());
      assertEquals(Stop.DEADLINE, trainer.deadline(Duration.ZERO).fit(data()).stop());
    }
  }

  @Test
  void whatHasNoPlaceInASearchIsRefused() {
    try (Network network = network(Backend.scalar())) {
      refuses(trainer(network).l1(0.1f), "λ₁‖w‖₁");
      refuses(trainer(network).clipValue(1), "maxNorm, clipNorm or clipValue");
      refuses(trainer(network).schedule(new Schedule.Cosine(0)), "a schedule of the learning rate");
      refuses(trainer(network).sharding(new Sharding(1, new long[ROWS])), "sharding");
    }
    NetworkSpec dropping = NetworkSpec.chain(3, dense(5), dropout(0.5f), dense(3));
    NetworkSpec normed = NetworkSpec.chain(3, dense(5), batchNorm(), dense(3));
    try (Network a = Network.of(dropping, Backend.scalar()).initialise(1);
        Network b = Network.of(normed, Backend.scalar()).initialise(1)) {
      refuses(trainer(a), "layer dropout1 = Dropout[rate=0.5]");
      refuses(trainer(b), "layer batchnorm1 = BatchNorm[momentum=0.1, epsilon=1.0E-5]");
    }
  }

  private static void refuses(Trainer trainer, String what) {
    assertEquals(
        "trainer: L-BFGS can't go with "
            + what
            + ": it minimises one smooth function of all rows; leave it out, or take an optimiser"
            + " that steps by batches",
        messageOf(IllegalArgumentException.class, () -> trainer.fit(data())));
  }

  @Test
  void aStartWithoutAFiniteLossIsRefused() {
    try (Network network = network(Backend.scalar())) {
      network.parameters().getLast().value().set(1, Float.NaN);
      String message = messageOf(TrainingException.class, () -> trainer(network).fit(data()));
      assertEquals(
          "training: the loss is NaN in epoch 1, batch 1 of 1 (step 1); dense2.bias[1] is NaN; draw"
              + " smaller weights, or scale the features",
          message);
    }
  }

  /** As in {@link AllocationTest}: more iterations must not mean more bytes. */
  @Test
  void anIterationAllocatesNothing() {
    Dataset data = data();
    AllocationMeter meter = new AllocationMeter();
    try (Network network = network(Backend.scalar())) {
      int few = 4;
      int many = 24;
      meter.leastBytes(300, 1, () -> run(network, data, many)); // until all is compiled
      long fewBytes = meter.leastBytes(100, 1, () -> run(network, data, few));
      long manyBytes = meter.leastBytes(100, 1, () -> run(network, data, many));
      // an epoch has a result and its boxes; the arrays of a search would be 38 · 8 bytes each
      long perEpoch = (manyBytes - fewBytes) / (many - few);
      assertTrue(perEpoch < 300, () -> perEpoch + " bytes per iteration");
    }
  }

  private static void run(Network network, Dataset data, int epochs) {
    trainer(network).batch(8).epochs(epochs).fit(data);
  }
}
