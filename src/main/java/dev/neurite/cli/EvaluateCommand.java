package dev.neurite.cli;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Softmax;
import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.io.onnx.OnnxOutput;
import dev.neurite.network.Network;
import dev.neurite.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how good a model is on rows whose answers are known. */
@Command(
    name = "evaluate",
    description = "Says how good a model is on rows whose answers are known.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Example:", "  neurite evaluate --model flowers.safetensors --data held-out.csv"})
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private ModelOption model;
  @Mixin private DataOptions data;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description =
          "What is counted as loss: ${COMPLETION-CANDIDATES}. Without this, what the model's"
              + " outputs suggest.")
  private LossChoice loss;

  @Mixin private KernelOptions kernels;
  @Mixin private Output output;

  EvaluateCommand() {}

  @Override
  public Integer call() {
    Backend backend = kernels.backend(0); // one pass over the rows
    try (Model loaded = model.load(backend);
        Network logits = Head.logits(loaded.network(), backend)) {
      LossChoice choice = loss == null ? suggested(loaded) : loss;
      Dataset rows = choice.prepared(data.readFor(loaded, choice.task()));
      output.say("data      %s: %s", data.name(), rows.describe());
      output.say("loss      %s", choice);
      boolean onLogits = choice.task() == Task.CLASSIFICATION && !choice.isMargin();
      Evaluation evaluation =
          Evaluation.of(onLogits ? logits : loaded.network(), choice.loss(), rows);
      output.say("%s", evaluation);
      output.result(result(choice, evaluation));
    }
    return 0;
  }

  /** Of probabilities their cross-entropy; else by the name of the outputs, and by labels. */
  private static LossChoice suggested(Model model) {
    Network network = model.network();
    Activation head = Head.of(network.spec());
    boolean one = network.out() == 1;
    boolean margins =
        model.outputs().stream().map(OnnxOutput::name).anyMatch(Finish.MARGIN::equals);
    if (margins) {
      return one ? LossChoice.HINGE : LossChoice.CRAMMER_SINGER;
    }
    boolean classes =
        !network.schema().labels().isEmpty()
            || head instanceof Softmax
            || head instanceof Sigmoid
            || model.outputs().stream().anyMatch(o -> o.kind() != OnnxOutput.Kind.VALUES);
    if (!classes) {
      return LossChoice.SQUARED;
    }
    return one ? LossChoice.SIGMOID_CROSS_ENTROPY : LossChoice.SOFTMAX_CROSS_ENTROPY;
  }

  private Map<String, Object> result(LossChoice choice, Evaluation evaluation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model.path());
    json.put("data", data.name());
    json.put("loss", choice);
    json.put("evaluation", EvaluationJson.of(evaluation));
    return json;
  }
}
