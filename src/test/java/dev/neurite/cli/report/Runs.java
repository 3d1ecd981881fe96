package dev.neurite.cli.report;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.data.Split;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Schedule;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.TestBackend;
import dev.neurite.train.EarlyStopping;
import dev.neurite.train.History;
import dev.neurite.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small training runs of every kind that a report is made of. */
enum Runs {
  /** Ten classes, pictures of 8 × 8. */
  DIGITS,
  /** Two classes, thirty features, one output; a graph with a branch and names to be escaped. */
  BINARY,
  /** Three classes over two features. */
  SPIRALS,
  /** Two classes over two features, no rows held out. */
  MOONS,
  /** A number of three features. */
  REGRESSION,
  /** A number of one feature. */
  CURVE;

  static final String HOSTILE = "</script><img src=x onerror=\"alert('x')\">{{data}}";

  /** The page of the run; {@code quick} trains a little only. */
  String page(boolean quick) {
    return switch (this) {
      case DIGITS -> digits(quick ? 3 : 40);
      case BINARY -> binary(quick);
      case SPIRALS -> spirals(quick ? 3 : 150);
      case MOONS -> moons(quick ? 3 : 80);
      case REGRESSION -> regression(quick ? 3 : 60);
      case CURVE -> curve(quick ? 3 : 200);
    };
  }

  private static String digits(int epochs) {
    Split split = Csv.read(Path.of("src/data/digits.csv.gz")).split(0.8, 1);
    NetworkSpec spec =
        NetworkSpec.chain(64, dense(64, RELU), dense(32, RELU), dropout(0.2f), dense(10));
    Schedule schedule = new Schedule.OneCycle();
    return page(spec, new SoftmaxCrossEntropy(), split, epochs, schedule, "Handwritten digits");
  }

  private static String binary(boolean quick) {
    int epochs = quick ? 3 : 60;
    Dataset data = Csv.read(Path.of("src/data/breast_cancer.csv"));
    List<String> names = new ArrayList<>(data.featureNames());
    for (int i = 0; i < (quick ? names.size() : 1); i++) {
      names.set(i, HOSTILE + i);
    }
    Split split = data.withFeatureNames(names).split(0.7, 3);
    NetworkSpec spec =
        NetworkSpec.graph(data.in())
            .node("wide", dense(24, TANH), "input")
            .node("deep1", dense(24, RELU), "input")
            .node("norm", batchNorm(), "deep1")
            .node("deep2", dense(24, SIGMOID), "norm")
            .node("sum", add(), "wide", "deep2")
            .node("both", concat(), "sum", "input")
            .node("out", dense(1), "both")
            .output("out");
    Schedule schedule = new Schedule.Cosine(0.01f);
    return page(spec, new SigmoidCrossEntropy(), split, epochs, schedule, HOSTILE);
  }

  private static String spirals(int epochs) {
    CounterRandom random = new CounterRandom(5, Purpose.SAMPLE);
    float[][] x = new float[900][];
    int[] classes = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      classes[i] = i % 3;
      double r = 0.1 + 0.9 * i / x.length;
      double angle = 4.5 * r + classes[i] * 2 * Math.PI / 3 + 0.22 * random.normal(0, i);
      x[i] = new float[] {(float) (r * Math.cos(angle)), (float) (r * Math.sin(angle))};
    }
    Dataset data = Dataset.classification(x, classes, List.of("red arm", "blue arm", "green arm"));
    NetworkSpec spec = NetworkSpec.chain(2, dense(32, TANH), dense(32, TANH), dense(3));
    return page(
        spec,
        new SoftmaxCrossEntropy(),
        data.split(0.7, 1),
        epochs,
        new Schedule.Constant(),
        "Three spirals");
  }

  private static String moons(int epochs) {
    CounterRandom random = new CounterRandom(6, Purpose.SAMPLE);
    float[][] x = new float[400][];
    int[] classes = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      double t = Math.PI * random.uniform(1, i);
      classes[i] = i % 2;
      double side = classes[i] == 0 ? 1 : -1;
      double dx = classes[i] == 0 ? 0 : 1;
      double dy = classes[i] == 0 ? 0 : 0.5;
      x[i] =
          new float[] {
            (float) (dx + side * Math.cos(t) + 0.18 * random.normal(2, i)),
            (float) (dy + side * Math.sin(t) + 0.18 * random.normal(3, i))
          };
    }
    Dataset data =
        Dataset.classification(x, classes, List.of("upper", "lower"))
            .withFeatureNames(List.of("longitude", "latitude"));
    NetworkSpec spec = NetworkSpec.chain(2, dense(16, RELU), dense(16, RELU), dense(1));
    return page(
        spec,
        new SigmoidCrossEntropy(),
        new Split(data, data),
        epochs,
        new Schedule.Constant(),
        "Two moons");
  }

  private static String regression(int epochs) {
    CounterRandom random = new CounterRandom(7, Purpose.SAMPLE);
    float[][] x = new float[1200][3];
    float[][] y = new float[x.length][1];
    for (int i = 0; i < x.length; i++) {
      for (int c = 0; c < 3; c++) {
        x[i][c] = (float) (10 * random.uniform(c, i));
      }
      y[i][0] =
          (float)
              (3 * x[i][0] + 10 * Math.sin(x[i][1]) + x[i][2] * x[i][2] / 3 + random.normal(9, i));
    }
    Dataset data = Dataset.regression(x, y).withFeatureNames(List.of("load", "phase", "speed"));
    NetworkSpec spec = NetworkSpec.chain(3, dense(48, RELU), dense(48, RELU), dense(1));
    return page(
        spec, new SquaredError(), data.split(0.8, 1), epochs, new Schedule.Constant(), "A machine");
  }

  private static String curve(int epochs) {
    CounterRandom random = new CounterRandom(8, Purpose.SAMPLE);
    float[][] x = new float[300][1];
    float[][] y = new float[x.length][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = (float) (6 * random.uniform(0, i) - 3);
      y[i][0] = (float) (Math.sin(2 * x[i][0]) + 0.15 * random.normal(1, i));
    }
    NetworkSpec spec = NetworkSpec.chain(1, dense(32, TANH), dense(32, TANH), dense(1));
    Dataset data = Dataset.regression(x, y);
    return page(
        spec, new SquaredError(), data.split(0.7, 1), epochs, new Schedule.Constant(), "A sine");
  }

  private static String page(
      NetworkSpec spec, Loss loss, Split split, int epochs, Schedule schedule, String title) {
    boolean held = split.train() != split.test();
    try (Network network = Network.of(spec, TestBackend.expected()).initialise(1)) {
      RunSettings settings =
          new RunSettings(loss, new Adam(4e-3f), schedule, Optional.empty(), epochs, 32);
      RunRecorder recorder = new RunRecorder(network, settings, split.train());
      Trainer trainer =
          Trainer.of(network, loss)
              .optimiser(settings.optimiser())
              .schedule(schedule)
              .epochs(epochs)
              .batch(32)
              .seed(1)
              .scaling(Scaling::standard)
              .listener(recorder);
      if (held) {
        trainer.validation(split.test()).earlyStopping(new EarlyStopping(40, 0));
      }
      History history = trainer.fit(split.train());
      String rows = split.test().rows() + (held ? " rows held out" : " rows it was trained on");
      return Report.of(recorder, history)
          .title(title)
          .measuredOn(rows, split.test(), held)
          .setting("Command", "neurite train --data " + title)
          .setting("Seed", 1)
          .page();
    }
  }
}
