package dev.neurite.train;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Csv;
import dev.neurite.data.CsvOptions;
import dev.neurite.data.DataException;
import dev.neurite.data.Dataset;
import dev.neurite.data.Parts;
import dev.neurite.data.Scaling;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.optim.Lbfgs;
import dev.neurite.optim.Schedule;
import dev.neurite.testing.TestBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on rows that come in parts, as those of a file larger than memory do. */
class PartsTest {
  private static final Path FILE = Path.of("src/data/breast_cancer.csv");
  private static final Dataset DATA = Csv.read(FILE);
  private static final CsvOptions OPTIONS = Csv.options().labels(DATA.labels());

  @TempDir Path folder;

  private static Network network(Backend backend) {
    return Network.of(NetworkSpec.chain(30, dense(8, TANH), dense(2)), backend).initialise(7);
  }

  private static Trainer trainer(Network network) {
    return Trainer.of(network, new SoftmaxCrossEntropy())
        .schedule(new Schedule.Cosine(0.1f))
        .l2(1e-4f)
        .classWeights(1, 2)
        .batch(16)
        .seed(3)
        .epochs(4)
        .scaling(Scaling::standard)
        .validation(DATA.select(new int[] {0, 20, 500}));
  }

  private static String bits(Backend backend, int rows) {
    try (Network network = network(backend)) {
      return Trainings.bits(network, trainer(network).fit(() -> OPTIONS.parts(FILE, rows)));
    }
  }

  @Test
  void onePartWithAllRowsGivesTheBitsOfTheDataSet() {
    try (Network network = network(Backend.scalar())) {
      String expected = Trainings.bits(network, trainer(network).fit(DATA));
      assertEquals(expected, bits(Backend.scalar(), 1000));
      assertNotEquals(expected, bits(Backend.scalar(), 100), "parts are part of the answer");
    }
  }

  @Tag("kernel")
  @Test
  void threadsAndWidthsDoNotChangeTheBits() {
    String expected = bits(Backend.scalar(), 100);
    for (int threads : new int[] {1, 2}) {
      assertEquals(expected, bits(TestBackend.expected().withThreads(threads), 100));
    }
  }

  /** Parts of 64 rows in batches of 16 have the batches of the data set: so gradients are added. */
  @Test
  void allPartsTogetherAreMinimisedByLbfgs() {
    List<String> bits = new ArrayList<>();
    for (boolean inParts : new boolean[] {false, true}) {
      try (Network network = network(Backend.scalar())) {
        network.schema(new Schema(Optional.of(Scaling.standard(DATA)), List.of(), List.of()));
        Trainer trainer =
            Trainer.of(network, new SoftmaxCrossEntropy())
                .lbfgs(new Lbfgs(10, 1000, 0, 0))
                .l2(1e-3f)
                .classWeights(1, 2)
                .batch(16)
                .epochs(8);
        History history = inParts ? trainer.fit(() -> OPTIONS.parts(FILE, 64)) : trainer.fit(DATA);
        bits.add(Trainings.bits(network, history));
        assertTrue(history.last().loss() < 0.1, history::toString);
      }
    }
    assertEquals(bits.get(0), bits.get(1));
  }

  /** Parts of 100, 100, … and 69 rows in batches of 16: 5 · 7 + 5 in an epoch. */
  @Test
  void itLearnsAndTellsHowFarItIs() {
    List<Integer> batches = new ArrayList<>();
    try (Network network = network(Backend.scalar())) {
      History history =
          trainer(network)
              .epochs(20)
              .listener(
                  new TrainingListener() {
                    @Override
                    public void batchDone(int epoch, int batch, int batchesInEpoch, double loss) {
                      assertEquals(40, batchesInEpoch);
                      batches.add(batch);
                    }
                  })
              .fit(() -> OPTIONS.parts(FILE, 100));
      assertEquals(20 * 40, batches.size());
      assertEquals(40, batches.getLast());
      assertEquals(DATA.labels(), network.schema().labels());
      double loss = history.last().loss();
      assertTrue(loss < 0.2, () -> "loss " + loss); // it begins at log 2
      Evaluation all = Evaluation.of(network, new SoftmaxCrossEntropy(), DATA);
      assertTrue(all.accuracy().getAsDouble() > 0.97, all::toString);
    }
  }

  @Test
  void aRunThatIsCutWithinAPartIsTakenUpWithTheSameBits() {
    Path file = folder.resolve("run.safetensors");
    for (int i = 0; i < 100; i++) {
      try (Network network = network(Backend.scalar())) {
        Trainer trainer = trainer(network).checkpoint(file).listener(new Cancelling(23));
        History history = trainer.fit(() -> OPTIONS.parts(FILE, 100));
        if (history.stop() == Stop.COMPLETED) {
          assertEquals(4 * 40 / 23, i, "cuts");
          assertEquals(bits(Backend.scalar(), 100), Trainings.bits(network, history));
          return;
        }
      }
    }
  }

  @Test
  void theFileOfARunWithOtherPartsIsRefused() {
    Path file = folder.resolve("run.safetensors");
    try (Network network = network(Backend.scalar())) {
      Trainer trainer = trainer(network).epochs(1).checkpoint(file);
      trainer.fit(() -> OPTIONS.parts(FILE, 1000));
      String message =
          messageOf(TrainingException.class, () -> trainer.fit(() -> OPTIONS.parts(FILE, 300)));
      assertTrue(message.contains("its data is 569 rows in 1 parts "), message);
      assertTrue(message.contains(", here it is 569 rows in 2 parts "), message);
    }
  }

  /** Given parts, and whether they were closed. */
  private static final class Given implements Parts {
    private final Iterator<Dataset> parts;
    private final List<Given> open;

    Given(List<Given> open, Dataset... parts) {
      this.parts = List.of(parts).iterator();
      this.open = open;
      open.add(this);
    }

    @Override
    public boolean hasNext() {
      return parts.hasNext();
    }

    @Override
    public Dataset next() {
      return parts.next();
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  private static String refusal(
      Class<? extends Exception> type, Supplier<Parts> source, List<Given> open) {
    try (Network network = network(Backend.scalar())) {
      String message = messageOf(type, () -> trainer(network).fit(source));
      assertEquals(List.of(), open, "all are closed");
      return message;
    }
  }

  @Test
  void partsThatDifferOrEndEarlyAreRefused() {
    List<Given> open = new ArrayList<>();
    int[] few = new int[40];
    Arrays.setAll(few, i -> 10 * i);
    Dataset part = DATA.select(few);
    Dataset renamed =
        Dataset.classification(part.features().rows(), part.classes(), List.of("a", "b"));
    String message =
        refusal(IllegalArgumentException.class, () -> new Given(open, part, renamed), open);
    assertTrue(
        message.startsWith("trainer: part 2 of the data has the labels [a, b] and"), message);
    int[] passes = {0};
    assertEquals(
        "training: the parts ended after 3 of 6 batches; they must be the same in every pass; the"
            + " network has the best weights again, those of epoch 1",
        refusal(
            TrainingException.class,
            () -> ++passes[0] < 4 ? new Given(open, part, part) : new Given(open, part),
            open));
    assertEquals(
        "training: part 2 of the data has 569 rows, and had 40 in the first pass; parts must be the"
            + " same in every pass",
        refusal(
            TrainingException.class,
            () -> new Given(open, part, ++passes[0] < 7 ? part : DATA),
            open));
    assertEquals(
        "trainer: the data has no part",
        refusal(IllegalArgumentException.class, () -> new Given(open), open));
    Dataset narrow = Dataset.classification(new float[][] {{1, 2}}, new int[] {1});
    assertEquals(
        "trainer: the network takes 30 features, the data has 2",
        refusal(IllegalArgumentException.class, () -> new Given(open, narrow), open));
  }

  @Test
  void whatIsMalformedIsFoundBeforeTheFirstStep() throws IOException {
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, Files.readString(FILE) + "1,2\n");
    try (Network network = network(Backend.scalar())) {
      String message =
          messageOf(DataException.class, () -> trainer(network).fit(() -> OPTIONS.parts(bad, 100)));
      assertTrue(message.contains("bad.csv:571: expected 31 columns, got 2"), message);
    }
  }

  @Test
  void whatNeedsAllRowsAtOnceIsRefused() {
    try (Network network = network(Backend.scalar())) {
      Supplier<Parts> parts = () -> OPTIONS.parts(FILE, 100);
      assertEquals(
          "trainer: with rows in parts, give the rows to validate on: validation(Dataset)",
          messageOf(
              IllegalArgumentException.class, () -> trainer(network).validation(0.2).fit(parts)));
      assertEquals(
          "trainer: sharding needs all rows in memory; rows in parts come in the order of the file",
          messageOf(
              IllegalArgumentException.class,
              () -> trainer(network).sharding(new Sharding(2, new long[] {1})).fit(parts)));
    }
  }
}
