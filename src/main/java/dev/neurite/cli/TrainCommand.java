package dev.neurite.cli;

import dev.neurite.data.Dataset;
import dev.neurite.data.Split;
import dev.neurite.network.Network;
import dev.neurite.train.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Trains a model on the rows of a file, tests it on rows it has not seen, and saves it. */
@Command(
    name = "train",
    description = {
      "Trains a model on the rows of a file and saves it, with its scaling and its names.",
      "",
      "Ctrl-C ends training and saves the best model so far. The linear kinds logistic, softmax and"
          + " svm are solved to their optimum, unless an option of descent is given, such as"
          + " --epochs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  neurite train --data flowers.csv --label species --hidden 64,32 --epochs 50 \\",
      "      --out flowers.safetensors --report flowers.html"
    })
final class TrainCommand implements Callable<Integer> {
  private static final double USUAL_SHARE = 0.1; // of rows held out
  private static final int FEW_ROWS = 50; // too few to hold some out unasked

  @Mixin private DataOptions data;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "What the label is: ${COMPLETION-CANDIDATES}. Without this, numbers with fractions and"
              + " more than "
              + Targets.MOST_CLASSES
              + " different whole ones are for regression.")
  private Task task;

  @Mixin private NetworkOptions network;
  @Mixin private DescentOptions descent;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Of the rows, held out to test on; 0 for none. Without this "
              + USUAL_SHARE
              + ", and none"
              + " of fewer than "
              + FEW_ROWS
              + " rows.")
  private Double validation;

  @Mixin private KernelOptions kernels;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "Where the model is saved: a .safetensors or .onnx file.")
  private Path out;

  @Option(
      names = "--report",
      paramLabel = "HTML",
      description = "Draws how training went and what came of it: a page that opens offline.")
  private Path report;

  @Mixin private Output output;

  @CommandLine.Spec private CommandSpec spec;

  TrainCommand() {}

  @Override
  public Integer call() throws IOException {
    check();
    Dataset rows = data.read(wantedTask());
    output.say("data      %s: %s", data.name(), rows.describe());
    if (wantedTask() == null) {
      output.say(
          "task      %s, as the label column suggests; --task says otherwise", Task.of(rows));
    }
    LossChoice loss = network.loss() == null ? network.kind().lossFor(rows) : network.loss();
    Dataset prepared = loss.prepared(rows);
    double share = validationShare(rows.rows());
    TrainingRows split = share > 0 ? split(prepared, share) : new TrainingRows(prepared, null);
    try (CtrlC ctrlC = new CtrlC();
        Trained trained = train(ctrlC, loss, split)) {
      finish(trained, loss, split);
    }
    return 0;
  }

  private void check() {
    network.check(output);
    descent.check(output);
    network.kind().checkLoss(output, network.loss());
    if (validation != null && !(validation >= 0 && validation < 1)) {
      throw output.usage("--validation: expected a share in [0, 1), got %s", validation);
    }
    if (task != null && wantedTask() != task) {
      throw output.usage("--task %s: --model and --loss are for %s", task, wantedTask());
    }
    ModelFormat.of(out);
    OutputFile.checkFolder(out);
    if (report != null) {
      OutputFile.checkFolder(report);
    }
  }

  /** As asked for, or as kind and loss need it; null if the labels decide. */
  private Task wantedTask() {
    if (network.kind().task() != null) {
      return network.kind().task();
    }
    return network.loss() == null ? task : network.loss().task();
  }

  private double validationShare(int rows) {
    if (validation != null) {
      return validation;
    }
    return rows < FEW_ROWS ? 0 : USUAL_SHARE;
  }

  private TrainingRows split(Dataset rows, double share) {
    Split split = rows.stratifiedSplit(1 - share, descent.seed());
    output.say(
        "split     %d rows to train on, %d held out, seed %d",
        split.train().rows(), split.test().rows(), descent.seed());
    return TrainingRows.of(split);
  }

  private Trained train(CtrlC ctrlC, LossChoice loss, TrainingRows split) {
    boolean solves = network.kind().isLinear() && !descent.isAsked();
    return solves
        ? LinearTraining.solve(output, loss, split.train(), descent.l2(), descent.seed())
        : new DescentTraining(output, network, descent, kernels, out, report != null)
            .run(ctrlC, loss, split);
  }

  private void finish(Trained trained, LossChoice loss, TrainingRows split) throws IOException {
    try (Network saved = Finish.of(trained, loss, data.label())) {
      SavedModel.Facts facts = SavedModel.save(saved, out);
      output.say("saved     %s", facts.describe());
      Dataset rows = split.test() == null ? split.train() : split.test();
      Evaluation evaluation = evaluate(trained, saved, rows);
      output.say(
          "tested    on %s", split.test() == null ? "the rows it was trained on" : "held-out rows");
      output.say("%s", evaluation);
      if (report != null) {
        TrainReport.complete(trained, split, data.name())
            .setting("Command", command())
            .setting("Model", out)
            .setting("Seed", descent.seed())
            .setting("L2", descent.l2() == null ? 0 : descent.l2())
            .write(report);
        output.say("report    %s", report);
      }
      output.result(result(trained, saved, loss, split, facts, evaluation));
    }
  }

  private String command() {
    return spec.root().name()
        + " "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }

  /** Of logits and margins; values are evaluated as the saved model gives them. */
  private static Evaluation evaluate(Trained trained, Network saved, Dataset rows) {
    return trained.targets() == null
        ? Evaluation.of(trained.network(), trained.loss(), rows)
        : Evaluation.of(saved, trained.loss(), rows);
  }

  private Map<String, Object> result(
      Trained trained,
      Network saved,
      LossChoice loss,
      TrainingRows split,
      SavedModel.Facts facts,
      Evaluation evaluation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", out);
    json.put("bytes", facts.bytes());
    json.put("kind", network.kind());
    json.put("loss", loss);
    json.put("training_rows", split.train().rows());
    json.put("validation_rows", split.test() == null ? 0 : split.test().rows());
    json.put("features", saved.in());
    json.put("outputs", saved.out());
    json.put("labels", saved.schema().labels());
    json.put("layers", layers(saved));
    json.put("seed", descent.seed());
    json.put("kernels", trained.network().report().kernels());
    json.putAll(trained.facts());
    json.put("tested_on", split.test() == null ? "training" : "validation");
    json.put("evaluation", EvaluationJson.of(evaluation));
    return json;
  }

  private static List<String> layers(Network network) {
    return new ArrayList<>(network.spec().describe().lines().toList());
  }
}
