package dev.neurite.cli;

import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Softmax;
import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.train.GradientCheck;
import dev.neurite.train.Objective;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds the gradients of a network to difference quotients. */
@Command(
    name = "gradcheck",
    description = {
      "Holds the gradients of a network to difference quotients, weight by weight, on made-up rows.",
      "",
      "The network is that of a file, without the softmax or sigmoid at its end; or one that the"
          + " options describe. It takes five passes of the rows for every weight. The exit status is"
          + " 1 if a gradient is wrong."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  neurite gradcheck fraud.safetensors",
      "  neurite gradcheck --in 8 --hidden 16,8 --activation gelu --outputs 3"
    })
final class GradcheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A .safetensors or .onnx file; without it, the options describe a network.")
  private Path path;

  @Option(
      names = "--in",
      paramLabel = "N",
      description = "Features of a network of options. ${DEFAULT-VALUE} without this.")
  private int in = 8;

  @Option(
      names = "--outputs",
      paramLabel = "N",
      description = "Classes or values of a network of options. ${DEFAULT-VALUE} without this.")
  private int outputs = 3;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--l2",
      paramLabel = "WEIGHT",
      description = "Of the squared weights in the objective. ${DEFAULT-VALUE} without this.")
  private float l2 = 1e-4f;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Made-up rows of the batch. ${DEFAULT-VALUE} without this.")
  private int rows = 8;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the rows, and of a network of options. ${DEFAULT-VALUE} without this.")
  private long seed = 1;

  @Mixin private Output output;

  GradcheckCommand() {}

  @Override
  public Integer call() {
    network.check(output);
    positive("--in", in);
    positive("--outputs", outputs);
    positive("--rows", rows);
    if (!(l2 >= 0 && l2 < Float.POSITIVE_INFINITY)) {
      throw output.usage("--l2: expected a number of 0 or more, got %s", l2);
    }
    try (Checked checked = path == null ? ofOptions() : ofFile()) {
      return check(checked);
    }
  }

  private void positive(String option, int number) {
    if (number < 1) {
      throw output.usage("%s: expected 1 or more, got %d", option, number);
    }
  }

  /** A network, with the loss that its outputs are for, and rows with targets of that. */
  private record Checked(Network network, LossChoice loss, Dataset rows) implements AutoCloseable {
    @Override
    public void close() {
      network.close();
    }
  }

  private Checked ofOptions() {
    LossChoice loss = network.loss();
    if (loss == null) {
      loss = network.kind().lossFor(madeUp(LossChoice.SOFTMAX_CROSS_ENTROPY, in, outputs));
    }
    network.kind().checkLoss(output, loss);
    Dataset data = loss.prepared(madeUp(loss, in, outputs));
    Network made =
        Network.of(network.spec(in, loss.outputs(data)), Backend.scalar()).initialise(seed);
    return new Checked(made, loss, data);
  }

  private Checked ofFile() {
    try (Model model = Model.load(path, Backend.scalar())) {
      LossChoice loss = network.loss() == null ? suggested(model.network()) : network.loss();
      int width = model.network().in();
      int out = model.network().out();
      Dataset data = loss.prepared(madeUp(loss, width, out));
      if (loss.outputs(data) != out) {
        throw new IllegalArgumentException(
            "--loss " + loss + " is of 1 output, and " + path + " has " + out);
      }
      return new Checked(
          withoutScaling(Head.logits(model.network(), Backend.scalar())), loss, data);
    }
  }

  /** The rows are made up as scaled ones. */
  private static Network withoutScaling(Network logits) {
    return logits.schema(Schema.NONE);
  }

  private static LossChoice suggested(Network network) {
    return switch (Head.of(network.spec())) {
      case Softmax _ -> LossChoice.SOFTMAX_CROSS_ENTROPY;
      case Sigmoid _ when network.out() == 1 -> LossChoice.SIGMOID_CROSS_ENTROPY;
      default -> LossChoice.SQUARED;
    };
  }

  /** Standard normal features, with classes in turn or standard normal values. */
  private Dataset madeUp(LossChoice loss, int width, int out) {
    CounterRandom random = new CounterRandom(seed, Purpose.SAMPLE);
    float[][] features = new float[rows][width];
    float[][] values = new float[rows][out];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < width; i++) {
        features[r][i] = (float) random.normal(r, i);
      }
      for (int j = 0; j < out; j++) {
        values[r][j] = (float) random.normal(r, width + j);
      }
    }
    if (loss.task() == Task.REGRESSION) {
      return Dataset.regression(features, values);
    }
    int classes = loss.isOfTwoClasses() ? 2 : out;
    return Dataset.classification(
        features,
        IntStream.range(0, rows).map(r -> r % classes).toArray(),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  private int check(Checked checked) {
    Network of = checked.network();
    output.say("network   %s", of.toString().replace("\n", "\n          "));
    output.say(
        "rows      %d made-up ones, loss %s, l2 %s", rows, checked.loss(), Numbers.of(l2));
    Objective objective = new Objective(checked.loss().loss(), l2, false);
    long start = System.nanoTime();
    GradientCheck.Result found = GradientCheck.run(of, objective, checked.rows());
    long took = System.nanoTime() - start;
    output.say(
        "checked   %s weights in %s; %s left out, near a kink",
        Numbers.whole(found.checked()), Numbers.time(took), Numbers.whole(found.leftOut()));
    if (found.checked() > 0) {
      output.say("%s", Text.labelled("worst", 10, found.where()));
    }
    output.say("verdict   %s", verdict(found));
    output.result(result(checked, found, took));
    if (!found.passed()) {
      output.warn("gradcheck: a gradient is wrong: %s", found.where());
    }
    return found.passed() ? 0 : 1;
  }

  private static String verdict(GradientCheck.Result found) {
    if (found.checked() == 0) {
      return "nothing to check: there are no weights, or all are near a kink";
    }
    String share = Numbers.percent(found.worst()) + " of its tolerance";
    return found.passed()
        ? "right: the worst gradient is off by " + share
        : "WRONG: the worst gradient is off by " + share;
  }

  private Map<String, Object> result(Checked checked, GradientCheck.Result found, long took) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", path);
    result.put("layers", checked.network().spec().describe().lines().toList());
    result.put("loss", checked.loss());
    result.put("checked", found.checked());
    result.put("left_out", found.leftOut());
    result.put("worst", found.worst());
    result.put("where", found.where());
    result.put("nanos", took);
    result.put("passed", found.passed());
    return result;
  }
}
