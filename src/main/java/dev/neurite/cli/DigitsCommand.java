package dev.neurite.cli;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.data.Split;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.layer.Layers;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.serve.Predictor;
import dev.neurite.train.EpochResult;
import dev.neurite.train.Evaluation;
import dev.neurite.train.Stop;
import dev.neurite.train.Trainer;
import dev.neurite.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Trains a network on handwritten digits, tests it, saves it, loads it, and times it. */
@Command(
    name = "digits",
    description = "Trains a network on handwritten digits, tests, saves, loads and times it.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {"", "Example:", "  neurite digits --epochs 10 --hidden 64"})
final class DigitsCommand implements Callable<Integer> {

  @Option(names = "--data", description = "CSV file, the class in its last column.")
  private Path data = Path.of("src", "data", "digits.csv.gz");

  @Option(names = "--out", description = "Where the network is saved.")
  private Path out = Path.of("target", "digits.safetensors");

  @Option(names = "--hidden", description = "Neurons of the hidden layer.")
  private int hidden = 128;

  @Option(names = "--epochs", description = "Passes over the data.")
  private int epochs = 30;

  @Option(names = "--batch", description = "Rows per training step.")
  private int batch = 32;

  @Option(
      names = "--learning-rate",
      description = "Size of a training step (of the optimiser Adam).")
  private float learningRate = 1e-3f;

  @Option(names = "--l2", description = "How much the squared weights count in the training loss.")
  private float l2 = 1e-4f;

  @Option(
      names = "--seed",
      description = "Seed of the split, the initial weights and the order of rows.")
  private long seed = 1;

  @Option(names = "--threads", description = "Threads to train on; small batches stay on one.")
  private int threads = 1;

  @Option(names = "--kernels", description = "Kernels to train on: ${COMPLETION-CANDIDATES}.")
  private KernelOptions.Choice kernels = KernelOptions.Choice.AUTOMATIC;

  @Option(
      names = "--checkpoint",
      description = "File to take the training up from; Ctrl-C writes it. None without this.")
  private Path checkpoint;

  @ParentCommand private Main main;

  private ProgressBar bar;

  DigitsCommand() {}

  @Override
  public Integer call() {
    bar = ProgressBar.on(main.streams());
    checkOptions();
    Dataset digits = Csv.read(data);
    print("data      %s: %s", data, digits.describe());
    Split split = digits.split(0.8, seed);
    print(
        "split     %d rows to train on, %d to test, seed %d",
        split.train().rows(), split.test().rows(), seed);
    NetworkSpec spec =
        NetworkSpec.chain(
            digits.in(),
            Layers.dense(hidden, Activations.RELU),
            Layers.dense(digits.labels().size()));
    try (Network network = Network.of(spec, backend())) {
      print("kernels   %s", network.report());
      print("network   %s", network.initialise(seed).toString().replace("\n", "\n          "));
      train(network, split.train());
      test(network, split.test());
      save(network, split.test());
    }
    return 0;
  }

  /** What is wrong with the options is said before any work is done. */
  private void checkOptions() {
    Check.positive("digits", "--hidden", hidden);
    Check.positive("digits", "--epochs", epochs);
    Check.positive("digits", "--batch", batch);
    Check.positive("digits", "--learning-rate", learningRate);
    Check.notNegative("digits", "--l2", l2);
    Check.positive("digits", "--threads", threads);
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(out + ": cannot be written: no writable folder " + folder);
    }
  }

  private void train(Network network, Dataset rows) {
    Trainer trainer =
        Trainer.of(network, new SoftmaxCrossEntropy())
            .optimiser(new Adam(learningRate))
            .l2(l2)
            .epochs(epochs)
            .batch(batch)
            .seed(seed)
            .scaling(Scaling::standard);
    try (CtrlC ctrlC = new CtrlC()) {
      trainer.listener(new Listener(ctrlC));
      if (checkpoint != null) {
        trainer.checkpoint(checkpoint);
      }
      if (trainer.fit(rows).stop() == Stop.CANCELLED) {
        throw new CancellationException("digits: cancelled" + saved());
      }
    } finally {
      bar.clear(); // a message must not stand behind half a bar
    }
  }

  private String saved() {
    return checkpoint == null ? "" : "; the same command goes on from " + checkpoint;
  }

  private final class Listener implements TrainingListener {
    private final CtrlC ctrlC;

    Listener(CtrlC ctrlC) {
      this.ctrlC = ctrlC;
    }

    @Override
    public boolean isCancelled() {
      return ctrlC.isPressed();
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss) {
      bar.update(String.format(Locale.ROOT, "epoch %3d/%d", epoch, epochs), batch, batches);
    }

    @Override
    public void epochDone(EpochResult result) {
      print(
          "epoch %3d/%d  training loss %.4f  accuracy %.2f %%",
          result.epoch(), epochs, result.loss(), 100 * result.accuracy().orElseThrow());
    }
  }

  private void test(Network network, Dataset rows) {
    Evaluation result = Evaluation.of(network, new SoftmaxCrossEntropy(), rows);
    print(
        "test      accuracy %.2f %%, loss %.4f, %d rows",
        100 * result.accuracy().orElseThrow(), result.loss(), result.rows());
    print("confusion matrix: a line per digit, a column per answer");
    print("%s", result.confusion().orElseThrow().table(rows.labels()));
  }

  private void save(Network network, Dataset rows) {
    ModelFile.save(network, out);
    print("saved     %s", out);
    float[][] features = rows.features().rows();
    float[][] expected = outputs(network, features);
    time(Backend.scalar(), features, expected);
    if (!Backend.automatic().report().kernels().equals("scalar")) {
      time(Backend.simd(), features, expected);
    }
  }

  /** Loads the saved network onto other kernels, compares every output, freezes and times it. */
  private void time(Backend backend, float[][] rows, float[][] expected) {
    try (Network loaded = ModelFile.load(out, backend)) {
      int differences = Bits.differences(expected, outputs(loaded, rows));
      if (differences > 0) {
        throw new IllegalStateException(
            out
                + ": "
                + differences
                + " outputs of the loaded network differ from the saved one's");
      }
      Predictor predictor = Predictor.of(loaded, backend);
      print(
          "loaded    on %s kernels: %d outputs, the same bits; its predictor takes %.0f ns a row",
          backend.report().kernels(),
          rows.length * loaded.out(),
          RowTimer.nanosPerRow(predictor, rows));
    }
  }

  private static float[][] outputs(Network network, float[][] rows) {
    float[][] outputs = new float[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      outputs[r] = network.predict(rows[r]);
    }
    return outputs;
  }

  private Backend backend() {
    Backend choice =
        switch (kernels) {
          case AUTOMATIC -> Backend.automatic();
          case SCALAR -> Backend.scalar();
          case SIMD -> Backend.simd();
        };
    return choice.withThreads(threads);
  }

  private void print(String format, Object... values) {
    bar.line(String.format(Locale.ROOT, format, values));
  }
}
